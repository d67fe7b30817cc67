// Generated from scenarios/personas.yaml by "npm run generate". Do not edit.
import type { Persona } from './persona.ts';

/** Kinds of people that come with jitmus. */
export interface Personas {
  /** A member with a full profile whom the application has never seen. */
  readonly newcomer: Persona;
  /** A member who belongs to no group. */
  readonly loner: Persona;
  /** A member of exactly one group. */
  readonly 'one-group': Persona;
  /** A member of sixty groups. */
  readonly 'many-groups': Persona;
  /** A member of two groups that lie inside three others. */
  readonly 'nested-groups': Persona;
  /** A member of just as many groups as Entra puts into an assertion. */
  readonly 'fills-the-assertion': Persona;
  /** A member of 95 groups, which lie in 55 others: as many as fit. */
  readonly 'fills-the-assertion-nested': Persona;
  /** A member of more groups than Entra puts into an assertion. */
  readonly overage: Persona;
  /** A member of more groups than Entra puts into an ID token. */
  readonly 'overage-in-a-token': Persona;
  /** A member of 95 groups, which lie in 56 others: more than fit. */
  readonly 'overage-nested': Persona;
  /** A member of as many groups as Entra still filters. */
  readonly 'thousand-groups': Persona;
  /** A member of more groups than Entra filters. */
  readonly 'thousand-and-one-groups': Persona;
  /** A member of as many groups as Google lets administrators map. */
  readonly 'google-groups': Persona;
  /** A member of more groups than Google lets administrators map. */
  readonly 'google-groups-and-one': Persona;
  /** A member of one group whose name holds a comma. */
  readonly 'comma-group': Persona;
  /** A member of groups whose names look like lists. */
  readonly 'comma-groups': Persona;
  /** A member of groups with letters beyond ASCII in the name. */
  readonly 'non-ascii-groups': Persona;
  /** A member of groups whose names are markup, paths and queries. */
  readonly 'hostile-groups': Persona;
  /** A member whose address is stored with capitals. */
  readonly 'mixed-case': Persona;
  /** A member with a plus sign in the address. */
  readonly 'plus-address': Persona;
  /** A member called O'… with an apostrophe in address and name. */
  readonly apostrophe: Persona;
  /** A member with letters beyond ASCII in the name. */
  readonly 'non-ascii': Persona;
  /** A member whose accents are characters of their own in the name. */
  readonly 'decomposed-name': Persona;
  /** A member with emoji in the name. */
  readonly 'emoji-name': Persona;
  /** A member with letters beyond ASCII before the @ of the address. */
  readonly 'non-ascii-mail': Persona;
  /** A member of whom the directory holds neither phone nor department. */
  readonly 'bare-profile': Persona;
  /** A member whose department takes 1024 characters. */
  readonly 'long-profile': Persona;
  /** A member whose department has several lines, tabs and signs that XML escapes. */
  readonly 'lines-profile': Persona;
  /** A member whose department has the line separators of Unicode. */
  readonly 'separators-profile': Persona;
  /** A member whose name is markup. */
  readonly 'markup-name': Persona;
  /** A guest from another directory, whose Entra UPN holds #EXT#. */
  readonly guest: Persona;
  /** A member without mail, whose login name is no address. */
  readonly 'no-mail': Persona;
  /** A member whose UPN is not the mail address. */
  readonly 'upn-differs': Persona;
  /** A member whose UPN has another name before the same domain than the mail. */
  readonly 'upn-other-name': Persona;
  /** A member without mail, whose UPN is an address. */
  readonly 'no-mail-but-upn': Persona;
  /** A member with mail, whose login name is no address. */
  readonly 'login-name': Persona;
  /** A member whose UPN is the mail, stored with capitals. */
  readonly 'mixed-case-login': Persona;
  /** A guest with a mail address of their own company. */
  readonly 'invited-guest': Persona;
  /** A member who is not assigned to the application. */
  readonly unassigned: Persona;
  /** A member whose address is of a domain nobody approved. */
  readonly foreign: Persona;
  /** A member whose domain ends with the approved one but is another. */
  readonly 'suffix-domain': Persona;
  /** A member whose domain lies below the approved one. */
  readonly subdomain: Persona;
}

