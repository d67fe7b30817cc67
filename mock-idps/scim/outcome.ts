/** Why a change did not reach the application. */
export type FailureCode =
  /** 401: the token is not taken. */
  | 'unauthorized'
  /** 403: the token is taken, but not for this. */
  | 'forbidden'
  /** 404 where the resource or the endpoint has to be. */
  | 'not-found'
  /** 409: somebody else has the name. */
  | 'conflict'
  /** 412: the resource was changed in between. */
  | 'changed-meanwhile'
  /** 429: too many requests. */
  | 'rate-limited'
  /** 501: the application does not do this at all. */
  | 'not-implemented'
  /** Any other 5xx. */
  | 'server-error'
  /** Any other status that is no success: 400, 405, 415 … */
  | 'refused'
  | 'redirected'
  | 'reset'
  | 'time-out'
  | 'certificate'
  | 'unreachable'
  | 'html'
  | 'content-type'
  | 'broken-json'
  | 'too-large'
  /** JSON that is not what SCIM says it is: no id, no ListResponse … */
  | 'malformed-answer'
  /** The filter found more than one. */
  | 'ambiguous-match'
  /** The filter found somebody who does not match it. */
  | 'wrong-match'
  /** A page of a list that came before. */
  | 'page-repeats'
  /** Pages that hold fewer resources than there are said to be. */
  | 'list-incomplete';

export interface Failure {
  code: FailureCode;
  /** What happened, with the call that it happened to. */
  says: string;
  /** What to do about it. */
  mend: string;
  status: number | null;
  /** `detail` of the application's error; null without one. */
  detail: string | null;
  /** `scimType` of the application's error; null without one. */
  scimType: string | null;
  /** Number of the exchange that failed. */
  exchange: number;
}

/** Why nothing was sent, and nothing is owed. */
export type SkipReason =
  /** The application has what the directory has. */
  | 'nothing-to-change'
  /** Not assigned, and never provisioned or no longer managed. */
  | 'out-of-scope'
  /** Disabled in the directory, and never provisioned: such people are not created. */
  | 'never-created'
  /** Nobody is there to be changed or deleted any more. */
  | 'already-gone'
  /** The vendor does not do this at all (Okta deletes no users). */
  | 'not-done-by-vendor'
  /** The administrator switched this action off. */
  | 'switched-off';

/** Why a change was noted and not sent yet: a later cycle owes it. */
export type WaitReason =
  /** Cycles send (`send: 'in-cycles'`). */
  | 'next-cycle'
  /** The job is in quarantine, or was disabled. */
  | 'quarantine'
  /** Somebody whom it refers to is not there yet. */
  | 'reference';

/** What became of one change. `id`: of the SCIM resource. */
export type Outcome =
  | { kind: 'created' | 'updated' | 'linked' | 'deactivated' | 'reactivated' | 'deleted'; id: string }
  | { kind: 'skipped'; because: SkipReason; id: string | null }
  | { kind: 'waiting'; because: WaitReason; id: string | null }
  /** `again`: whether the engine itself tries again, in a later cycle. Where it does not, an administrator has to (`tasks`). */
  | { kind: 'failed'; because: Failure; again: boolean; id: string | null };

/** What became of one object in a cycle. */
export interface ObjectOutcome {
  type: 'user' | 'group';
  /** Key of the person, id of the group. */
  key: string;
  outcome: Outcome;
}

/** A change that the vendor stopped at, and shows to the administrator. */
export interface Task {
  type: 'user' | 'group';
  /** Key of the person, id of the group. */
  key: string;
  because: Failure;
}

export interface Quarantine {
  /** Milliseconds since 1970. */
  since: number;
  /** Milliseconds since 1970. */
  nextTry: number;
  /** As Microsoft Graph tells it. */
  code: 'EncounteredQuarantineException' | 'EncounteredEscrowProportionThreshold';
  because: Failure | 'proportion-of-failures' | 'number-of-failures';
}

export interface CycleReport {
  kind: 'initial' | 'incremental';
  /** False: it did not run, for the job is in quarantine or disabled. */
  ran: boolean;
  outcomes: readonly ObjectOutcome[];
  /** In which the cycle left the job, or found it; null: in none. */
  quarantine: Quarantine | null;
  /** The job was in quarantine for so long that it does not run by itself any more. */
  disabled: boolean;
  /** Changes that are still owed. */
  pending: number;
}

/** What the administrator is shown after a test of the connection. */
export type ConnectionTest = { ok: true } | { ok: false; because: Failure };

/** What an import read. `failure` null: to the end. */
export interface ImportReport {
  users: readonly ImportedUser[];
  /** As the application said; null where it said nothing. */
  total: number | null;
  pages: number;
  failure: Failure | null;
}

export interface ImportedUser {
  id: string;
  userName: string | null;
  externalId: string | null;
  active: boolean | null;
  /** Key of the person whom it was matched with; null: nobody. */
  key: string | null;
}
