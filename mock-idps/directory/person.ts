/** A group as a directory knows it. */
export interface Group {
  /** Vendor-shaped object id: GUID (Entra), 00g… (Okta), letters (Google). */
  id: string;
  name: string;
}

/** What may be asked of a made-up person. Nothing here is a vendor's attribute name. All fields optional. */
export interface PersonaSpec {
  /** A guest's home is another directory (Entra: `#EXT#` in the UPN). Default member. */
  kind?: 'member' | 'guest';
  /** Form of the address. `missing`: no mail at all. Default plain. */
  email?: 'plain' | 'missing' | 'mixed-case' | 'plus-address' | 'apostrophe';
  /** `same` as the email, `different` from it, or `no-address` (a login name without @). Default same. */
  upn?: 'same' | 'different' | 'no-address';
  /** Form of the name. Default plain. */
  name?: 'plain' | 'non-ascii' | 'apostrophe' | 'markup';
  /** How many groups, direct and through nesting. Default 0. */
  groups?: number | { direct: number; nested: number };
  /** Group names that are markup, paths and queries. Default plain. */
  groupNames?: 'plain' | 'hostile';
  /** Assigned to the application (Google: the SSO profile reaches their unit or group). Default true. */
  assigned?: boolean;
  /** Domain of the address. Default `corp.test`. */
  domain?: string;
  /** Text put between the address's local part and its domain's end, e.g. `corp.test` + `.evil.test`. Internal to forgeries. */
  domainSuffix?: string;
}

/** What may change at the IdP between two sign-ins of one person. */
export type PersonChange =
  'name' | 'phone' | 'department' | 'groups' | 'email' | 'email-case' | 'subject' | 'no-groups';

/** One made-up person: a function of seed, run nonce, tenant and key. */
export interface Person {
  readonly key: string;
  readonly kind: 'member' | 'guest';
  readonly givenName: string;
  readonly surname: string;
  readonly displayName: string;
  /** Null when the directory holds none. */
  readonly email: string | null;
  readonly upn: string;
  /** Okta login name. */
  readonly username: string;
  /** Lasting id: GUID (Entra), 21 digits (Google), 00u… (Okta). */
  readonly id: string;
  readonly phone: string;
  readonly department: string;
  readonly jobTitle: string;
  readonly groups: readonly Group[];
  readonly assigned: boolean;
}
