import type { Vendor } from '../api.ts';

/** A customer's story in a line, and the sign-in that shows it. */
export interface EdgeCase {
  says: string;
  /** Parameters of the sign-in page. */
  query: { vendor: Vendor; as?: string; faults?: string; at?: string };
}

/** What bug reports are about most, as a way in. Everything else is on the sign-in page. */
export const EDGE_CASES: readonly EdgeCase[] = [
  {
    says: 'Somebody in 151 groups, one more than Entra puts into an assertion',
    query: { vendor: 'entra', as: 'overage' },
  },
  { says: 'A guest from another directory, with #EXT# in the login name', query: { vendor: 'entra', as: 'guest' } },
  { says: 'Somebody who has no mail address', query: { vendor: 'entra', as: 'no-mail' } },
  { says: 'Somebody whose address is stored with capitals', query: { vendor: 'google', as: 'mixed-case' } },
  { says: 'Somebody who is not assigned to the application', query: { vendor: 'okta', as: 'unassigned' } },
  { says: 'Somebody whose name is markup', query: { vendor: 'okta', as: 'markup-name' } },
  { says: 'A message that comes a second time', query: { vendor: 'okta', faults: 'saml/replay' } },
  { says: 'A message that ran out', query: { vendor: 'google', faults: 'saml/expired' } },
  { says: 'A signature by somebody else’s key', query: { vendor: 'entra', faults: 'saml/foreign-key' } },
  { says: 'A tile that starts the sign-in at the identity provider', query: { vendor: 'okta', at: 'idp' } },
];
