import { faultList, quirkList, switchList } from '../mock-idps/index.ts';
import type { Report } from '../reports/index.ts';
import { coverageOf, loadLines } from './coverage.ts';
import type { Case, LeftOut } from './plan.ts';
import type { ScenarioForm } from './scenario.ts';
import { rules } from './vocabulary.ts';

type Background = NonNullable<Report['background']>;

/** What the report tells beside its cases: their faults, what is claimed of their vendors, and what is checked at all. */
export async function backgroundOf(
  forms: readonly ScenarioForm[],
  cases: readonly Case[],
  leftOut: readonly LeftOut[],
): Promise<Background> {
  const used = new Set(cases.flatMap(({ form }) => form.faults.map((fault) => fault.id)));
  const spoken = new Set(cases.map(({ idp, form }) => `${idp} ${form.protocol}`));
  return {
    faults: faultList()
      .filter(({ id }) => used.has(id))
      .map(({ id, summary, source }) => ({ id, summary, source })),
    claims: claims().filter(({ idp, protocol }) => spoken.has(`${idp} ${protocol}`)),
    checks: coverageOf(await loadLines(), forms, rules).map(
      ({ id, catalogue, check, from, expect, level, by, absent }) => ({
        ...{ id, catalogue, check, from: [...from], expect, level, by: [...by] },
        ...(absent === null ? {} : { absent }),
      }),
    ),
    leftOut: byReason(leftOut),
  };
}

function claims(): Background['claims'] {
  return [
    ...quirkList().map(({ id, vendor, protocol, summary, source }) => ({ id, idp: vendor, protocol, summary, source })),
    ...switchList().map(({ id, vendor, protocol, summary, forms, default: usual, source }) => ({
      ...{ id, idp: vendor, protocol, summary, source },
      form: forms[usual] ?? usual,
    })),
  ];
}

function byReason(leftOut: readonly LeftOut[]): Background['leftOut'] {
  const reasons = new Map<string, string[]>();
  for (const { id, because } of leftOut) reasons.set(because, [...(reasons.get(because) ?? []), id]);
  return [...reasons].map(([because, cases]) => ({ because, cases }));
}
