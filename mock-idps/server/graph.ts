import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Registration } from '../registration.ts';

/** An answer in JSON. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Client credentials as a form carries them, or Basic authentication. */
export interface TokenRequest {
  readonly grantType: unknown;
  readonly clientId: unknown;
  readonly clientSecret: unknown;
  readonly scope: unknown;
}

const LIFETIME_S = 3599;

/** Entra's token endpoint for applications and the one question of Graph that an overage pointer leads to. */
export class Graph {
  readonly #clock: () => number;
  readonly #secret = randomBytes(32);
  /** Tenant and object id → groups. */
  readonly #groups = new Map<string, readonly string[]>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The groups of a person whose sign-in carried a pointer. */
  remember(tenantId: string, objectId: string, groups: readonly string[]): void {
    this.#groups.set(`${tenantId}/${objectId}`, groups);
  }

  /** `POST /<tenant>/oauth2/v2.0/token`. The code for a wrong secret is known from reports, those for grant and scope are inferred. */
  token(request: TokenRequest, apps: readonly Registration[]): JsonAnswer {
    const { grantType, clientId, clientSecret, scope } = request;
    if (grantType !== 'client_credentials')
      return this.#refuse(400, 'unsupported_grant_type', 70003, 'The grant type is not supported here.');
    const app = apps.find((candidate) => candidate.clientId === clientId);
    if (!app)
      return this.#refuse(
        400,
        'unauthorized_client',
        700016,
        `There is no application ${JSON.stringify(clientId)} in this tenant.`,
      );
    if (clientSecret !== app.clientSecret)
      return this.#refuse(401, 'invalid_client', 7000215, 'The client secret is wrong.');
    if (typeof scope !== 'string' || !scope.endsWith('/.default'))
      return this.#refuse(400, 'invalid_scope', 70011, 'Ask for the scope <resource>/.default.');
    const expires = Math.floor(this.#clock() / 1000) + LIFETIME_S;
    const body = {
      token_type: 'Bearer',
      expires_in: LIFETIME_S,
      ext_expires_in: LIFETIME_S,
      access_token: this.#sign(`${app.tenantId}.${expires}`),
    };
    return { status: 200, body, headers: { 'cache-control': 'no-store' } };
  }

  /**
   * `POST …/users/<object id>/getMemberObjects`.
   *
   * @param tenantId null: as the token says (graph.microsoft.com)
   */
  memberObjects(authorization: string | undefined, tenantId: string | null, objectId: string): JsonAnswer {
    const allowed = this.#tenantOf(authorization);
    if (allowed === null || (tenantId !== null && tenantId.toLowerCase() !== allowed)) return unauthorized;
    const groups = this.#groups.get(`${allowed}/${objectId.toLowerCase()}`);
    return groups ? { status: 200, body: { value: groups } } : notFound(objectId);
  }

  #sign(claims: string): string {
    return `${Buffer.from(claims).toString('base64url')}.${createHmac('sha256', this.#secret).update(claims).digest('base64url')}`;
  }

  #tenantOf(authorization: string | undefined): string | null {
    const token = /^Bearer ([\w-]+)\.[\w-]+$/i.exec(authorization ?? '');
    const claims = Buffer.from(token?.[1] ?? '', 'base64url').toString();
    const expected = Buffer.from(`Bearer ${this.#sign(claims)}`);
    const given = Buffer.from(authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given.subarray(7), expected.subarray(7))) return null;
    const [tenantId, expires] = claims.split('.');
    return tenantId !== undefined && Number(expires) * 1000 > this.#clock() ? tenantId : null;
  }

  #refuse(status: number, error: string, code: number, says: string): JsonAnswer {
    const timestamp = new Date(this.#clock()).toISOString().replace('T', ' ').replace(/\..*/, 'Z');
    const trace = '00000000-0000-0000-0000-000000000000';
    const body = {
      error,
      error_description: `AADSTS${code}: ${says} Trace ID: ${trace} Correlation ID: ${trace} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id: trace,
      correlation_id: trace,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    };
    return { status, body };
  }
}

const unauthorized: JsonAnswer = {
  status: 401,
  body: {
    'odata.error': {
      code: 'Authentication_MissingOrMalformed',
      message: { lang: 'en', value: 'The access token is missing, wrong or out of date.' },
    },
  },
  headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
};

const notFound = (objectId: string): JsonAnswer => ({
  status: 404,
  body: {
    'odata.error': {
      code: 'Request_ResourceNotFound',
      message: { lang: 'en', value: `There is no user ${JSON.stringify(objectId)} whose groups were pointed to.` },
    },
  },
});
