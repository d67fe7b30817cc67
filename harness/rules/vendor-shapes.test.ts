import { describe, expect, it } from 'vitest';
import type { Facts, SignInFacts } from '../observation.ts';
import { findingOf, forged, letIn, PERSON, testLog, untold, type Seen } from '../test-log.ts';

interface Stage {
  facts?: Partial<SignInFacts>;
  given?: Partial<Facts['case.given']>;
  /** Seen where all is well. */
  sound: Seen;
}

const MOVED = 'new@corp.test';
const GROUPS = ['Night Shift', 'Keyholders'];
const BEFORE = 'person before the change';
const earlier = { [BEFORE]: [{ email: PERSON, fields: { email: PERSON, role: 'member' } }] };
const refused: Seen = { ends: [{ status: 403 }], sessions: { a: null } };

/** Every rule of this file on a sign-in that it has something to say about. */
const stages: Readonly<Record<string, Stage>> = {
  'sso/either-part-signed': { sound: letIn({ sent: { shape: 'response' } }) },
  'sso/any-way-of-authentication': { sound: letIn() },
  'sso/session-at-idp-may-be-old': { facts: { signedInAgo: 86_400_000 }, sound: letIn() },
  'saml/attributes-of-one-name': {
    facts: permitted('saml/groups-as-several-attributes'),
    sound: letIn({
      ends: [{ status: 200, delivered: 'faulted' }],
      sent: { groups: GROUPS },
      after: { person: [{ groups: GROUPS }] },
    }),
  },
  'sso/whole-or-not-at-all': { sound: letIn() },
  'saml/line-separators': { sound: letIn({ sent: { personal: { department: 'one\u2028two' } } }) },
  'jit/changed-address': {
    facts: { changed: ['email'], email: MOVED },
    sound: {
      ends: [{ status: 200 }],
      sessions: { a: MOVED },
      before: { person: [], ...earlier },
      after: { person: [{}], ...earlier },
    },
  },
};

function permitted(id: string): Partial<SignInFacts> {
  const { faults } = forged(id);
  return { faults: (faults ?? []).map((fault) => ({ ...fault, expect: 'accept' })) };
}

const find = (
  id: string,
  changed: Seen = {},
  facts: Partial<SignInFacts> = {},
  given: Partial<Facts['case.given']> = {},
) => {
  const { sound, ...stage } = stages[id]!;
  const sent = changed.sent === null || changed.idpError ? null : { ...sound.sent, ...changed.sent };
  const seen = { ...sound, ...changed, sent };
  return findingOf(
    id,
    testLog()
      .given({ ...stage.given, ...given })
      .signIn({ ...stage.facts, ...facts }, seen),
  );
};

const ids = Object.keys(stages);
const mayRefuse = ['sso/whole-or-not-at-all', 'jit/changed-address'];
const mustLetIn = ids.filter((id) => !mayRefuse.includes(id));
const nothing = { after: { person: [] } };

