export interface ReferenceSpOptions {
  /** Default `127.0.0.1`. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Key and certificate (PEM) with which it answers over https. Default: http. */
  tls?: { key: string; certificate: string };
  /** Origin in the addresses handed out. Default `http://127.0.0.1:<port>`, with `tls` https. */
  publicUrl?: string;
  /** File; default: in memory. */
  database?: string;
  /** Bearer tokens of the admin API, and pass phrases of the pages. */
  tokens: { owner: string; validation: string };
  /** Bearer tokens for SCIM that are there from the start: of the team, of another one, and two of the team: one that was revoked, one that has expired. */
  scimTokens?: { own?: string; otherTeam?: string; revoked?: string; expired?: string };
  /** Keys session cookies and the subject hash. Default: random, and kept in the database file where there is one. */
  secret?: string;
  /** Milliseconds since 1970. Default `Date.now`. */
  clock?: () => number;
  /** Ids of deliberate defects. */
  defects?: readonly string[];
  /** Whether new methods take unsolicited responses unless they say otherwise. Default false. */
  idpInitiated?: boolean;
  /** Requests that a team may make over SCIM in a second; further ones are answered with 429. Default: any number. */
  scimRequestsPerSecond?: number;
  /** Told of errors that nobody expected; whoever made the request sees status 500 and nothing more. Default: nobody. */
  onError?: (error: unknown) => void;
}
