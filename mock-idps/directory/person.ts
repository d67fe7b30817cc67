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
  email?: 'plain' | 'missing' | 'mixed-case' | 'plus-address' | 'apostrophe' | 'non-ascii';
  /**
   * `same` as the email, `different` from it, `other-name` before the domain of the email, or `no-address` (a login name
   * without @). Default same.
   */
  upn?: 'same' | 'different' | 'other-name' | 'no-address';
  /** Form of the name. `decomposed`: accents as characters of their own (Unicode NFD). Default plain. */
  name?: 'plain' | 'non-ascii' | 'decomposed' | 'emoji' | 'apostrophe' | 'markup';
  /**
   * What the fields hold that nobody has to fill in: phone and department. `bare`: nothing; `long`: a department of 1024
   * characters; `lines`: a department of several lines, with tabs and with signs that XML has to escape; `separators`: one
   * with the separators of lines and paragraphs that Unicode has beside the line break. Default full.
   */
  profile?: 'full' | 'bare' | 'long' | 'lines' | 'separators';
  /** How many groups, direct and through nesting. Default 0. */
  groups?: number | { direct: number; nested: number };
  /** `hostile`: markup, paths and queries. `commas`: lists by the look of them. Default plain. */
  groupNames?: 'plain' | 'hostile' | 'commas' | 'non-ascii';
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
  /** Null when the directory holds none. */
  readonly phone: string | null;
  /** Null when the directory holds none. */
  readonly department: string | null;
  readonly jobTitle: string;
  readonly groups: readonly Group[];
  readonly assigned: boolean;
}
