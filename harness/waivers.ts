import type { Verdict } from '../reports/index.ts';
import type { Waiver, Waivers as WaiverFile } from './waivers.gen.ts';
import { validatorOf } from './validator.ts';
import { readYaml } from './yaml-file.ts';

/** A waiver that should not be there any more, and why. */
export interface StaleWaiver {
  at: string;
  because: string;
}

interface Entry {
  waiver: Waiver;
  at: string;
  matched: boolean;
  stillFails: boolean;
}

/** Known failures, each with a date and a reason. The list rots loudly: what passes again, matches nothing, or is past its date fails the run. */
export class Waivers {
  readonly #entries: Entry[];
  readonly #today: string;

  constructor(entries: readonly { waiver: Waiver; at: string }[], today: string) {
    this.#entries = entries.map((entry) => ({ ...entry, matched: false, stillFails: false }));
    this.#today = today;
  }

  /** The verdicts with those marked that a waiver covers. Errors of ours and what was not judged are never covered. */
  apply(caseId: string, verdicts: readonly Verdict[]): Verdict[] {
    return verdicts.map((verdict) => {
      if (verdict.status === 'skipped' || verdict.status === 'error') return verdict;
      const entries = this.#entries.filter(({ waiver }) => waiver.rule === verdict.rule && covers(waiver.case, caseId));
      for (const entry of entries) {
        entry.matched = true;
        if (verdict.status !== 'pass') entry.stillFails = true;
      }
      const valid = entries.find(({ waiver }) => waiver.until >= this.#today);
      if (verdict.status === 'pass' || !valid) return verdict;
      return { ...verdict, waived: { because: valid.waiver.because, until: valid.waiver.until } };
    });
  }

  /**
   * `whole`: every case was run, so that a waiver that matches nothing is one that should not be there. `part`: other machines
   * run the other cases, so that only the date can be judged here.
   */
  stale(whole = true, part = false): StaleWaiver[] {
    return this.#entries.flatMap(({ waiver, at, matched, stillFails }) => {
      const what = `The waiver of ${waiver.rule} for ${waiver.case}`;
      if (waiver.until < this.#today) return [{ at, because: `${what} ended on ${waiver.until}.` }];
      if (part) return [];
      if (!matched) return whole ? [{ at, because: `${what} matches nothing that was judged.` }] : [];
      return stillFails ? [] : [{ at, because: `${what} is not needed any more: it passes.` }];
    });
  }
}

/** Reads a waivers file. `today`: `YYYY-MM-DD`. */
export async function loadWaivers(file: string, today: string): Promise<Waivers> {
  const yaml = await readYaml<WaiverFile>('WAIVERS', file, await validatorOf('harness/waivers.schema.json'));
  return new Waivers(
    yaml.value.map((waiver, index) => ({ waiver, at: yaml.at(index) })),
    today,
  );
}

/** A case id, the beginning of one up to a `/`, `@` or `.`, or a pattern with `*`. */
function covers(pattern: string, caseId: string): boolean {
  if (!pattern.includes('*')) {
    const rest = caseId.startsWith(pattern) ? caseId.slice(pattern.length) : null;
    return rest !== null && (rest === '' || pattern.endsWith('/') || /^[/@.]/.test(rest));
  }
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(caseId);
}
