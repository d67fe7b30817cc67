import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import {
  startIdps,
  type App,
  type AppSettings,
  type IdpEvent,
  type Idps,
  type IdpsOptions,
  type Vendor,
} from '../index.ts';

export const NONCE = '00c0ffee1234';
export const NOW = Date.parse('2026-11-23T12:00:00.000Z');
export const SP = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };

/** Kept from run to run, because making keys is what takes longest. */
const KEYS = join(tmpdir(), 'jitmus-test-keys');

export interface Started {
  idps: Idps;
  events: IdpEvent[];
  /** The events of that kind, in order. */
  seen: <K extends IdpEvent['kind']>(kind: K) => Extract<IdpEvent, { kind: K }>[];
}

export async function started(options: IdpsOptions = {}): Promise<Started> {
  const events: IdpEvent[] = [];
  const idps = await startIdps({
    nonce: NONCE,
    keys: KEYS,
    clock: () => NOW,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return {
    idps,
    events,
    seen: <K extends IdpEvent['kind']>(kind: K) =>
      events.filter((event): event is Extract<IdpEvent, { kind: K }> => event.kind === kind),
  };
}

/** An application with the service provider of these tests. */
export const appOf = (idps: Idps, vendor: Vendor, settings: AppSettings = {}, name = 'app'): Promise<App> =>
  idps.app(vendor, name, { settings: { serviceProvider: SP, ...settings } });

export interface Form {
  action: string;
  method: string;
  fields: Record<string, string>;
}

export interface Shown {
  status: number;
  headers: Headers;
  text: string;
  code: string | null;
  forms: Form[];
}

/** A browser that holds cookies, follows nothing by itself, and reads pages as browsers do. */
export class Browser {
  readonly cookies = new Map<string, string>();

  get(url: string): Promise<Shown> {
    return this.#send(url, {});
  }

  post(url: string, fields: Record<string, string> | string): Promise<Shown> {
    const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
    return this.#send(url, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  }

  async #send(url: string, init: RequestInit): Promise<Shown> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), ...(cookie && { cookie }) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, ...read(text) };
  }
}

function read(text: string): Pick<Shown, 'code' | 'forms'> {
  const elements = function* walk(node: Tree.Node): Generator<Tree.Element> {
    if ('attrs' in node) yield node;
    if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
  };
  const all = [...elements(parse(text, { scriptingEnabled: true }))];
  const value = (element: Tree.Element, name: string) =>
    element.attrs.find((attribute) => attribute.name === name)?.value ?? '';
  const forms = all
    .filter(({ tagName }) => tagName === 'form')
    .map((form) => {
      const inputs = [...elements(form)].filter((element) => element.tagName === 'input' && value(element, 'name'));
      const fields = Object.fromEntries(inputs.map((input) => [value(input, 'name'), value(input, 'value')]));
      return { action: value(form, 'action'), method: value(form, 'method'), fields };
    });
  const meta = all.find((element) => element.tagName === 'meta' && value(element, 'name') === 'jitmus-code');
  return { code: meta ? value(meta, 'content') : null, forms };
}

export interface RequestParts {
  id?: string | null;
  version?: string | null;
  issueInstant?: string | null;
  destination?: string;
  acsUrl?: string | null;
  issuer?: string | null;
  attributes?: string;
  /** Children behind the Issuer. */
  inner?: string;
}

/** An AuthnRequest as a service provider would send it; null leaves a part out. */
export function authnRequest(parts: RequestParts = {}): string {
  const {
    id = '_request',
    version = '2.0',
    issueInstant = new Date(NOW).toISOString(),
    destination,
    acsUrl = SP.acsUrl,
    issuer = SP.entityId,
  } = parts;
  const attribute = (name: string, value: string | null | undefined) => (value == null ? '' : ` ${name}="${value}"`);
  const attributes = [
    attribute('ID', id),
    attribute('Version', version),
    attribute('IssueInstant', issueInstant),
    attribute('Destination', destination),
    attribute('AssertionConsumerServiceURL', acsUrl),
  ].join('');
  const issuerElement = issuer === null ? '' : `<saml:Issuer>${issuer}</saml:Issuer>`;
  return `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"${attributes}${parts.attributes ?? ''}>${issuerElement}${parts.inner ?? ''}</samlp:AuthnRequest>`;
}

/** The address that a request by HTTP-Redirect leads to. */
export function redirectUrl(ssoUrl: string, xml: string, relayState?: string): string {
  const url = new URL(ssoUrl);
  url.searchParams.set('SAMLRequest', deflateRawSync(xml).toString('base64'));
  if (relayState !== undefined) url.searchParams.set('RelayState', relayState);
  return url.href;
}

export const base64 = (xml: string) => Buffer.from(xml).toString('base64');

/** The message that a page's form carries. */
export const messageOf = (shown: Shown): string =>
  Buffer.from(shown.forms[0]?.fields.SAMLResponse ?? '', 'base64').toString();
