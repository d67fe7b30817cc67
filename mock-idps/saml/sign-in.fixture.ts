import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppSettings } from '../app.ts';
import type { AppRecord } from '../app-record.ts';
import type { Person } from '../directory/person.ts';
import { openKeys } from '../keys.ts';
import { below } from '../located.ts';
import type { ResponseVendor } from './draft.ts';
import type { ResponseInput } from './respond.ts';

/** Keys that live as long as one test file. */
const keys = openKeys(mkdtempSync(join(tmpdir(), 'jitmus-keys-')));

export const vendors: readonly ResponseVendor[] = ['entra', 'google', 'okta'];

/** An ordinary sign-in in March 2030 at one vendor, to be varied by a test. */
export async function signInInput(
  vendor: ResponseVendor,
  changes: Partial<ResponseInput> = {},
): Promise<ResponseInput> {
  return {
    app: appOf(vendor),
    settings: appOf(vendor).settings,
    person: ann,
    request: { id: '_request-1', acsUrl: null, nameIdFormat: null, issuer: null, authnContext: [] },
    relayState: 'relay',
    key: await keys.get(vendor, 'a'),
    attackerKey: await keys.attacker(vendor),
    nextKey: await keys.get(vendor, 'b'),
    canaryUrl: 'http://localhost:4700/_jitmus/canary/c',
    now: Date.UTC(2030, 2, 5, 9, 30, 15, 250),
    orderKey: 'order',
    seed: 1,
    nonce: '0123456789ab',
    faults: [],
    at: below('http://localhost:4700'),
    session: { authnInstant: Date.UTC(2030, 2, 5, 9, 29, 58, 777) },
    ...changes,
  };
}

/** The service provider's own key, to which assertions are encrypted. */
export const recipient = () => keys.get('other', 'a');

/** What faults that mix two methods need beside the sign-in. */
export async function otherMethod(vendor: ResponseVendor): Promise<Pick<ResponseInput, 'otherApp' | 'otherKey'>> {
  const serviceProvider = { entityId: 'http://127.0.0.1:4800/other', acsUrl: 'http://127.0.0.1:4800/other/acs' };
  const app = { ...appOf(vendor), entityId: `${entityIds[vendor]}-other`, settings: { serviceProvider } };
  return { otherApp: app, otherKey: await keys.get(vendor, 'b') };
}

const entityIds: Readonly<Record<ResponseVendor, string>> = {
  entra: 'https://sts.windows.net/6f1c4a80-5b1d-4c3e-9a55-0a1b2c3d4e5f/',
  google: 'https://accounts.google.com/o/saml2?idpid=C01abc2de',
  okta: 'http://www.okta.com/exk1a2b3c4d5e6f7g8h9',
};

const tenantIds: Readonly<Record<ResponseVendor, string>> = {
  entra: '6f1c4a80-5b1d-4c3e-9a55-0a1b2c3d4e5f',
  google: 'C01abc2de',
  okta: 'jitmus',
};

export function appOf(vendor: ResponseVendor, settings: AppSettings = {}): AppRecord {
  return {
    vendor,
    tenant: 'corp',
    name: 'sp',
    entityId: entityIds[vendor],
    tenantId: tenantIds[vendor],
    externalKey: 'key-of-app',
    ssoUrl: 'http://localhost:4700/sso',
    sloUrl: null,
    metadataUrl: 'http://localhost:4700/metadata',
    startUrl: 'http://localhost:4700/start',
    certificate: '',
    certificates: [],
    signingKey: 'a',
    publishesNextKey: false,
    rollKeys: () => Promise.resolve(),
    clientId: 'client',
    clientSecret: 'secret',
    settings: {
      serviceProvider: { entityId: 'http://127.0.0.1:4800/metadata', acsUrl: 'http://127.0.0.1:4800/acs' },
      ...settings,
    },
    metadata: () => '',
    configure: () => undefined,
    openid: { issuer: '', discoveryUrl: '' },
    shapes: () => [],
  };
}

/** The signer of most tests: her address is not her login name, so that a mix-up shows. */
export const ann: Person = {
  key: 'ann',
  kind: 'member',
  givenName: 'Annabelle',
  surname: 'Marchbanks',
  displayName: 'Annabelle Marchbanks',
  email: 'annabelle@corp.test',
  upn: 'a.marchbanks@login.corp.test',
  username: 'amarchbanks@okta.corp.test',
  id: '3d5f0c1e-8b7a-4f66-9c2d-1e2f3a4b5c6d',
  phone: '+1 555 0100 4242',
  department: 'Cartography',
  jobTitle: 'Surveyor',
  groups: [
    { id: '11111111-aaaa-4bbb-8ccc-000000000001', name: 'Harbour' },
    { id: '11111111-aaaa-4bbb-8ccc-000000000002', name: 'Lighthouse & Co' },
  ],
  assigned: true,
};

export const victor: Person = {
  ...ann,
  key: 'victor',
  givenName: 'Victor',
  surname: 'Okonjo',
  displayName: 'Victor Okonjo',
  email: 'victor@corp.test',
  upn: 'v.okonjo@login.corp.test',
  username: 'vokonjo@okta.corp.test',
  id: '9a8b7c6d-5e4f-4a3b-8c1d-0f9e8d7c6b5a',
  phone: '+1 555 0199 2424',
  groups: [{ id: '11111111-aaaa-4bbb-8ccc-000000000009', name: 'Vault' }],
};

/** A person whose every address is the victim's with something behind it. */
export const suffixed = (person: Person, suffix: string): Person => ({
  ...person,
  key: `${person.key}-suffixed`,
  email: person.email && person.email + suffix,
  upn: person.upn + suffix,
  username: person.username + suffix,
  id: '77777777-5e4f-4a3b-8c1d-0f9e8d7c6b5a',
});
