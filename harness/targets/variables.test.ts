import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { JitmusErrors, type JitmusError } from '../errors.ts';
import { substitute, variablesIn } from './variables.ts';

const at = (...path: (string | number)[]) => `file ${path.join('.')}`;
const variables = new Map([
  ['port', '21001'],
  ['idp.id', 'okta'],
]);

beforeEach(() => {
  vi.stubEnv('JITMUS_TEST_TOKEN', 's3cr3t ${port}');
  vi.stubEnv('JITMUS_TEST_EMPTY', '');
});
afterEach(() => void vi.unstubAllEnvs());

test('every string of a document is filled, once', () => {
  const document = {
    url: 'http://127.0.0.1:${port}/${idp.id}?p=${port}',
    list: ['${env.JITMUS_TEST_TOKEN}', { empty: '${env.JITMUS_TEST_EMPTY}' }],
    other: [1, true, null, '{placeholder}', '$port', '${'],
  };
  expect(substitute(document, variables, at)).toEqual({
    url: 'http://127.0.0.1:21001/okta?p=21001',
    list: ['s3cr3t ${port}', { empty: '' }],
    other: [1, true, null, '{placeholder}', '$port', '${'],
  });
});

test('every problem is told at once', () => {
  const document = {
    a: '${env.JITMUS_TEST_NOTHING}',
    b: ['${idp.saml.ssoUrl}', '${prot}'],
    c: '${something.else.entirely} and ${toString}',
  };
  const thrown = caught(() => substitute(document, variables, at));
  expect(thrown).toBeInstanceOf(JitmusErrors);
  expect((thrown as JitmusErrors).problems.map((problem) => [problem.code, problem.at, problem.message])).toEqual([
    ['TARGET_ENV_MISSING', 'file a', 'The environment has no JITMUS_TEST_NOTHING.'],
    ['TARGET_INVALID', 'file b.0', '${idp.saml.ssoUrl} has no value here.'],
    ['TARGET_INVALID', 'file b.1', 'There is no variable ${prot}.'],
    ['TARGET_INVALID', 'file c', 'There is no variable ${something.else.entirely}.'],
    ['TARGET_INVALID', 'file c', 'There is no variable ${toString}.'],
  ]);
});

test.each<[string, RegExp]>([
  ['${env.JITMUS_TEST_NOTHING}', /^Set it: JITMUS_TEST_NOTHING=… jitmus run …$/],
  ['${port}', /free port/],
  ['${idp.saml.sloUrl}', /started by jitmus/],
  ['${idp.saml.slourl}', /^Did you mean "idp\.saml\.sloUrl"\?$/],
  ['${something.else.entirely}', /^Known: \$\{port\} .* \$\{env\.NAME\}$/],
])('what to do about %s', (text, hint) => {
  expect((caught(() => substitute({ text }, new Map(), at)) as JitmusError).hint).toMatch(hint);
});

test('names in a text', () => {
  expect(variablesIn('${port} ${env.A}${env.B} {c} $d')).toEqual(['port', 'env.A', 'env.B']);
});

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