/** Kinds of people, by name. What is made of one differs from sign-in to sign-in: two newcomers are two people. */
export const personas: Personas = {
  newcomer: {"says":"A member with a full profile whom the application has never seen","groups":3},
  loner: {"says":"A member who belongs to no group","groups":0},
  'one-group': {"says":"A member of exactly one group","groups":1},
  'many-groups': {"says":"A member of sixty groups","groups":60},
  'nested-groups': {"says":"A member of two groups that lie inside three others","groups":{"direct":2,"nested":3}},
  'fills-the-assertion': {"says":"A member of just as many groups as Entra puts into an assertion","groups":150},
  'fills-the-assertion-nested': {"says":"A member of 95 groups, which lie in 55 others: as many as fit","groups":{"direct":95,"nested":55}},
  overage: {"says":"A member of more groups than Entra puts into an assertion","groups":151},
  'overage-in-a-token': {"says":"A member of more groups than Entra puts into an ID token","groups":201},
  'overage-nested': {"says":"A member of 95 groups, which lie in 56 others: more than fit","groups":{"direct":95,"nested":56}},
  'thousand-groups': {"says":"A member of as many groups as Entra still filters","groups":1000},
  'thousand-and-one-groups': {"says":"A member of more groups than Entra filters","groups":1001},
  'google-groups': {"says":"A member of as many groups as Google lets administrators map","groups":75},
  'google-groups-and-one': {"says":"A member of more groups than Google lets administrators map","groups":76},
  'comma-group': {"says":"A member of one group whose name holds a comma","groups":1,"groupNames":"commas"},
  'comma-groups': {"says":"A member of groups whose names look like lists","groups":4,"groupNames":"commas"},
  'non-ascii-groups': {"says":"A member of groups with letters beyond ASCII in the name","groups":6,"groupNames":"non-ascii"},
  'hostile-groups': {"says":"A member of groups whose names are markup, paths and queries","groups":17,"groupNames":"hostile"},
  'mixed-case': {"says":"A member whose address is stored with capitals","email":"mixed-case"},
  'plus-address': {"says":"A member with a plus sign in the address","email":"plus-address"},
  apostrophe: {"says":"A member called O'… with an apostrophe in address and name","email":"apostrophe","name":"apostrophe"},
  'non-ascii': {"says":"A member with letters beyond ASCII in the name","name":"non-ascii","groups":2},
  'decomposed-name': {"says":"A member whose accents are characters of their own in the name","name":"decomposed","groups":1},
  'emoji-name': {"says":"A member with emoji in the name","name":"emoji","groups":1},
  'non-ascii-mail': {"says":"A member with letters beyond ASCII before the @ of the address","email":"non-ascii"},
  'bare-profile': {"says":"A member of whom the directory holds neither phone nor department","profile":"bare"},
  'long-profile': {"says":"A member whose department takes 1024 characters","profile":"long"},
  'lines-profile': {"says":"A member whose department has several lines, tabs and signs that XML escapes","profile":"lines"},
  'separators-profile': {"says":"A member whose department has the line separators of Unicode","profile":"separators"},
  'markup-name': {"says":"A member whose name is markup","name":"markup"},
  guest: {"says":"A guest from another directory, whose Entra UPN holds #EXT#","kind":"guest","upn":"different"},
  'no-mail': {"says":"A member without mail, whose login name is no address","email":"missing","upn":"no-address"},
  'upn-differs': {"says":"A member whose UPN is not the mail address","upn":"different"},
  'upn-other-name': {"says":"A member whose UPN has another name before the same domain than the mail","upn":"other-name"},
  'no-mail-but-upn': {"says":"A member without mail, whose UPN is an address","email":"missing","upn":"other-name"},
  'login-name': {"says":"A member with mail, whose login name is no address","upn":"no-address"},
  'mixed-case-login': {"says":"A member whose UPN is the mail, stored with capitals","email":"mixed-case","upn":"same"},
  'invited-guest': {"says":"A guest with a mail address of their own company","kind":"guest","domain":"partner.example"},
  unassigned: {"says":"A member who is not assigned to the application","assigned":false},
  foreign: {"says":"A member whose address is of a domain nobody approved","groups":2,"domain":"elsewhere.test"},
  'suffix-domain': {"says":"A member whose domain ends with the approved one but is another","domain":"evil-{domain}"},
  subdomain: {"says":"A member whose domain lies below the approved one","domain":"x.{domain}"},
};
