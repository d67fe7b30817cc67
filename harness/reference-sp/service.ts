import { Accounts } from './accounts.ts';
import { AuthorizationRequests } from './authorization-requests.ts';
import { Database } from './database.ts';
import { parseDefects, type Defects } from './defects.ts';
import { keyPairOf, type KeyPair } from './key-pairs.ts';
import { LogoutRequests } from './logout-requests.ts';
import { Methods } from './methods.ts';
import { OpenIdClients } from './openid-client.ts';
import type { ReferenceSpOptions } from './options.ts';
import { createSchema, MAIN_TEAM, secretOf } from './schema.ts';
import { createScim, type Scim } from './scim/index.ts';
import { Secrets } from './secrets.ts';
import { Sessions } from './sessions.ts';
import { SignInRequests } from './sign-in-requests.ts';
import type { StaffRole } from './sso-method.ts';
import { StartError } from './start-error.ts';

/** Everything that the routes work with. */
export interface Service {
  /** Origin of the addresses that are handed out, without a slash at the end. */
  readonly publicUrl: string;
  readonly tokens: Readonly<Record<StaffRole, string>>;
  /** Default of `idpInitiated` for new methods. */
  readonly idpInitiated: boolean;
  readonly defects: Defects;
  readonly secrets: Secrets;
  readonly methods: Methods;
  readonly accounts: Accounts;
  readonly requests: SignInRequests;
  readonly authorizationRequests: AuthorizationRequests;
  readonly openIdClients: OpenIdClients;
  readonly logoutRequests: LogoutRequests;
  readonly sessions: Sessions;
  readonly scim: Scim;
  /** To which identity providers encrypt. */
  encryptionKeys(): Promise<KeyPair>;
  /** Signs requests. */
  signingKeys(): Promise<KeyPair>;
  /** Milliseconds since 1970. */
  now(): number;
  close(): void;
}

/** @throws StartError `SP_UNKNOWN_DEFECT`, `SP_DATABASE_UNUSABLE` */
export function createService(options: ReferenceSpOptions, publicUrl: string): Service {
  const defects = parseDefects(options.defects ?? []);
  const database = openDatabase(options.database, defects);
  const secrets = new Secrets(secretOf(database, options.secret));
  const sessions = new Sessions(database, secrets, defects);
  const scim = createScim(database, { secrets, sessions }, options.scimRequestsPerSecond ?? null, defects);
  // Whole milliseconds: times are stored as integers.
  const now = () => Math.trunc((options.clock ?? Date.now)());
  admitTokens(scim, options.scimTokens ?? {}, now());
  return {
    publicUrl,
    tokens: options.tokens,
    idpInitiated: options.idpInitiated ?? defects.has('provisions-on-idp-initiated'),
    defects,
    secrets,
    methods: new Methods(database, defects),
    accounts: new Accounts(database, defects),
    requests: new SignInRequests(database, secrets),
    authorizationRequests: new AuthorizationRequests(database, defects),
    openIdClients: new OpenIdClients(defects),
    logoutRequests: new LogoutRequests(database),
    sessions,
    scim,
    encryptionKeys: keyPairOf(database, 'encryption'),
    signingKeys: keyPairOf(database, 'signing'),
    now,
    close: () => database.close(),
  };
}

function admitTokens(
  { tokens }: Scim,
  { own, otherTeam, revoked, expired }: NonNullable<ReferenceSpOptions['scimTokens']>,
  now: number,
): void {
  const label = 'given at the start';
  if (own) tokens.admit(MAIN_TEAM, label, own, now);
  if (otherTeam) tokens.admit('another team', label, otherTeam, now);
  if (revoked) tokens.admit(MAIN_TEAM, label, revoked, now, { revokedAt: now });
  if (expired) tokens.admit(MAIN_TEAM, label, expired, now, { expiresAt: now });
}

function openDatabase(file: string | undefined, defects: Defects): Database {
  try {
    const database = new Database(file);
    createSchema(database, defects);
    return database;
  } catch (cause) {
    throw new StartError(
      'SP_DATABASE_UNUSABLE',
      `The database "${file}" cannot be opened. Name a file in a folder that can be written to, made by this program.`,
      { cause },
    );
  }
}
