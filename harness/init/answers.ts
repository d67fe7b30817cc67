import type { Vendor } from '../../mock-idps/index.ts';
import type { Capability } from '../capability.ts';

/** What a target file is made of. Addresses may hold `${port}`. */
export interface Answers {
  name: string;
  /** Null: it is running already. */
  start: { command: readonly string[]; env: ReadonlyMap<string, string>; readyUrl: string } | null;
  /** Where the mock IdPs listen for an application that is running already, `host:port`; null for one that is started. */
  listen: string | null;
  allowHosts: readonly string[];
  idps: readonly Vendor[];
  saml: { entityId: string; acsUrl: string; loginUrl: string; metadataUrl: string | null } | null;
  oidc: { loginUrl: string; redirectUri: string } | null;
  scim: { baseUrl: string; tokenVariable: string } | null;
  /** Null where nobody signs in. */
  whoAmI: { url: string; email: string } | null;
  account: { url: string; item: string; email: string } | null;
  lacks: readonly Capability[];
}
