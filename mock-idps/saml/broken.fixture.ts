import { DOMParser, type Element } from '@xmldom/xmldom';
import type { FaultUse } from '../fault.ts';
import type { FaultFacts } from '../fault.ts';
import { faultList } from '../fault-list.ts';
import { responseProfiles } from '../profiles/responses.ts';
import type { ResponseVendor } from './draft.ts';
import type { Shape } from './fit.ts';
import { respond, type ResponseInput } from './respond.ts';
import { ann, otherMethod, recipient, signInInput, suffixed, vendors, victor } from './sign-in.fixture.ts';

/** The shapes in which some vendor's message can carry the fault. */
export const carriersOf = ({ shapes }: Pick<FaultFacts, 'shapes'>): { vendor: ResponseVendor; shape: Shape }[] =>
  vendors.flatMap((vendor) => {
    const { shapes: signed, encryption } = responseProfiles[vendor];
    const offered: Shape[] = [...signed, ...(encryption ? ['encrypted' as const] : [])];
    return offered
      .filter((shape) => (shapes ? shapes.includes(shape) : shape !== 'encrypted'))
      .map((shape) => ({ vendor, shape }));
  });

const securityGroups = { groups: { claim: 'vendor-default', send: 'security' } } as const;
const emailNameId = { nameId: { format: 'emailAddress', source: 'email' } } as const;

/** The order that gives every fault what it needs; the signer's addresses are the victim's and more where one asks for that. */
export async function order(vendor: ResponseVendor, use: FaultUse | string, changes: Partial<ResponseInput> = {}) {
  const fault = typeof use === 'string' ? { id: use } : use;
  const needs = faultList().find(({ id }) => id === fault.id)?.needs ?? [];
  const input = await signInInput(vendor, {
    victim: victor,
    person: needs.includes('victim-as-prefix') ? suffixed(victor, '.evil.test') : ann,
    ...(await otherMethod(vendor)),
    earlierKey: 'earlier',
    publishesNextKey: needs.includes('next-key-published'),
    faults: [fault],
    ...changes,
  });
  const { serviceProvider } = input.settings;
  const settings = {
    ...input.settings,
    ...(serviceProvider && {
      serviceProvider: { ...serviceProvider, encryptionCertificate: (await recipient()).certificate },
    }),
  };
  const groups = needs.includes('groups') ? securityGroups : {};
  return { ...input, settings: { ...settings, ...emailNameId, ...groups, ...changes.settings } };
}

/** A message with that fault, and what it was made from. */
export async function broken(
  use: FaultUse | string,
  changes: Partial<ResponseInput> = {},
  vendor: ResponseVendor = 'entra',
) {
  const input = await order(vendor, use, changes);
  return { input, ...(await respond(input)) };
}

/** Elements of that local name in document order, as an independent parser finds them. */
export const all = (xml: string, localName: string): Element[] => [
  ...new DOMParser({ onError: () => undefined })
    .parseFromString(xml, 'text/xml')
    .getElementsByTagNameNS('*', localName),
];

export const texts = (xml: string, localName: string) => all(xml, localName).map(({ textContent }) => textContent);

export const attributes = (xml: string, localName: string, name: string) =>
  all(xml, localName).map((element) => element.getAttribute(name));
