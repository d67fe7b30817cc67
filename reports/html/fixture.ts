import type { CaseResult, Report, ReportHead, ReportSource, Totals, Verdict } from '../report.ts';
import { fixtureBackground } from './fixture/background.ts';
import { fixtureRules } from './fixture/rules.ts';
import { fixtureScenarios } from './fixture/scenarios.ts';
import type { FixtureScenario } from './fixture/scenarios.ts';
import { storyOf } from './fixture/story.ts';
import { BLOCKED_BY_CONTROL, verdictsOf } from './fixture/verdicts.ts';

export { HOSTILE } from './fixture/hostile.ts';

interface FixtureCase {
  scenario: FixtureScenario;
  idp: CaseResult['idp'];
  variant: string | undefined;
  /** Times that all scenarios were gone through already. */
  round: number;
}

/** The scenarios over and over, until there are that many cases. */
function* summaries(count: number): Generator<FixtureCase> {
  for (let n = 0, round = 0; n < count; round++)
    for (const scenario of fixtureScenarios)
      for (const idp of scenario.idps)
        for (const variant of scenario.variants ?? [undefined]) {
          if (n++ >= count) return;
          yield { scenario, idp, variant, round };
        }
}

function caseOf({ scenario, idp, variant, round }: FixtureCase, n: number): CaseResult {
  const protocol = scenario.protocol ?? 'saml';
  const suffix = [variant, round > 0 ? `round-${round}` : undefined].filter((part) => part !== undefined).join('-');
  const verdicts = verdictsOf(scenario, idp);
  const blocked = verdicts.some((verdict) => verdict.because === BLOCKED_BY_CONTROL.because);
  return {
    id: `${scenario.id}@${idp}.${protocol}${suffix ? `/${suffix}` : ''}`,
    scenario: scenario.id,
    file: `scenarios/${scenario.id}.yaml`,
    title: scenario.title,
    why: scenario.why,
    idp,
    protocol,
    ...(suffix ? { variant: suffix } : {}),
    area: scenario.id.split('/')[0] ?? '',
    faults: [...(scenario.faults ?? [])],
    driver: 'http',
    durationMs: 40 + ((n * 37) % 180),
    control: !scenario.faults
      ? null
      : blocked
        ? { status: 'refused', because: 'The genuine response was answered with 403.' }
        : { status: 'accepted', because: 'The genuine response signed ada.control@corp.test in.' },
    verdicts,
    observations: storyOf(scenario, idp, n, verdicts),
  };
}

/** All cases one by one, so that a large report is never held. */
function* fixtureCases(count: number): Generator<CaseResult> {
  let n = 0;
  for (const summary of summaries(count)) yield caseOf(summary, n++);
}

function totalsOf(count: number): Totals {
  const mocks = new Set(fixtureRules.filter((rule) => rule.subject === 'mock').map((rule) => rule.id));
  const totals: Totals = { pass: 0, fail: 0, blocked: 0, skipped: 0, error: 0 };
  for (const { scenario, idp } of summaries(count))
    for (const { rule, status } of verdictsOf(scenario, idp)) if (!mocks.has(rule)) totals[status] += 1;
  return totals;
}

/** A made-up report of that many cases with every status, waivers, mock rules and hostile strings. */
export function fixtureSource(count: number): ReportSource {
  const head: ReportHead = {
    schemaVersion: 1,
    tool: { name: 'jitmus', version: '0.1.0' },
    complete: true,
    run: {
      id: '2026-11-23T10-15-00-7f3a',
      startedAt: '2026-11-23T10:15:00.000Z',
      durationMs: 14_230,
      seed: 1,
      command: "jitmus run --target staging.yaml --waivers waivers.yaml 'attacks/*'",
      node: 'v20.20.2',
      driver: 'http',
      exitCode: 2,
      exitBecause: 'One case ended in an error of the harness, so the run gives no complete verdict.',
    },
    target: {
      name: 'my app on staging',
      kind: 'file',
      file: 'staging.yaml',
      lacks: { groups: 'the app has no groups' },
    },
    totals: totalsOf(count),
    rules: fixtureRules,
    errors: [
      {
        code: 'BROWSER_CLOSED',
        message: 'The browser closed before the page had loaded.',
        at: 'attacks/saml-login-csrf@entra.saml',
      },
    ],
    background: fixtureBackground,
  };
  return {
    head,
    async *cases() {
      yield* fixtureCases(count);
    },
  };
}

/** The same, whole. */
export function fixtureReport(count = 150): Report {
  return { ...fixtureSource(count).head, cases: [...fixtureCases(count)] };
}

/** A report of one case with these verdicts, of a run that ended as told: passed, and with 0, where nothing else is said. */
export function reportWith(verdicts: readonly Partial<Verdict>[], run: Partial<Report['run']> = {}): Report {
  const report = fixtureReport(1);
  const [first] = report.cases;
  if (!first) throw new Error('The fixture has no case.');
  const filled = verdicts.map((verdict): Verdict => ({
    rule: 'jit/creates-new-user',
    level: 'MUST',
    grade: null,
    status: 'pass',
    because: 'Because.',
    evidence: [],
    ...verdict,
  }));
  return {
    ...report,
    errors: [],
    run: { ...report.run, exitCode: 0, ...run },
    cases: [{ ...first, verdicts: filled }],
  };
}
