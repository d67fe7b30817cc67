import { describe, expect, it } from 'vitest';
import { difference } from '../judge.ts';
import type { ScimCallFacts, ScimServiceFacts } from '../observation.ts';
import type { Finding, Rule } from '../rule.ts';
import { TestLog } from '../test-log.ts';
import { rules } from '../vocabulary.ts';

const ofScim = rules.filter(({ id }) => id.startsWith('scim/'));
const ruleOf = (id: string): Rule => ofScim.find((rule) => rule.id === `scim/${id}`) ?? expect.fail(id);

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

type Seen = Partial<Omit<ScimCallFacts, 'answer'>> & {
  answer?: Partial<NonNullable<ScimCallFacts['answer']>> | null;
  before?: unknown;
  after?: unknown;
};

const unsaid: ScimServiceFacts = { status: 200, patch: null, filter: null, sort: null, etag: null };

/** The log of calls that were answered as told; a reading is a resource, a status, or undefined where nothing was read. */
function logOf(...calls: Seen[]) {
  return logOfServer({}, ...calls);
}

/** The same, at a server that says this of itself. */
function logOfServer(says: Partial<ScimServiceFacts>, ...calls: Seen[]) {
  const log = new TestLog();
  log.add('scim.service', { ...unsaid, ...says });
  calls.forEach(({ answer, before, after, ...facts }, index) => {
    const call = index + 1;
    const read = (when: 'before' | 'after', found: unknown) => {
      if (found === undefined) return;
      const status = typeof found === 'number' ? found : 200;
      log.add('scim.reading', { call, when, name: 'ada', status, resource: typeof found === 'number' ? null : found });
    };
    const usual: ScimCallFacts = {
      ...{ call, method: 'GET', path: '/Users/1', query: {}, of: null, kept: null, caller: 'own', headers: {} },
      ...{ sent: null, failure: null, finds: null, then: null, answer: null },
      ...facts,
    };
    const full = { status: 200, headers: {}, isEmpty: false, json: null, ids: null, text: '', ...answer };
    read('before', before);
    log.add('scim.call', { ...usual, answer: answer === null ? null : full });
    read('after', after);
  });
  return log.log;
}

const judged = (id: string, ...calls: Seen[]): Finding => ruleOf(id).judge(logOf(...calls));
const judgedAt = (says: Partial<ScimServiceFacts>, id: string, ...calls: Seen[]): Finding =>
  ruleOf(id).judge(logOfServer(says, ...calls));

const ada = { id: '1', userName: 'ada@corp.test', active: true, meta: { version: '1' } };
const disable: Seen = {
  method: 'PATCH',
  of: 'ada',
  sent: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'active', value: false }] },
  then: { active: false },
  before: ada,
};

describe.each(ofScim.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('says nothing where nothing was seen', () => {
    expect(rule.judge(logOf()).status).toBe('blocked');
  });

  it('passes nobody who does not answer, or is busy', () => {
    const every: Seen[] = [
      disable,
      { method: 'POST', path: '/Users', sent: { id: 'x', userName: 'a', meta: {}, unheardOf: 1 }, kept: 'ada' },
      { method: 'POST', path: '/Users', sent: { userName: '' }, caller: 'none' },
      { path: '/Users/00000000-0000-4000-8000-1', caller: 'revoked' },
      {
        path: '/Users',
        query: { filter: 'userName eq "x"', count: '1', startIndex: '0' },
        finds: { these: ['1'], all: ['1'] },
      },
      { method: 'DELETE', path: '/Users/1', of: 'ada', before: ada, after: 404 },
      {
        method: 'PUT',
        of: 'ada',
        sent: { userName: 'x' },
        then: { userName: 'x' },
        headers: { 'if-match': 'x' },
        before: ada,
      },
    ];
    for (const call of every) {
      // What is read is seen, whatever became of the call.
      const unread = { ...call, before: undefined, after: undefined };
      expect(rule.judge(logOf({ ...unread, answer: null })).status).not.toBe('pass');
      expect(rule.judge(logOf({ ...unread, answer: { status: 503 } })).status).not.toBe('pass');
    }
  });
});

