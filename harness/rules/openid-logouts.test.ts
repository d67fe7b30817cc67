import { describe, expect, it } from 'vitest';
import type { EndSessionFacts, SignOutFacts } from '../observation.ts';
import { findingOf, letIn, PERSON, testLog, VICTIM, type SeenSignOut } from '../test-log.ts';

const find = (rule: string, facts: Partial<SignOutFacts>, seen: SeenSignOut = {}) =>
  findingOf(
    rule,
    testLog()
      .given({ protocol: 'oidc' })
      .signIn({}, letIn())
      .signOut({ protocol: 'oidc', ...facts }, seen),
  );
const faulted = (id: string): Partial<SignOutFacts> => ({
  faults: [{ id, expect: 'refuse', harm: 'check', grade: 'check-missing' }],
});

/** Why it cannot be told what became of what the IdP had to tell. */
const untold = (told: SeenSignOut): readonly (readonly [string, SeenSignOut, RegExp])[] => [
  ['the IdP told nothing', { ...told, told: [] }, /not seen to/],
  ['the IdP refused', { told: [], idpError: { status: 500, code: 'FAULT_DOES_NOT_FIT' } }, /FAULT_DOES_NOT_FIT/],
  ['nobody was signed in before', { ...told, before: null }, /Nobody was signed in before/],
  ['it was not asked before', { ...told, before: undefined }, /could not be asked/],
  ['whoAmI is broken', { ...told, after: 503 }, /could not be asked/],
  ['somebody else is signed in', { ...told, after: VICTIM }, /Somebody else/],
];

const BACK: SeenSignOut = { told: [{}] };
const FRAME: SeenSignOut = { told: [{ through: 'front-channel', status: null }], end: { brought: 'frame' } };

describe.each([
  ['oidc/logout-token-signature', 'oidc/logout-token-unsigned', BACK],
  ['oidc/logout-token-signature', 'oidc/logout-token-altered', BACK],
  ['oidc/logout-token-signature', 'oidc/logout-token-foreign-key', BACK],
  ['oidc/logout-token-algorithm', 'oidc/logout-token-hs256', BACK],
  ['oidc/logout-token-issuer', 'oidc/logout-token-issuer', BACK],
  ['oidc/logout-token-audience', 'oidc/logout-token-audience', BACK],
  ['oidc/logout-token-issued-at', 'oidc/logout-token-issued-at', BACK],
  ['oidc/logout-token-expiry', 'oidc/logout-token-expired', BACK],
  ['oidc/logout-token-event', 'oidc/logout-token-event', BACK],
  ['oidc/logout-token-event', 'oidc/logout-token-id-token', BACK],
  ['oidc/logout-token-nonce', 'oidc/logout-token-nonce', BACK],
  ['oidc/logout-token-names-somebody', 'oidc/logout-token-nobody', BACK],
  ['oidc/logout-only-session-meant', 'oidc/logout-token-other-session', BACK],
  ['oidc/logout-only-session-meant', 'oidc/logout-token-other-person', BACK],
  ['oidc/logout-only-session-meant', 'oidc/logout-token-replayed', BACK],
  ['oidc/logout-frame-names-session', 'oidc/logout-frame-other-session', FRAME],
  ['oidc/logout-frame-names-session', 'oidc/logout-frame-issuer', FRAME],
] as const)('%s with %s', (rule, fault, told) => {
  const judge = (seen: SeenSignOut) => find(rule, faulted(fault), { ...told, ...seen });

  it('passes where the session is still there, whatever was answered', () => {
    for (const after of [PERSON, PERSON.toUpperCase()]) expect(judge({ after }).status).toBe('pass');
  });

  it('fails where it ended', () => {
    expect(judge({})).toMatchObject({ status: 'fail', grade: 'check-missing' });
  });

  it.each(untold(told))('cannot tell where %s', (_what, seen, says) => {
    const finding = judge({ after: PERSON, ...seen });
    expect(finding).toMatchObject({ status: 'blocked', because: expect.stringMatching(says) as string });
  });

  it('cannot tell by a message without the fault', () => {
    const without = (told.told ?? []).map((one) => ({ ...one, faults: [] }));
    expect(judge({ told: without, after: PERSON }).status).toBe('blocked');
  });

  it('says nothing of another fault', () => {
    expect(find(rule, faulted('oidc/nonce'), { ...told, after: PERSON }).status).toBe('blocked');
  });
});

