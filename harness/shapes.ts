import type { SigningShape } from '../mock-idps/index.ts';
import type { ControlResult } from './controls.ts';
import type { Case } from './plan.ts';

export type ShapeChoice =
  /** Null: as the application is set up. */
  | { kind: 'use'; shape: SigningShape | null }
  /** `skipped`: the application takes genuine messages, but in no shape that can carry the fault. `blocked`: none at all. */
  | { kind: 'skip'; status: 'skipped' | 'blocked'; because: string };

/** Signing shapes that the application accepts when the message is genuine, found out by a whole sign-in of a new person each. */
export class Shapes {
  readonly #probed = new Map<string, Promise<ControlResult>>();
  readonly #offered: (planned: Case) => Promise<readonly SigningShape[]>;
  readonly #probe: (planned: Case, shape: SigningShape) => Promise<ControlResult>;

  /** `offered`: what the vendor can emit to the application as the case needs it, the configured one first. `probe`: a genuine sign-in in that shape. */
  constructor(
    offered: (planned: Case) => Promise<readonly SigningShape[]>,
    probe: (planned: Case, shape: SigningShape) => Promise<ControlResult>,
  ) {
    this.#offered = offered;
    this.#probe = probe;
  }

  /** The shape for the faulted sign-ins of a case. */
  async choose(planned: Case): Promise<ShapeChoice> {
    const wanted = wantedShapes(planned);
    if (!wanted) return { kind: 'use', shape: null };
    const offered = await this.#offered(planned);
    const fitting = offered.filter((shape) => wanted.has(shape));
    if (fitting.length === 0)
      return skip(`${planned.idp} emits no signing shape that can carry the fault (${words(wanted)}).`);
    // Where nothing is broken, that a shape is refused is what the case is to show.
    if (planned.form.faults.length === 0) return { kind: 'use', shape: null };

    const notes: string[] = [];
    let unclear = false;
    for (const shape of fitting) {
      const control = await this.#accepts(planned, shape);
      if (control.status === 'accepted') return { kind: 'use', shape };
      // What could not be told is no reason to leave a rule unjudged in silence.
      unclear ||= control.status === 'unclear';
      notes.push(`With ${signed(shape)}: ${control.because}`);
    }
    if (unclear) return blocked(`Which signing shapes are accepted cannot be told. ${notes.join(' ')}`);
    for (const shape of offered.filter((other) => !wanted.has(other))) {
      if ((await this.#accepts(planned, shape)).status !== 'accepted') continue;
      return skip(`No signing shape that the application accepts can carry the fault. ${notes.join(' ')}`);
    }
    return blocked(`The application accepts no signing shape, not even in genuine messages. ${notes.join(' ')}`);
  }

  /** Asked once for each kind of sign-in: somebody may be refused for another reason than the shape. */
  #accepts(planned: Case, shape: SigningShape): Promise<ControlResult> {
    const { form, idp } = planned;
    const faulted = form.steps.find(({ signIn }) => signIn?.faults)?.signIn;
    const persona = form.people.get(faulted?.as ?? 'person')?.name;
    const key = JSON.stringify([idp, shape, persona, faulted?.through, form.given]);
    let known = this.#probed.get(key);
    if (!known) {
      known = this.#probe(planned, shape);
      this.#probed.set(key, known);
    }
    return known;
  }
}

const skip = (because: string): ShapeChoice => ({ kind: 'skip', status: 'skipped', because });
const blocked = (because: string): ShapeChoice => ({ kind: 'skip', status: 'blocked', because });
const signed = (shape: SigningShape) =>
  ({
    assertion: 'the assertion signed',
    response: 'the response signed',
    both: 'both signed',
    encrypted: 'the assertion encrypted',
  })[shape];
const words = (shapes: ReadonlySet<SigningShape>) =>
  shapes.size === 0 ? 'its faults share none' : `it takes ${[...shapes].join(' or ')}`;

/** Shapes that every fault of the case can ride on; null where any will do. */
export function wantedShapes({ form }: Pick<Case, 'form'>): ReadonlySet<SigningShape> | null {
  const asked = form.steps.map(({ signIn }) => signIn?.shape).find((shape) => shape !== undefined);
  if (asked) return new Set([asked]);
  const limited = form.faults.map(({ shapes }) => shapes).filter((shapes) => shapes !== undefined);
  const [first, ...others] = limited;
  if (!first) return null;
  return new Set(first.filter((shape) => others.every((shapes) => shapes.includes(shape))));
}