describe('what must be refused', () => {
  const remove: Seen = {
    method: 'PATCH',
    of: 'ada',
    sent: { schemas: [PATCH_OP], Operations: [{ op: 'remove' }] },
    before: ada,
  };

  it('passes with the status that it must have, where nothing changed', () => {
    expect(
      judged('remove-needs-path', { ...remove, after: { ...ada, meta: {} }, answer: { status: 400 } }).status,
    ).toBe('pass');
  });

  it('passes where an empty list stands in the place of nothing', () => {
    const after = { ...ada, members: [], title: null };
    expect(judged('remove-needs-path', { ...remove, after, answer: { status: 400 } }).status).toBe('pass');
  });

  it('fails with any other, a server error too', () => {
    for (const status of [200, 204, 404, 500])
      expect(judged('remove-needs-path', { ...remove, after: ada, answer: { status } }).status).toBe('fail');
  });

  it('fails where it was refused and yet done', () => {
    const changed = { ...remove, after: { ...ada, active: false }, answer: { status: 400 } };
    expect(judged('remove-needs-path', changed).status).toBe('fail');
    expect(judged('remove-needs-path', { ...remove, after: 404, answer: { status: 400 } }).status).toBe('fail');
  });

  it('is blocked where it cannot be told', () => {
    expect(judged('remove-needs-path', { ...remove, after: 503, answer: { status: 400 } }).status).toBe('blocked');
  });
});

describe('what must have its effect', () => {
  const judge = (more: Seen) => judged('patch-takes-effect', { ...disable, ...more }).status;

  it('is judged by what is read afterwards, never by the status', () => {
    expect(judge({ after: { ...ada, active: false }, answer: { status: 204 } })).toBe('pass');
    expect(judge({ after: ada, answer: { status: 200 } })).toBe('fail');
    expect(judge({ after: 404, answer: { status: 204 } })).toBe('fail');
    expect(judge({ after: ada, answer: { status: 400 } })).toBe('fail');
    expect(judge({ after: 503, answer: { status: 204 } })).toBe('blocked');
    expect(judge({ answer: { status: 204 } })).toBe('blocked');
  });
});

describe('what a server says that it does not offer', () => {
  const refused: Seen = { ...disable, after: ada, answer: { status: 501 } };
  const sorted: Seen = {
    path: '/Users',
    query: { filter: 'title eq "x"', sortBy: 'title' },
    finds: { these: ['1', '2'], all: ['1', '2'] },
    answer: { ids: ['2', '1'], json: { totalResults: 2 } },
  };

  it('is not held against it, and is where it says otherwise or nothing', () => {
    expect(judgedAt({ patch: false }, 'patch-takes-effect', refused)).toMatchObject({
      status: 'skipped',
      because: 'Not offered: ServiceProviderConfig says patch.supported false.',
    });
    for (const patch of [true, null]) expect(judgedAt({ patch }, 'patch-takes-effect', refused).status).toBe('fail');
    expect(judgedAt({ sort: false }, 'sorts', sorted).status).toBe('skipped');
    expect(judgedAt({ filter: false }, 'list-response', sorted).status).toBe('skipped');
    expect(judged('list-response', sorted).status).toBe('fail');
  });

  it('covers the pages of what is filtered', () => {
    const page: Seen = {
      ...sorted,
      query: { filter: 'title eq "x"', startIndex: '1', count: '1' },
      answer: { ids: ['2'], json: { totalResults: 2 } },
    };
    expect(judgedAt({ filter: false }, 'pages-once-each', page).status).toBe('skipped');
    expect(judged('pages-once-each', page).status).toBe('fail');
  });

  it('does not cover what a stranger reaches', () => {
    const stranger: Seen = { ...disable, caller: 'none', then: null };
    expect(
      judgedAt({ patch: false }, 'token-required', { ...stranger, after: ada, answer: { status: 501 } }).status,
    ).toBe('skipped');
    expect(
      judgedAt({ patch: false }, 'token-required', { ...stranger, after: ada, answer: { status: 200 } }).status,
    ).toBe('fail');
  });
});

describe('what a new resource comes with', () => {
  it('is there afterwards, where the scenario says so', () => {
    const make: Seen = {
      method: 'POST',
      path: '/Groups',
      kept: 'ada',
      then: { members: [{ value: '7' }] },
      answer: { status: 201, json: { id: '1' } },
    };
    expect(judged('creates', { ...make, after: { id: '1', members: [{ value: '7', type: 'User' }] } }).status).toBe(
      'pass',
    );
    expect(judged('creates', { ...make, after: { id: '1' } }).status).toBe('fail');
  });
});

