import type { Persona } from '../../../library/persona.ts';
import { personas } from '../../../library/personas.gen.ts';
import { faultList, quirkList, requestCheckList, switchList, type FaultFacts } from '../../../mock-idps/index.ts';
import { saysOf } from '../../expectation.ts';
import { AMONG } from '../../people.ts';
import { VENDORS } from '../../world.ts';
import type { Fault, FaultList, FaultOption, PersonaList, QuirkList, SwitchList, TenantList } from '../api.gen.ts';
import { operation } from '../operation.ts';

const tag = 'What there is';

export const lists = [
  operation<never, never, FaultList>({
    id: 'listFaults',
    method: 'GET',
    path: '/faults',
    tag,
    summary: 'Everything that can be wrong with what a mock sends: source, options, and what a sound application does.',
    answer: 'FaultList',
    run: () => ({ faults: faultList().map(shownFault) }),
  }),
  operation<never, never, PersonaList>({
    id: 'listPersonas',
    method: 'GET',
    path: '/personas',
    tag,
    summary: 'Kinds of people that come with jitmus.',
    answer: 'PersonaList',
    run: () => ({
      personas: Object.entries(personas as object as Readonly<Record<string, Persona>>).map(
        ([name, { says = '', ...spec }]) => ({
          name,
          says,
          spec,
        }),
      ),
    }),
  }),
  operation<never, never, SwitchList>({
    id: 'listSwitches',
    method: 'GET',
    path: '/switches',
    tag,
    summary: 'Where sources contradict each other, or none tells: `settings.switches` decides.',
    answer: 'SwitchList',
    run: () => ({ switches: switchList().map((one) => ({ ...one, forms: { ...one.forms } })) }),
  }),
  operation<never, never, QuirkList>({
    id: 'listQuirks',
    method: 'GET',
    path: '/quirks',
    tag,
    summary: 'What the vendors always do, and what they look at before they answer.',
    answer: 'QuirkList',
    run: () => ({
      quirks: [
        ...quirkList().map((quirk) => ({ ...quirk, kind: 'habit' as const })),
        ...requestCheckList().map((check) => ({ ...check, kind: 'check' as const })),
      ],
    }),
  }),
  operation<never, never, TenantList>({
    id: 'listTenants',
    method: 'GET',
    path: '/tenants',
    tag: 'People',
    summary: 'Tenants with applications or people of their own, and the usual one of each vendor.',
    answer: 'TenantList',
    run({ desk }) {
      const known = [
        ...VENDORS.map((vendor) => ({ vendor, tenant: 'corp' })),
        ...desk.apps.all.map(({ app }) => app),
        ...desk.people.kept,
      ];
      const tenants = new Map(known.map(({ vendor, tenant }) => [`${vendor} ${tenant}`, { vendor, tenant }]));
      return {
        tenants: [...tenants.values()].map(({ vendor, tenant }) => {
          const here = (one: { vendor: string; tenant: string }) => one.vendor === vendor && one.tenant === tenant;
          return {
            vendor,
            tenant,
            apps: desk.apps.all.filter(({ app }) => here(app)).map(({ id }) => id),
            made: desk.people.kept.filter((one) => here(one) && one.number === null).length,
            people: AMONG,
          };
        }),
      };
    },
  }),
];

function shownFault({ scope, returned: _, options = {}, shapes, flows, needs, ...facts }: FaultFacts): Fault {
  const { id, message, answer } = facts;
  return {
    ...facts,
    protocol: id.slice(0, id.indexOf('/')) as Fault['protocol'],
    of: message === undefined ? (answer === 'discovery' ? 'discovery' : 'sign-in') : 'sign-out',
    says: saysOf({ scope, ...facts }),
    ...(shapes && { shapes: [...shapes] }),
    ...(flows && { flows: [...flows] }),
    ...(needs && { needs: [...needs] }),
    options: Object.entries(options).map(([name, preset]) => optionOf(name, preset)),
  };
}

const KINDS = { string: 'text', number: 'number', boolean: 'boolean' } as const;

function optionOf(name: string, preset: string | number | boolean | readonly [string, ...string[]]): FaultOption {
  if (typeof preset === 'object') return { name, kind: 'words', default: preset[0], words: [...preset] };
  return { name, kind: KINDS[typeof preset as keyof typeof KINDS], default: preset };
}
