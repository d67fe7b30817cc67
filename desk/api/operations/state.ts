import { scenarioOf } from '../../scenario.ts';
import { exported, imported } from '../../state.ts';
import type { Imported, Scenario, ScenarioInput, State, StateQuery } from '../api.gen.ts';
import { operation } from '../operation.ts';

const tag = 'The desk';

export const state = [
  operation<StateQuery, never, State>({
    id: 'exportState',
    method: 'GET',
    path: '/state',
    tag,
    summary:
      'A document that makes the same desk again: applications, people, what stands, connections, clock, network.',
    query: 'StateQuery',
    answer: 'State',
    run: ({ desk, query: { secrets } }) => exported(desk, { secrets: secrets === 'included' }),
  }),
  operation<never, State, Imported>({
    id: 'importState',
    method: 'PUT',
    path: '/state',
    tag,
    summary: 'Replaces everything by what such a document holds; all of it or nothing.',
    body: 'State',
    answer: 'Imported',
    problems: ['STATE_OTHER_SEED'],
    run: ({ desk, body }) => imported(desk, body),
  }),
  operation<never, ScenarioInput, Scenario>({
    id: 'saveAsScenario',
    method: 'POST',
    path: '/scenarios',
    tag,
    summary: 'What was done by hand, as a scenario that `jitmus run` takes.',
    body: 'ScenarioInput',
    answer: 'Scenario',
    problems: ['SCENARIO_EMPTY', 'SCENARIO_MIXED'],
    run: ({ desk, body }) => scenarioOf(desk, body),
  }),
];
