import type { Located } from '../located.ts';
import type { Directory } from '../directory/directory.ts';
import type { IdpEvent } from '../event.ts';
import type { Registry } from '../registry.ts';
import type { SignOutOrder } from '../idps.ts';
import type { SentLogout } from '../saml/logout-draft.ts';
import type { IssuedSession } from '../saml/logout-profile.ts';
import type { Emission } from '../saml/respond.ts';
import type { OpenId } from '../oidc/open-id.ts';
import type { Canary } from './canary.ts';
import type { Graph } from './graph.ts';
import type { LogoutVisit } from './logouts.ts';
import type { Hinders } from '../hindrance.ts';
import type { Registration } from '../registration.ts';
import type { TicketMaker } from './standing.ts';
import type { Tickets } from './tickets.ts';
import type { Visit } from './visit.ts';
import type { Waiting } from './waiting.ts';

/** What all requests to the running mocks share. */
export interface Runtime {
  readonly seed: number;
  readonly nonce: string;
  readonly origin: string;
  /** Where the vendors' paths are. */
  readonly located: Located;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly emit: (event: IdpEvent) => void;
  /** Ids of the checks that deliberate defects leave out. */
  readonly skipped: ReadonlySet<string>;
  readonly directory: Directory;
  readonly registry: Registry;
  readonly tickets: Tickets;
  /** What whoever comes without a ticket gets, by the application. */
  readonly standing: Map<Registration, TicketMaker>;
  readonly signOuts: Tickets<SignOutOrder>;
  /** Requests whose browser is on its way to the sign-in page, or at it. */
  readonly visits: Waiting<Visit>;
  /** Messages that can be delivered once more, or elsewhere. */
  readonly emissions: Waiting<Emission>;
  /** Addresses in faulted messages that nobody should fetch, and the sign-ins that they belong to. */
  readonly canaries: Waiting<Canary>;
  /** What each visitor of a vendor holds, by the visitor's id. */
  readonly sessions: Waiting<readonly IssuedSession[]>;
  /** Messages of single logout that came from another site, whose browser is on its way to us once more. */
  readonly logouts: Waiting<LogoutVisit>;
  /** What a sign-out sent, by the key of its order. */
  readonly sentLogouts: Waiting<SentLogout>;
  readonly hinders: Hinders;
  readonly graph: Graph;
  /** Loaded when an address of OpenID Connect is first asked for. */
  readonly openId: () => Promise<OpenId>;
}
