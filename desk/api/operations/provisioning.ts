import type { Act, ActInput, Provisioning, ProvisioningInput, ProvisioningList } from '../api.gen.ts';
import { operation } from '../operation.ts';

const tag = 'Provisioning';

export const provisioning = [
  operation<never, never, ProvisioningList>({
    id: 'listProvisioning',
    method: 'GET',
    path: '/provisioning',
    tag,
    summary: 'Connections over SCIM.',
    answer: 'ProvisioningList',
    run: ({ desk: { connections } }) => ({ provisioning: connections.all.map((one) => connections.shown(one)) }),
  }),
  operation<never, ProvisioningInput, Provisioning>({
    id: 'openProvisioning',
    method: 'POST',
    path: '/provisioning',
    tag,
    summary: 'Provisions an application over SCIM, with nobody in it yet. Nothing is sent before the first act.',
    body: 'ProvisioningInput',
    answer: 'Provisioning',
    status: 201,
    problems: [
      'VENDOR_WITHOUT_SCIM',
      'HOST_NOT_ALLOWED',
      'SCIM_BASE_URL_INVALID',
      'SCIM_TOKEN_INVALID',
      'SCIM_OPTION_INVALID',
    ],
    run: async ({ desk: { connections }, body }) => connections.shown(await connections.open(body)),
  }),
  operation<never, never, Provisioning>({
    id: 'getProvisioning',
    method: 'GET',
    path: '/provisioning/{id}',
    tag,
    summary:
      'A connection: who was provisioned, what is owed, and the newest 50 acts with both halves of each exchange.',
    answer: 'Provisioning',
    run: ({ desk: { connections }, id }) => connections.shown(connections.get(id)),
  }),
  operation({
    id: 'removeProvisioning',
    method: 'DELETE',
    path: '/provisioning/{id}',
    tag,
    summary: 'Forgets a connection. In the application nothing changes.',
    answer: null,
    run: ({ desk, id }) => desk.connections.remove(id),
  }),
  operation<never, ActInput, Act>({
    id: 'act',
    method: 'POST',
    path: '/provisioning/{id}/acts',
    tag,
    summary: 'An administrator does something at the identity provider, which sends what it sends for that.',
    body: 'ActInput',
    answer: 'Act',
    problems: ['PERSON_MISSING', 'PERSON_ELSEWHERE', 'GROUP_MISSING', 'GROUP_UNKNOWN', 'SCIM_OPTION_INVALID'],
    run: ({ desk, id, body }) => desk.connections.act(id, body),
  }),
];
