import { expect, test } from 'vitest';
import { execute } from './execute.ts';
import { planCases } from './plan.ts';
import { loadScenarios } from './scenario.ts';
import { referenceTarget } from './targets/reference.ts';
import { vocabulary } from './vocabulary.ts';

test('people sign in over https, whose authority the application is told', async () => {
  const target = referenceTarget();
  const { forms } = await loadScenarios(vocabulary());
  const { cases } = planCases(forms, target, { patterns: ['jit/first-sign-in'], idps: null, protocols: null });
  const plain = cases.filter(({ id }) => id.endsWith('/full-profile'));
  const statuses = new Map<string, string[]>();
  await execute({
    target,
    cases: plain,
    seed: 1,
    workers: 2,
    driver: 'http',
    tls: true,
    store: () => () => '',
    onResult: (_, { id, verdicts }) =>
      void statuses.set(
        id,
        verdicts.map(({ status }) => status),
      ),
    onError: (error) => {
      throw error;
    },
    signal: new AbortController().signal,
  });
  expect([...statuses.keys()].sort()).toEqual(plain.map(({ id }) => id).sort());
  expect(plain.map(({ id }) => id)).toContain('jit/first-sign-in@okta.oidc/full-profile');
  expect(new Set([...statuses.values()].flat())).toEqual(new Set(['pass']));
});
