import type { PeopleQuery, Person, PersonInput, PersonPage, PersonPatch } from '../api.gen.ts';
import { operation } from '../operation.ts';

const tag = 'People';

export const people = [
  operation<PeopleQuery, never, PersonPage>({
    id: 'listPeople',
    method: 'GET',
    path: '/people',
    tag,
    summary: 'People of a tenant, by number, or by words of their names and addresses.',
    query: 'PeopleQuery',
    answer: 'PersonPage',
    run: ({ desk, query }) => desk.people.page(query),
  }),
  operation<never, PersonInput, Person>({
    id: 'makePerson',
    method: 'POST',
    path: '/people',
    tag,
    summary: 'Makes somebody to measure; with a key the same person each time.',
    body: 'PersonInput',
    answer: 'Person',
    status: 201,
    problems: ['PERSONA_UNKNOWN'],
    run: ({ desk, body }) => desk.people.shown(desk.people.make(body)),
  }),
  operation<never, never, Person>({
    id: 'getPerson',
    method: 'GET',
    path: '/people/{id}',
    tag,
    summary: 'Somebody, with groups. `entra.corp.17` is number 17 of that tenant, and need not be made.',
    answer: 'Person',
    run: ({ desk, id }) => desk.people.shown(desk.people.get(id)),
  }),
  operation<never, PersonPatch, Person>({
    id: 'changePerson',
    method: 'PATCH',
    path: '/people/{id}',
    tag,
    summary: 'Something changes about somebody at the identity provider.',
    body: 'PersonPatch',
    answer: 'Person',
    run: ({ desk, id, body }) => desk.people.shown(desk.people.change(id, body)),
  }),
];
