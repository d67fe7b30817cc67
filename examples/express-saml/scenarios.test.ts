import { expect, test } from 'vitest';
import { runScenario } from 'jitmus';
import 'jitmus/vitest'; // for toHavePassed

const target = new URL('target.yaml', import.meta.url).pathname;

test('an assertion for another application is refused', { timeout: 60_000 }, async () => {
  const result = await runScenario('attacks/saml-audience-mismatch', { target, idps: ['entra'] });

  expect(result).toHavePassed();
});

test('a scenario of our own passes', { timeout: 60_000 }, async () => {
  const scenario = new URL('second-sign-in.yaml', import.meta.url).pathname;
  const { outcome, verdicts } = await runScenario(scenario, { target, idps: ['okta'] });

  expect(outcome).toBe('passed');
  expect(verdicts.map(({ rule, status }) => `${rule}: ${status}`)).toContain('jit/creates-new-user: pass');
});