describe('the address of what was made', () => {
  const judge = (header: string | undefined, location: string | undefined, id = '1') =>
    judged('location', {
      method: 'POST',
      path: '/Users',
      kept: 'ada',
      answer: {
        status: 201,
        headers: header === undefined ? {} : { location: header },
        json: { id, meta: { location } },
      },
    }).status;

  it('is one, in header and metadata, and leads to it', () => {
    expect(judge('https://app.test/Users/1', 'https://app.test/Users/1')).toBe('pass');
    expect(judge('https://app.test/Users/a%2Fb', 'https://app.test/Users/a%2Fb', 'a/b')).toBe('pass');
    expect(judge('https://app.test/Users/1', 'https://app.test/Users/2')).toBe('fail');
    expect(judge('https://app.test/Users', 'https://app.test/Users')).toBe('fail');
    expect(judge(undefined, 'https://app.test/Users/1')).toBe('fail');
    expect(judge(undefined, undefined)).toBe('fail');
  });
});

describe('a member', () => {
  const user: Seen = { path: '/Users/7', answer: { json: { id: '7' } } };
  const judge = (...members: unknown[]) =>
    judged('members-shown', user, { path: '/Groups/1', answer: { json: { id: '1', members } } }).status;

  it('is told by an id that somebody has; the rest may be left out', () => {
    expect(judge({ value: '7' })).toBe('pass');
    expect(judge({ value: '7', $ref: null, display: 'Ada' })).toBe('pass');
    expect(judge({ value: '7', $ref: 'https://app.test/scim/v2/Users/7', type: 'User' })).toBe('pass');
    expect(judge({ value: 'Ada' })).toBe('fail');
    expect(judge({ value: '7' }, { value: '8' })).toBe('fail');
    expect(judge({ value: '7', $ref: 'https://app.test/scim/v2/Users/8' })).toBe('fail');
    expect(judge({ value: '7', type: 'direct' })).toBe('fail');
    expect(judge('7')).toBe('fail');
  });

  it('must have been seen', () => {
    expect(judge()).toBe('blocked');
  });
});

describe('an attribute named with its schema', () => {
  const EXTENSION = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
  const judge = (attributes: string, json: object) =>
    judged('qualified-names', { query: { attributes }, answer: { json: { id: '1', ...json } } }).status;

  it('is returned where it stands: of the core in the resource, of an extension below its URN', () => {
    const core = 'urn:ietf:params:scim:schemas:core:2.0:User:userName';
    expect(judge(core, { userName: 'ada' })).toBe('pass');
    expect(judge(core, {})).toBe('fail');
    expect(judge(`${EXTENSION}:department`, { [EXTENSION]: { department: 'Looms' } })).toBe('pass');
    expect(judge(`${EXTENSION}:department`, { department: 'Looms' })).toBe('fail');
    expect(judge(`${EXTENSION}:department`, { [EXTENSION]: {} })).toBe('fail');
  });
});

describe('a value that the application never kept', () => {
  const clear: Seen = {
    method: 'PATCH',
    of: 'ada',
    sent: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'title', value: null }] },
    then: { title: null },
    answer: { status: 204 },
  };

  it('was not taken away by anybody', () => {
    expect(judged('null-is-no-value', { ...clear, before: ada, after: ada }).status).toBe('skipped');
    expect(judged('null-is-no-value', { ...clear, before: { ...ada, title: 'x' }, after: ada }).status).toBe('pass');
    expect(
      judged('null-is-no-value', { ...clear, before: { ...ada, title: 'x' }, after: { ...ada, title: 'x' } }).status,
    ).toBe('fail');
  });

  it('is not missed, unless others have it', () => {
    const set: Seen = { ...clear, then: { title: 'y' }, before: ada, after: ada };
    const other: Seen = { method: 'GET', path: '/Users/2', answer: { json: { ...ada, id: '2', title: 'z' } } };
    expect(judged('patch-takes-effect', set).status).toBe('skipped');
    expect(judged('patch-takes-effect', other, set).status).toBe('fail');
  });
});