describe.each(ids)('%s', (id) => {
  it('passes with evidence when the person is signed in', () => {
    const finding = find(id);
    expect(finding).toMatchObject({ status: 'pass' });
    expect(finding.evidence.length).toBeGreaterThan(0);
  });

  it('fails when somebody else is signed in', () => {
    expect(find(id, { sessions: { a: 'other@corp.test' } })).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it('is blocked when nobody came', () => {
    expect(findingOf(id, testLog().given()).status).toBe('blocked');
  });

  it.each(untold)('is blocked when nobody is seen inside and %s', (_, seen) => {
    const log = { ...nothing, sessions: { a: null }, ...seen };
    const more = id === 'jit/changed-address' ? { after: { person: [], ...earlier } } : {};
    expect(find(id, { ...log, ...more }).status).toBe('blocked');
  });
});

describe.each(mustLetIn)('%s', (id) => {
  it('fails on a refusal', () => {
    expect(find(id, { ...refused, ...nothing }).status).toBe('fail');
  });
});

describe.each(mayRefuse)('%s', (id) => {
  it('passes on a refusal that leaves nothing', () => {
    const after = id === 'jit/changed-address' ? { after: { person: [], ...earlier } } : nothing;
    expect(find(id, { ...refused, ...after })).toMatchObject({ status: 'pass' });
  });

  it('does not pass when an account was made and nobody is signed in', () => {
    expect(find(id, refused).status).toBe(id === 'jit/changed-address' ? 'blocked' : 'fail');
  });

  it('says nothing of a sign-in that must be refused', () => {
    expect(find(id, {}, { email: 'x@elsewhere.test' }).status).toBe('blocked');
  });
});

describe('sso/either-part-signed', () => {
  it('says nothing where the application tells administrators to sign the other part', () => {
    expect(find('sso/either-part-signed', {}, {}, { signs: 'assertion' }).status).toBe('skipped');
    expect(find('sso/either-part-signed', {}, {}, { signs: 'response' }).status).toBe('pass');
  });

  it('says nothing of messages that are signed as a whole', () => {
    expect(find('sso/either-part-signed', { sent: { shape: 'both' } }).status).toBe('blocked');
  });
});

describe('sso/any-way-of-authentication', () => {
  const turnedAway = (code: string) =>
    find('sso/any-way-of-authentication', { idpError: { status: 400, code }, ...refused, ...nothing });

  it('fails where the IdP refuses because of the context asked for', () => {
    const expected = 'a request that leaves the way of authentication to the IdP';
    expect(turnedAway('AADSTS75011')).toMatchObject({ status: 'fail', expected });
  });

  it('is blocked by another refusal of the IdP', () => {
    expect(turnedAway('AADSTS50105').status).toBe('blocked');
  });
});

describe('sso/session-at-idp-may-be-old', () => {
  it('says nothing of people who sign in now', () => {
    expect(find('sso/session-at-idp-may-be-old', {}, { signedInAgo: 0 }).status).toBe('blocked');
  });
});

describe('saml/line-separators', () => {
  it('says nothing of messages without one', () => {
    expect(find('saml/line-separators', { sent: { personal: { department: 'one\ntwo' } } }).status).toBe('blocked');
  });
});

describe('jit/needs-an-email', () => {
  const asked = (format: string | null) =>
    testLog()
      .given()
      .request({}, { nameIdPolicy: { format, allowCreate: true } })
      .signIn({}, letIn());
  const emailAddress = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

  it('says nothing of an application that asks for the address, and gets it', () => {
    expect(findingOf('jit/needs-an-email', asked(emailAddress)).status).toBe('skipped');
    expect(findingOf('jit/needs-an-email', asked(null)).status).toBe('blocked');
  });

  it('fails where such an application takes what is none', () => {
    const log = testLog()
      .given()
      .request({}, { nameIdPolicy: { format: emailAddress, allowCreate: true } });
    expect(findingOf('jit/needs-an-email', log.signIn({ email: null }, letIn())).status).toBe('fail');
  });
});

describe('saml/attributes-of-one-name', () => {
  const id = 'saml/attributes-of-one-name';

  it.each([[['Night Shift']], [[]], [['Night Shift,Keyholders']]])('fails where the groups are %o', (groups) => {
    expect(find(id, { after: { person: [{ groups }] } })).toMatchObject({ status: 'fail' });
  });

  it('is blocked where groups cannot be read, or none were sent', () => {
    expect(find(id, { after: { person: [{ groups: null }] } }).status).toBe('blocked');
    expect(find(id, { sent: { groups: null } }).status).toBe('blocked');
  });
});

describe('jit/changed-address', () => {
  const id = 'jit/changed-address';
  const afterwards = (fields: Record<string, unknown>): Seen => ({ after: { person: [{}], [BEFORE]: [{ fields }] } });

  it('passes when the person is signed in to the account of the earlier address', () => {
    expect(find(id, { sessions: { a: PERSON }, after: { person: [], ...earlier } }).status).toBe('pass');
  });

  it('fails when the earlier account was changed or is gone', () => {
    expect(find(id, afterwards({ email: MOVED, role: 'member' }))).toMatchObject({ status: 'fail' });
    expect(find(id, { after: { person: [{}], [BEFORE]: [] } })).toMatchObject({ status: 'fail' });
  });

  it('is blocked when the earlier account was not there, or could not be read', () => {
    expect(find(id, { before: { person: [], [BEFORE]: [] } }).status).toBe('blocked');
    expect(find(id, { after: { person: [{}], [BEFORE]: undefined } }).status).toBe('blocked');
  });
});
