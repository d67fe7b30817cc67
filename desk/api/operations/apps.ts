import { shownApp } from '../../apps.ts';
import type { App, AppInput, AppList, AppPatch, KeyAct } from '../api.gen.ts';
import { operation } from '../operation.ts';

const tag = 'Applications';
const problems = [
  'APP_SETTINGS_INVALID',
  'METADATA_INVALID',
  'METADATA_UNREADABLE',
  'HOST_NOT_ALLOWED',
  'SWITCH_UNKNOWN',
];

export const apps = [
  operation<never, never, AppList>({
    id: 'listApps',
    method: 'GET',
    path: '/apps',
    tag,
    summary: 'Application registrations.',
    answer: 'AppList',
    run: ({ desk }) => ({ apps: desk.apps.all.map(shownApp) }),
  }),
  operation<never, AppInput, App>({
    id: 'registerApp',
    method: 'POST',
    path: '/apps',
    tag,
    summary: 'Registers an application by its fields, by its SAML metadata, or by the address of its metadata.',
    body: 'AppInput',
    answer: 'App',
    status: 201,
    problems: ['APP_EXISTS', ...problems],
    async run({ desk, body }) {
      const registered = await desk.apps.create(body);
      const { id, app } = registered;
      desk.tell(`The application "${app.name}" was registered.`, app.vendor, { app: id });
      return shownApp(registered);
    },
  }),
  operation<never, never, App>({
    id: 'getApp',
    method: 'GET',
    path: '/apps/{id}',
    tag,
    summary: 'A registration, with the values that an administrator carries over.',
    answer: 'App',
    run: ({ desk, id }) => shownApp(desk.apps.get(id)),
  }),
  operation<never, AppPatch, App>({
    id: 'changeApp',
    method: 'PATCH',
    path: '/apps/{id}',
    tag,
    summary: 'Changes what is named and keeps the rest.',
    body: 'AppPatch',
    answer: 'App',
    problems,
    run: async ({ desk, id, body }) => shownApp(await desk.apps.change(id, body)),
  }),
  operation({
    id: 'removeApp',
    method: 'DELETE',
    path: '/apps/{id}',
    tag,
    summary: 'The application is not registered any more; what stood for it ends.',
    answer: null,
    run: ({ desk, id }) => desk.removeApp(id),
  }),
  operation<never, KeyAct, App>({
    id: 'rollKeys',
    method: 'POST',
    path: '/apps/{id}/keys',
    tag,
    summary: 'A step of a key rotation.',
    body: 'KeyAct',
    answer: 'App',
    problems: ['KEY_STEP_INVALID', 'IDPS_OPTION_INVALID'],
    async run({ desk, id, body: { act } }) {
      const registered = await desk.apps.rollKeys(id, act);
      desk.tell(`Keys of "${registered.app.name}": ${act.replaceAll('-', ' ')}.`, registered.app.vendor, { app: id });
      return shownApp(registered);
    },
  }),
];
