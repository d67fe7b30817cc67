import type { Actor, Observation } from '../../report.ts';

/** One life line of the diagram. */
export interface Lane {
  actor: Actor;
  /** Which browser, where there are several. */
  browser: string | undefined;
  name: string;
}

const NAMES: Record<Actor, string> = { browser: 'Browser', idp: 'IdP', target: 'Target', harness: 'Harness' };

/** The browser stands between the two it carries messages for, so that most arrows are short. */
const ORDER: readonly Actor[] = ['idp', 'browser', 'target', 'harness'];

/** The life lines that the observations need, from left to right. */
export function lanesOf(observations: readonly Observation[]): Lane[] {
  const seen = new Set(observations.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])));
  const browsers = [
    ...new Set(
      observations.filter((one) => one.from === 'browser' || one.to === 'browser').map(({ browser }) => browser),
    ),
  ].sort();
  return ORDER.filter((actor) => seen.has(actor)).flatMap((actor): Lane[] =>
    actor === 'browser'
      ? browsers.map((browser) => ({
          actor,
          browser,
          name: browser === undefined ? NAMES.browser : `${NAMES.browser} ${browser}`,
        }))
      : [{ actor, browser: undefined, name: NAMES[actor] }],
  );
}

/** Place of an actor of an observation among the lanes. */
export function laneIndex(lanes: readonly Lane[], actor: Actor, browser: string | undefined): number {
  const exact = lanes.findIndex((lane) => lane.actor === actor && (actor !== 'browser' || lane.browser === browser));
  return Math.max(0, exact);
}
