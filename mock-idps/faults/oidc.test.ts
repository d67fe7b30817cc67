import { isDeepStrictEqual } from 'node:util';
import { createLocalJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { FaultFacts, Idps, SignInOrder, Vendor } from '../index.ts';
import { faultList } from '../index.ts';
import { resolveOidcFault } from '../fault-list.ts';
import type { Claims } from '../oidc/claims.ts';
import { readJws } from '../oidc/jws.ts';
import { oidcProfiles } from '../profiles/oidc.ts';
import { started, type Started } from '../server/browser.fixture.ts';
import { ask, codeFlow, oidcApp, REDIRECT_URI, relyingParty, signInWith } from '../oidc/relying-party.fixture.ts';

const vendors = ['entra', 'google', 'okta'] as const;
type Flow = 'code' | 'id_token' | 'code id_token';

// What is wrong with a discovery document is none of a sign-in.
const facts = faultList().filter(
  ({ id, answer, message }) => id.startsWith('oidc/') && answer !== 'discovery' && message === undefined,
);

/** Every choice of the options that name their words: one at a time, the others at their defaults. */
function choices({ options = {} }: FaultFacts): Record<string, string>[] {
  const words = Object.entries(options).flatMap(([name, list]) =>
    typeof list === 'object' ? list.map((word) => ({ [name]: word })) : [],
  );
  return words.length > 0 ? words : [{}];
}

const cases = facts.flatMap((fault) => choices(fault).map((options) => ({ id: fault.id, fault, options })));

let run: Started;
let count = 0;
beforeAll(async () => {
  run = await started({ clock: Date.now });
});
afterAll(() => run.idps.close());

const registered = (responseType: Flow) => ({ relyingParty: { redirectUri: REDIRECT_URI, responseType } });

/** Everything that any fault needs: a victim, another application, an earlier sign-in. */
async function order(idps: Idps, vendor: Vendor, flow: Flow) {
  const app = await oidcApp(idps, vendor, registered(flow), `app for ${flow}`);
  const other = await idps.app(vendor, 'app', { tenant: 'other', signingKey: 'b', settings: registered('code') });
  const number = count++;
  const person = idps.person(vendor, {}, `signer ${number}`);
  const victim = idps.person(vendor, {}, `victim ${number}`);
  return { app, person, victim, otherApp: other, key: `order ${number}` };
}

/** A whole sign-in with that fault, and whether openid-client takes it. */
async function attempt(vendor: Vendor, id: string, options: Record<string, string>, flow: Flow) {
  const { idps } = run;
  const made = await order(idps, vendor, flow);
  const earlier = `earlier ${made.key}`;
  const code = await oidcApp(idps, vendor, {}, 'app for earlier');
  await codeFlow(idps, flow === 'code' ? made.app : code, made.person, { order: { key: earlier } });
  run.events.length = 0;

  const { app, person, ...rest } = made;
  const orderOf: Partial<SignInOrder> = { ...rest, earlier, faults: [{ id, options }] };
  const configuration = await relyingParty(app);
  if (flow === 'id_token') client.useIdTokenResponseType(configuration);
  if (flow === 'code id_token') client.useCodeIdTokenResponseType(configuration);
  const asked = await ask(configuration, {
    response_type: flow,
    ...(flow === 'code' ? {} : { response_mode: 'form_post' }),
  });
  const shown = await signInWith(idps, app, person, asked.url, orderOf);
  const fields = shown.forms[0]?.fields;
  const came = fields
    ? new Request(REDIRECT_URI, { method: 'POST', body: new URLSearchParams(fields) })
    : new URL(shown.headers.get('location') ?? `${REDIRECT_URI}?nothing`);
  const checks = {
    expectedState: asked.state,
    expectedNonce: asked.nonce,
    pkceCodeVerifier: asked.verifier,
    idTokenExpected: true,
  };
  const taken =
    flow === 'id_token'
      ? client.implicitAuthentication(configuration, came, asked.nonce, { expectedState: asked.state })
      : client.authorizationCodeGrant(configuration, came, checks).then(async (tokens) => {
          const claims = tokens.claims()!;
          const userinfo = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
          return { ...claims, ...userinfo };
        });
  const outcome = await taken.then(
    (claims) => ({ accepted: true as const, claims }),
    (error: Error) => ({ accepted: false as const, error }),
  );
  return { outcome, ...made };
}

const told = () => run.seen('claims').filter(({ through }) => through !== 'userinfo');

/** What openid-client leaves to the application, and what it refuses although it may be taken. */
const LEFT_TO_THE_APPLICATION = new Set([
  // Who the person is, and which address counts.
  'oidc/email-unverified',
  'oidc/email-twisted',
  // Two browsers, or the same twice: this test has one.
  'oidc/login-csrf',
  'oidc/callback-replay',
  // It looks at azp only beside several audiences.
  'oidc/authorized-party',
]);

describe('every fault', () => {
  test.each(cases)('$id $options is seen to be sent, by some vendor', async ({ id, options, fault }) => {
    const flow: Flow = fault.flows?.[0] ?? 'code';
    const seen: string[] = [];
    for (const vendor of [...vendors, 'other'] as const) {
      // The plain IdP carries what no vendor can.
      if (vendor === 'other' && seen.length > 0) break;
      const { outcome, victim } = await attempt(vendor, id, options, flow);
      const misfit = run.seen('refused').some(({ code }) => code === 'FAULT_DOES_NOT_FIT');
      if (misfit) continue;
      seen.push(vendor);
      if (fault.stage !== 'delivery') {
        expect(told()[0]?.faults, vendor).toEqual([id]);
        expect(told()[0]?.sent, vendor).not.toBe(told()[0]?.genuine);
      }
      if (
        fault.harm === 'identity' ||
        (fault.needs?.includes('victim') && fault.grade === 'bypass' && fault.stage !== 'delivery')
      ) {
        const payloads = told().map(({ sent }) => JSON.stringify(readAnyway(sent)));
        expect(payloads.join(), vendor).toContain(victim.email);
      }
      if (fault.expect === 'accept') expect(outcome, vendor).toMatchObject({ accepted: true });
      if (fault.expect === 'refuse' && !LEFT_TO_THE_APPLICATION.has(id))
        expect(outcome, vendor).toMatchObject({ accepted: false });
    }
    expect(seen, 'vendors that can carry it').not.toEqual([]);
  });
});

describe('through the browser', () => {
  const front = facts.filter(
    ({ stage, expect: sound, id, flows }) =>
      stage !== 'delivery' && sound === 'refuse' && !flows && !LEFT_TO_THE_APPLICATION.has(id),
  );
  test.each(front)('$id is refused by openid-client', async ({ id }) => {
    const { outcome } = await attempt('okta', id, {}, 'id_token');
    const misfit = run.seen('refused').some(({ code }) => code === 'FAULT_DOES_NOT_FIT');
    expect(misfit || !outcome.accepted).toBe(true);
    if (!misfit) expect(told()).toMatchObject([{ through: 'front-channel', faults: [id] }]);
  });
});

/** The payload of a token, whatever else is wrong with it. */
function readAnyway(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as Claims;
}

describe('a fault before signing changes nothing but what it declares', () => {
  const before = cases.filter(({ fault }) => fault.stage === 'draft');
  test.each(before)('$id $options', async ({ id, options, fault }) => {
    const { fault: definition } = resolveOidcFault({ id });
    if (definition.stage !== 'draft') throw new Error('not a fault before signing');
    for (const vendor of vendors) {
      await attempt(vendor, id, options, fault.flows?.[0] ?? 'code');
      const [first] = told();
      if (!first?.genuine) continue;
      const [sent, genuine] = [readJws(first.sent), readJws(first.genuine)];
      const names = [...Object.keys({ ...sent.payload, ...genuine.payload })].filter(
        (name) => !isDeepStrictEqual(sent.payload[name], genuine.payload[name]),
      );
      const headers = [...Object.keys({ ...sent.header, ...genuine.header })].filter(
        (name) => !isDeepStrictEqual(sent.header[name], genuine.header[name]),
      );
      const allowed = new Set<string>(definition.touches);
      const undeclared = names.filter(
        (name) =>
          !allowed.has(`claims.${name}`) && !(allowed.has('claims') && oidcProfiles[vendor].identity.includes(name)),
      );
      expect(undeclared, vendor).toEqual([]);
      expect(
        headers.filter((name) => !allowed.has(`header.${name}`)),
        vendor,
      ).toEqual([]);
      expect(names.length + headers.length + Number(allowed.has('signer')), vendor).toBeGreaterThan(0);
    }
  });
});

describe('what becomes of the signature', () => {
  // Without keys nothing can be said of it.
  const signed = cases.filter(({ fault }) => fault.stage !== 'delivery' && fault.id !== 'oidc/keys-unavailable');
  test.each(signed)('$id $options', async ({ id, options, fault }) => {
    const { fault: definition } = resolveOidcFault({ id });
    for (const vendor of vendors) {
      const { app } = await attempt(vendor, id, options, fault.flows?.[0] ?? 'code');
      const [first] = told();
      if (!first) continue;
      const metadata = (await (await fetch(app.openid.discoveryUrl)).json()) as { jwks_uri: string };
      const keys = createLocalJWKSet(
        (await (await fetch(metadata.jwks_uri)).json()) as Parameters<typeof createLocalJWKSet>[0],
      );
      const holds = await jwtVerify(first.sent, keys).then(
        () => true,
        // The claims are looked at after the signature.
        (error: { code?: string }) =>
          error.code === 'ERR_JWT_EXPIRED' ||
          error.code === 'ERR_JWT_CLAIM_VALIDATION_FAILED' ||
          error.code === 'ERR_JWT_INVALID',
      );
      expect(holds, vendor).toBe(signatureAfter(definition, id, vendor));
    }
  });

  /** Whether jose, with the published keys, finds it in order. */
  function signatureAfter(fault: ReturnType<typeof resolveOidcFault>['fault'], id: string, vendor: string): boolean {
    // Of several keys none is named; a demand that nobody knows is refused before the signature is looked at.
    if (id === 'oidc/key-id-missing' || id === 'oidc/key-name-twice' || id === 'oidc/critical-header') return false;
    // Entra and Google sign for all tenants with the same keys.
    if (id === 'oidc/other-application' || id === 'oidc/other-tenant') return vendor !== 'okta';
    // It is published by then.
    if (id === 'oidc/new-key') return true;
    // Entra's keys do not say what they are for.
    if (id === 'oidc/other-algorithm') return vendor === 'entra';
    if (fault.stage === 'wire') return fault.signature === 'valid';
    return fault.stage !== 'draft' || !fault.touches.includes('signer');
  }
});

test('a discovery document of another issuer is refused by openid-client, and is in order again afterwards', async () => {
  for (const vendor of vendors) {
    const app = await oidcApp(run.idps, vendor, registered('code'), 'app that asks');
    app.configure({ discoveryFaults: [{ id: 'oidc/discovery-issuer' }] });
    await expect(relyingParty(app), vendor).rejects.toThrow();
    app.configure({ discoveryFaults: [] });
    await expect(relyingParty(app), vendor).resolves.toBeDefined();
  }
});

describe('a JWK Set with a mistake', () => {
  /** Status and key names; null: no answer. */
  async function publishedAt({ openid }: { openid: { discoveryUrl: string } | null }) {
    const { jwks_uri: address } = (await (await fetch(openid!.discoveryUrl)).json()) as { jwks_uri: string };
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return answer && answer.status;
    return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
  }

  test.each([
    ['empty', []],
    ['error', 503],
    ['cut-off', null],
  ])('is %s until the server makes its next ID token', async (form, expected) => {
    const { app } = await attempt('google', 'oidc/keys-unavailable', { form }, 'code');
    expect(await publishedAt(app)).toEqual(expected);
    const { outcome } = await attempt('google', 'oidc/audience-in-list', {}, 'code');
    expect(outcome.accepted).toBe(true);
    expect(await publishedAt(app)).toContainEqual(expect.any(String));
  });

  test('holds two keys of the name that the ID token gives, the right one behind', async () => {
    const { app } = await attempt('okta', 'oidc/key-name-twice', {}, 'code');
    const { kid } = readJws(told()[0]?.sent ?? '').header;
    const names = (await publishedAt(app)) as string[];
    expect(names.filter((name) => name === kid)).toHaveLength(2);
  });
});

it('a fault of another protocol is refused before anybody is on the way', async () => {
  const { app, person } = await order(run.idps, 'okta', 'code');
  const saml = () => run.idps.arm({ key: 'x', app, person, faults: [{ id: 'oidc/nonce' }, { id: 'saml/expired' }] });
  expect(saml).toThrow(expect.objectContaining({ code: 'FAULT_OTHER_PROTOCOL' }) as Error);
});