describe('who must be found', () => {
  const list = (ids: string[], total = ids.length) => ({ ids, json: { totalResults: total, Resources: [] } });
  const judge = (these: string[], answer: NonNullable<Seen['answer']>, filter = 'userName eq "x"') => {
    const call = { path: '/Users', query: { filter }, finds: { these, all: ['1', '2'] }, answer };
    return judged(these.length ? 'finds-by-user-name' : 'finds-nobody', call).status;
  };

  it('is found, and nobody else', () => {
    expect(judge(['1'], list(['1']))).toBe('pass');
    expect(judge(['1'], list([]))).toBe('fail');
    expect(judge(['1'], list(['1', '2']))).toBe('fail');
    expect(judge(['1'], list(['1', 'stranger']))).toBe('fail');
    expect(judge(['1'], { status: 400 })).toBe('fail');
  });

  it('is nobody, told with success', () => {
    expect(judge([], list([]))).toBe('pass');
    expect(judge([], list(['stranger']))).toBe('fail');
    expect(judge([], list([], 7))).toBe('fail');
    expect(judge([], { status: 404 })).toBe('fail');
  });
});

describe('a filter that a server does not support', () => {
  const refused = { status: 400, json: { scimType: 'invalidFilter' } };
  const judge = (id: string, filter: string) =>
    judged(id, { path: '/Users', query: { filter }, finds: { these: ['1'], all: ['1'] }, answer: refused }).status;

  it('is its own affair, but for those that people are found by', () => {
    expect(judge('combines-filters', 'title eq "a" or title eq "b"')).toBe('skipped');
    expect(judge('finds-by-user-name', 'userName eq "x"')).toBe('fail');
    expect(judge('finds-by-external-id', 'externalId eq "x"')).toBe('fail');
  });
});

describe('another team', () => {
  const proof: Seen = { caller: 'other-team', path: '/Users', query: { count: '1' }, answer: { ids: [] } };
  const read = { caller: 'other-team', of: 'ada', before: ada } as const;
  const found = { these: [], all: ['1'] };

  it('reads, finds and changes nothing', () => {
    expect(judged('teams-apart', proof, { ...read, after: ada, answer: { status: 404 } }).status).toBe('pass');
    expect(judged('teams-apart', proof, { ...read, after: ada, answer: { json: ada } }).status).toBe('fail');
    expect(
      judged('teams-apart', proof, { ...read, path: '/Users', finds: found, answer: { ids: ['1'] } }),
    ).toMatchObject({
      status: 'fail',
      grade: 'bypass',
    });
    expect(judged('teams-apart', proof, { ...read, path: '/Users', finds: found, answer: { ids: [] } }).status).toBe(
      'pass',
    );
  });

  it('proves nothing with a token that is good for nothing', () => {
    const refused = { status: 401 };
    expect(judged('teams-apart', { ...proof, answer: refused }, { ...read, after: ada, answer: refused }).status).toBe(
      'blocked',
    );
    expect(judged('teams-apart', { ...read, after: ada, answer: { status: 404 } }).status).toBe('blocked');
  });
});

describe('an error', () => {
  const judge = (json: unknown) => judged('errors-in-scim', { answer: { status: 404, json, text: 'x' } }).status;

  it('has its schema, and its status as a text', () => {
    expect(judge({ schemas: [ERROR], status: '404' })).toBe('pass');
    expect(judge({ schemas: [ERROR], status: 404 })).toBe('fail');
    expect(judge({ schemas: [], status: '404' })).toBe('fail');
    expect(judge(null)).toBe('fail');
  });
});

describe('what a resource must hold', () => {
  it.each([
    [{ a: 1, b: 2 }, { a: 1 }, null],
    [{ a: 1 }, { a: 2 }, 'a is 1'],
    [{}, { a: null }, null],
    [{ a: [] }, { a: null }, null],
    [{ a: 'x' }, { a: null }, 'a is "x"'],
    [{ a: { b: 1 } }, { a: { b: 2 } }, 'a.b is 1'],
    [{ a: [{ v: 1, t: 'x' }, { v: 2 }] }, { a: [{ v: 2 }, { v: 1 }] }, null],
    [{ a: [{ v: 1 }, { v: 2 }] }, { a: [{ v: 1 }] }, 'a holds {"v":2} too'],
    [{ a: [{ v: 1 }] }, { a: [{ v: 1 }, { v: 2 }] }, 'a does not hold {"v":2}'],
    [null, { a: 1 }, 'it is not there'],
  ])('%j, held against %j: %s', (value, wanted, flaw) => {
    expect(difference(value, wanted)).toBe(flaw);
  });
});