describe.each([
  ['oidc/logout-ends-session', BACK],
  ['oidc/logout-frame-ends-session', FRAME],
] as const)('%s', (rule, told) => {
  const judge = (seen: SeenSignOut, facts: Partial<SignOutFacts> = {}) => find(rule, facts, { ...told, ...seen });

  it('passes where nobody is signed in any more, and fails where the person is', () => {
    expect(judge({}).status).toBe('pass');
    expect(judge({ after: PERSON })).toMatchObject({ status: 'fail', actual: `${PERSON} is` });
  });

  it.each(untold(told))('cannot tell where %s', (_what, seen, says) => {
    expect(judge(seen)).toMatchObject({ status: 'blocked', because: expect.stringMatching(says) as string });
  });

  it('says nothing of what is faulted, or of sign-outs at the application', () => {
    expect(judge({}, faulted('oidc/logout-token-nonce')).status).toBe('blocked');
    expect(judge({}, { at: 'application' }).status).toBe('blocked');
  });
});

it('a logout token for the person alone is judged by itself', () => {
  const facts = faulted('oidc/logout-token-subject-alone');
  expect(find('oidc/logout-ends-session', facts, BACK).status).toBe('blocked');
  expect(find('oidc/logout-of-the-person', {}, BACK).status).toBe('blocked');
  expect(find('oidc/logout-of-the-person', facts, BACK).status).toBe('pass');
  expect(find('oidc/logout-of-the-person', facts, { ...BACK, after: PERSON }).status).toBe('fail');
});

it('cannot tell where a logout token was not answered, or a frame not loaded', () => {
  const unanswered = { told: [{ status: null, failure: 'fetch failed' }], after: PERSON };
  expect(find('oidc/logout-ends-session', {}, unanswered)).toMatchObject({
    status: 'blocked',
    because: expect.stringContaining('fetch failed') as string,
  });
  expect(find('oidc/logout-token-nonce', faulted('oidc/logout-token-nonce'), unanswered).status).toBe('blocked');
  for (const end of [{ brought: null }, { brought: 'frame', outcome: 'timeout' }, null] as const)
    expect(find('oidc/logout-frame-ends-session', {}, { ...FRAME, end, after: PERSON }).status).toBe('blocked');
});

describe('oidc/logout-only-session-meant', () => {
  const judge = (others: SeenSignOut['others'], seen: SeenSignOut = BACK) =>
    find('oidc/logout-only-session-meant', {}, { ...seen, ...(others && { others }) });

  it('passes where every other session is still there, and fails where one ended', () => {
    expect(judge({ b: [PERSON, PERSON], c: [VICTIM, VICTIM] }).status).toBe('pass');
    expect(judge({ b: [PERSON, PERSON], c: [VICTIM, null] }).status).toBe('fail');
  });

  it('cannot tell without other sessions, or where no logout token arrived', () => {
    expect(judge(undefined).status).toBe('blocked');
    expect(judge({ b: [PERSON, PERSON] }, { told: [] }).status).toBe('blocked');
  });
});

