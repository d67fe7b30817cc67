// Generated from personas.schema.json by "npm run generate". Do not edit.

/**
 * Made-up people by name, fully determined by a seed, described without any vendor's attribute names.
 */
export interface Personas {
  [k: string]: Persona;
}
export interface Persona {
  /**
   * One sentence for people who choose.
   */
  says: string;
  kind?: 'member' | 'guest';
  email?: 'plain' | 'missing' | 'mixed-case' | 'plus-address' | 'apostrophe' | 'non-ascii';
  upn?: 'same' | 'different' | 'other-name' | 'no-address';
  name?: 'plain' | 'non-ascii' | 'decomposed' | 'emoji' | 'apostrophe' | 'markup';
  profile?: 'full' | 'bare' | 'long' | 'lines' | 'separators';
  groups?:
    | number
    | {
        direct: number;
        nested: number;
      };
  groupNames?: 'plain' | 'hostile' | 'commas' | 'non-ascii';
  assigned?: boolean;
  domain?: string;
  /**
   * Name of a person of the scenario: this one's address is theirs plus `.evil.test`.
   */
  lookalikeOf?: string;
}
