import type {
  Act,
  ActInput,
  App,
  AppInput,
  AppList,
  AppPatch,
  Clock,
  ClockPatch,
  Desk,
  Expectation,
  FaultList,
  Imported,
  KeyAct,
  Network,
  NetworkInput,
  PeopleQuery,
  Person,
  PersonaList,
  PersonInput,
  PersonPage,
  PersonPatch,
  Provisioning,
  ProvisioningInput,
  ProvisioningList,
  Scenario,
  ScenarioInput,
  SignIn,
  SignInInput,
  SignInList,
  State,
} from '../api/api.gen.ts';
import { call, send } from './http.ts';

export type * from '../api/api.gen.ts';

const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;

function query(parameters: object): string {
  const given = Object.entries(parameters as Record<string, string | number | undefined>).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}

/** Every call of the control API that the console makes. All throw {@link ApiError}. */
export const api = {
  desk: () => call<Desk>('GET', '/'),
  faults: () => call<FaultList>('GET', '/faults'),
  personas: () => call<PersonaList>('GET', '/personas'),

  apps: () => call<AppList>('GET', '/apps'),
  app: (id: string) => call<App>('GET', at('apps', id)),
  register: (input: AppInput) => call<App>('POST', '/apps', input),
  changeApp: (id: string, patch: AppPatch) => call<App>('PATCH', at('apps', id), patch),
  removeApp: (id: string) => call<undefined>('DELETE', at('apps', id)),
  metadata: async (id: string) =>
    (await send('GET', at('apps', id, 'metadata'), undefined, 'application/samlmetadata+xml')).text(),
  turnKeys: (id: string, act: KeyAct['act']) => call<App>('POST', at('apps', id, 'keys'), { act }),

  people: (which: PeopleQuery) => call<PersonPage>('GET', `/people${query(which)}`),
  person: (id: string) => call<Person>('GET', at('people', id)),
  makePerson: (input: PersonInput) => call<Person>('POST', '/people', input),
  changePerson: (id: string, patch: PersonPatch) => call<Person>('PATCH', at('people', id), patch),

  signIns: () => call<SignInList>('GET', '/sign-ins'),
  signIn: (id: string) => call<SignIn>('GET', at('sign-ins', id)),
  expectedOfSignIn: (input: SignInInput) => call<Expectation>('POST', '/sign-ins/preview', input),
  beginSignIn: (input: SignInInput) => call<SignIn>('POST', '/sign-ins', input),
  endSignIn: (id: string) => call<undefined>('DELETE', at('sign-ins', id)),

  connections: () => call<ProvisioningList>('GET', '/provisioning'),
  connection: (id: string) => call<Provisioning>('GET', at('provisioning', id)),
  connect: (input: ProvisioningInput) => call<Provisioning>('POST', '/provisioning', input),
  act: (id: string, input: ActInput) => call<Act>('POST', at('provisioning', id, 'acts'), input),

  setClock: (patch: ClockPatch) => call<Clock>('PATCH', '/clock', patch),
  advanceClock: (ms: number) => call<Clock>('POST', '/clock/advance', { ms }),
  network: () => call<Network>('GET', '/network'),
  setNetwork: (input: NetworkInput) => call<Network>('PUT', '/network', input),
  exportState: (secrets: 'redacted' | 'included') => call<State>('GET', `/state${query({ secrets })}`),
  importState: (state: State) => call<Imported>('PUT', '/state', state),
  reset: () => call<Desk>('POST', '/reset'),
  saveScenario: (input: ScenarioInput) => call<Scenario>('POST', '/scenarios', input),
};