describe('what a logout token is answered with', () => {
  it.each([
    [200, 'pass'],
    [204, 'pass'],
    [303, 'fail'],
    [400, 'fail'],
    [500, 'fail'],
  ])('%s for one that was to be obeyed: %s', (status, verdict) => {
    expect(find('oidc/logout-token-answered', {}, { told: [{ status }] }).status).toBe(verdict);
  });

  it.each([
    [400, 'pass'],
    [200, 'fail'],
    [403, 'fail'],
    [500, 'fail'],
  ])('%s for one that is not valid: %s', (status, verdict) => {
    const facts = faulted('oidc/logout-token-nonce');
    expect(find('oidc/logout-token-refused', facts, { told: [{ status }], after: PERSON }).status).toBe(verdict);
  });

  it('cannot be told where none was answered, and says nothing of others', () => {
    expect(find('oidc/logout-token-answered', {}, { told: [{ status: null }] }).status).toBe('blocked');
    expect(find('oidc/logout-token-refused', {}, BACK).status).toBe('blocked');
    expect(find('oidc/logout-token-refused', faulted('oidc/logout-token-other-session'), BACK).status).toBe('blocked');
  });
});

describe('at the application', () => {
  const at = { at: 'application' } as const;
  const BACK_AGAIN: SeenSignOut = {
    asked: [{}],
    told: [{ through: 'return', status: null }],
    end: { brought: 'return' },
  };

  it('oidc/logout-ends-own-session asks who is signed in afterwards', () => {
    const judge = (seen: SeenSignOut) => find('oidc/logout-ends-own-session', at, seen);
    expect(judge({}).status).toBe('pass');
    expect(judge({ after: PERSON }).status).toBe('fail');
    expect(judge({ end: null }).status).toBe('blocked');
    expect(judge({ before: null }).status).toBe('blocked');
  });

  it('oidc/logout-ends-own-session cannot tell where the IdP did not answer with the fault', () => {
    const facts = { ...at, ...faulted('oidc/logout-return-state') };
    expect(find('oidc/logout-ends-own-session', facts, {}).status).toBe('blocked');
    expect(find('oidc/logout-ends-own-session', facts, BACK_AGAIN).status).toBe('pass');
    const stateless: SeenSignOut = { asked: [{ parameters: ['id_token_hint'] }] };
    for (const rule of ['oidc/logout-ends-own-session', 'oidc/logout-return-answered'])
      expect(find(rule, facts, stateless).status).toBe('skipped');
  });

  it('oidc/logout-tells-idp wants the browser at the IdP', () => {
    expect(find('oidc/logout-tells-idp', at, BACK_AGAIN).status).toBe('pass');
    expect(find('oidc/logout-tells-idp', at, {}).status).toBe('fail');
    expect(find('oidc/logout-tells-idp', at, { end: null }).status).toBe('blocked');
    expect(find('oidc/logout-tells-idp', {}, {}).status).toBe('blocked');
  });

  it.each<[EndSessionFacts['hint'], string]>([
    ['sound', 'pass'],
    ['absent', 'fail'],
    ['unreadable', 'fail'],
    ['foreign', 'fail'],
    ['of-somebody-else', 'fail'],
  ])('oidc/logout-request-hint, %s: %s', (hint, verdict) => {
    expect(find('oidc/logout-request-hint', at, { asked: [{ hint }] }).status).toBe(verdict);
  });

  it('oidc/logout-request-return wants the registered address, or none', () => {
    const judge = (asked: Partial<EndSessionFacts>) =>
      find('oidc/logout-request-return', at, { asked: [asked] }).status;
    expect(judge({})).toBe('pass');
    expect(judge({ returnTo: null })).toBe('skipped');
    expect(judge({ returnTo: 'http://app.test/elsewhere' })).toBe('fail');
    expect(judge({ registered: null })).toBe('fail');
  });

  it('oidc/logout-return-answered wants a page', () => {
    const judge = (seen: SeenSignOut) => find('oidc/logout-return-answered', at, { ...BACK_AGAIN, ...seen });
    expect(judge({}).status).toBe('pass');
    expect(judge({ end: { brought: 'return', outcome: 'server-error', status: 500 } }).status).toBe('fail');
    expect(judge({ end: { brought: null } }).status).toBe('blocked');
    expect(judge({ told: [] }).status).toBe('blocked');
  });
});
