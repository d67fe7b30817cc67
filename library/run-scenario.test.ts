import { expect, it } from 'vitest';
import { explained } from './explained.ts';
import { runScenario } from './index.ts';

const target = 'harness/targets/apps/passport-saml/target.yaml';

it('answers the verdicts of a scenario by its id, with what was seen', async () => {
  const result = await runScenario('attacks/saml-issuer-mismatch', { target, idps: ['okta'] });
  expect(result).toMatchObject({
    outcome: 'failed',
    errors: [],
    cases: [{ idp: 'okta', control: { status: 'accepted' } }],
  });
  const [failed] = result.verdicts.filter(({ status }) => status === 'fail');
  expect(failed).toMatchObject({ case: 'attacks/saml-issuer-mismatch@okta.saml', rule: 'saml/issuer' });
  const ids = result.cases[0]!.observations.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(failed!.evidence));
  expect(explained(result)).toMatch(
    /1 MUST verdict failed\.\nfail {2}attacks\/saml-issuer-mismatch@okta\.saml {2}saml\/issuer: /,
  );
});

it('runs against the reference, several cases at once, and is ended early', async () => {
  const controller = new AbortController();
  controller.abort();
  const result = await runScenario('jit/', { target: 'reference', signal: controller.signal });
  expect(result.outcome).toBe('no-verdict');
  expect(result.because).toMatch(/cases did not run/);
});

it.each([
  ['attacks/saml-issuer-mismatsh', { target }, { code: 'PATTERN_MATCHES_NOTHING' }],
  ['no-such.yaml', { target }, { code: 'SCENARIO_UNREADABLE' }],
  ['jit/email-case', { target: 'no-such.yaml' }, { code: 'TARGET_UNREADABLE' }],
  ['jit/email-case', { target, idps: ['other'] }, { code: 'NOTHING_SELECTED' }],
] as const)('says what is wrong: %s %o', async (scenario, options, problem) => {
  await expect(runScenario(scenario, options)).rejects.toMatchObject(problem);
});
