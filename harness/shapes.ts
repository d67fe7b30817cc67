import type { SigningShape, Vendor } from '../mock-idps/index.ts';
import type { ControlResult } from './controls.ts';
import type { Case } from './plan.ts';

export type ShapeChoice =
  /** Null: as the application is set up. */
  { kind: 'use'; shape: SigningShape | null } | { kind: 'skip'; because: string };

/** Signing shapes that the application accepts when the message is genuine, found out by a whole sign-in of a new person each. */
export class Shapes {
  readonly #accepted = new Map<string, Promise<ControlResult>>();
  readonly #offered: (vendor: Vendor) => Promise<readonly SigningShape[]>;
  readonly #probe: (planned: Case, shape: SigningShape) => Promise<ControlResult>;

  /** `offered`: what the vendor can emit, the configured one first. `probe`: a genuine sign-in in that shape. */
  constructor(
    offered: (vendor: Vendor) => Promise<readonly SigningShape[]>,
    probe: (planned: Case, shape: SigningShape) => Promise<ControlResult>,
  ) {
    this.#offered = offered;
    this.#probe = probe;
  }

  /** The shape for the faulted sign-ins of a case. */
  async choose(planned: Case): Promise<ShapeChoice> {
    const wanted = wantedShapes(planned);
    if (!wanted) return { kind: 'use', shape: null };
    const offered = await this.#offered(planned.idp);
    const refused: string[] = [];
    for (const shape of offered.filter((candidate) => wanted.has(candidate))) {
      const control = await this.#isAccepted(planned, shape);
      if (control.status === 'accepted') return { kind: 'use', shape };
      refused.push(shape);
    }
    const because = refused.length
      ? `No signing shape that the application accepts can carry the fault: genuine messages with ${refused.join(' or ')} signed were not accepted.`
      : `${planned.idp} emits no signing shape that can carry the fault (it takes ${[...wanted].join(' or ')}).`;
    return { kind: 'skip', because };
  }

  #isAccepted(planned: Case, shape: SigningShape): Promise<ControlResult> {
    const key = `${planned.idp} ${shape}`;
    let known = this.#accepted.get(key);
    if (!known) {
      known = this.#probe(planned, shape);
      this.#accepted.set(key, known);
    }
    return known;
  }
}

/** Shapes that every fault of the case can ride on; null where any will do. */
export function wantedShapes({ form }: Pick<Case, 'form'>): ReadonlySet<SigningShape> | null {
  const asked = form.steps.map(({ signIn }) => signIn?.shape).find((shape) => shape !== undefined);
  if (asked) return new Set([asked]);
  const limited = form.faults.map(({ shapes }) => shapes).filter((shapes) => shapes !== undefined);
  if (limited.length === 0) return null;
  return new Set(
    limited.reduce<readonly SigningShape[]>(
      (common, shapes) => common.filter((shape) => shapes.includes(shape)),
      ['assertion', 'response', 'both', 'encrypted'],
    ),
  );
}
