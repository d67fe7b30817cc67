import type { ActInput, Vendor } from '../api.ts';

/** What an administrator does about one thing. */
export interface ActFacts {
  act: ActInput['act'];
  name: string;
  about: 'connection' | 'person' | 'group';
  /** Vendors that have it; absent: all. */
  vendors?: readonly Vendor[];
}

export const ACTS: readonly ActFacts[] = [
  { act: 'test', name: 'Test the connection', about: 'connection' },
  { act: 'cycle', name: 'Run a cycle', about: 'connection' },
  { act: 'restart', name: 'Restart provisioning', about: 'connection', vendors: ['entra'] },
  { act: 'import', name: 'Import the application’s users', about: 'connection', vendors: ['okta'] },
  { act: 'assign', name: 'Assign', about: 'person' },
  { act: 'change', name: 'Send what changed', about: 'person' },
  { act: 'unassign', name: 'Unassign', about: 'person' },
  { act: 'deactivate', name: 'Disable', about: 'person' },
  { act: 'reactivate', name: 'Enable', about: 'person' },
  { act: 'delete', name: 'Delete for good', about: 'person' },
  { act: 'on-demand', name: 'Provision on demand', about: 'person', vendors: ['entra'] },
  { act: 'password', name: 'New password', about: 'person', vendors: ['okta'] },
  { act: 'push-group', name: 'Push', about: 'group' },
  { act: 'rename-group', name: 'Rename', about: 'group' },
  { act: 'add-members', name: 'Add the person', about: 'group' },
  { act: 'remove-members', name: 'Remove the person', about: 'group' },
  { act: 'push-now', name: 'Push now', about: 'group', vendors: ['okta'] },
  { act: 'delete-group', name: 'Delete', about: 'group' },
];

export function actsAbout(about: ActFacts['about'], vendor: Vendor): ActFacts[] {
  return ACTS.filter((one) => one.about === about && (!one.vendors || one.vendors.includes(vendor)));
}
