import type { App } from '../../app.ts';
import type { Person } from '../../directory/person.ts';
import type { Claims } from '../../oidc/claims.ts';
import type { Endpoint, OidcServer, ProtocolError } from '../../oidc/profile.ts';
import type { Refusal } from '../../saml/request-profile.ts';
import { page, quoted } from './refusal.ts';

/** Error and place → the number. From reference-error-codes.md (vendor-doc); which of them goes with what is inferred. */
function numberOf({ error, description, parameters }: ProtocolError): number {
  switch (error) {
    case 'login_required':
    case 'interaction_required':
      return 50058;
    case 'unsupported_response_type':
      return 700054;
    case 'invalid_redirect_uri':
      return 50011;
    case 'invalid_client':
      return parameters.client_secret !== undefined || parameters.authorization !== undefined ? 7000215 : 700016;
    case 'unauthorized_client':
      return 700016;
    case 'invalid_grant':
      return /PKCE|verifier/i.test(description) ? 501481 : 70000;
    case 'access_denied':
      return 50105;
    case 'unsupported_grant_type':
      return 70003;
    case 'invalid_scope':
      return 70011;
    default:
      return 9002313;
  }
}

const TRACE = '00000000-0000-0000-0000-000000000000';
const stamp = (now: number) => new Date(now).toISOString().replace('T', ' ').replace(/\..*/, 'Z');

const described = (number: number, { description, now }: ProtocolError) =>
  `AADSTS${number}: ${description}. Trace ID: ${TRACE} Correlation ID: ${TRACE} Timestamp: ${stamp(now)}`;

/** v2-protocols-oidc.md, error response (vendor-doc). */
export function errorParameters(error: ProtocolError) {
  // The application is not set up for it, which is the same to Entra as a type that nobody knows.
  const disabled = error.error === 'invalid_request' && error.description.includes('response_type is not allowed');
  const told = disabled ? { ...error, error: 'unsupported_response_type' } : error;
  return { error: told.error, error_description: described(numberOf(told), told) };
}

/** v2-oauth2-auth-code-flow.md, error response of the token endpoint (vendor-doc). */
export function errorJson(error: ProtocolError, at: Endpoint): Claims {
  if (at === 'userinfo')
    return { error: { code: 'InvalidAuthenticationToken', message: error.description, innerError: {} } };
  const number = numberOf(error);
  return {
    error: error.error,
    error_description: described(number, error),
    error_codes: [number],
    timestamp: stamp(error.now),
    trace_id: TRACE,
    correlation_id: TRACE,
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
  };
}

export function errorPage(error: ProtocolError): Refusal {
  const { redirect_uri, client_id } = error.parameters;
  switch (error.error) {
    case 'invalid_redirect_uri':
      return page(
        50011,
        `The redirect URI ${quoted(redirect_uri)} is not the one registered for the application ${quoted(client_id)}.`,
        'Register it, or send the registered one, character by character.',
      );
    case 'invalid_client':
      return page(
        700016,
        `No application with the identifier ${quoted(client_id)} is registered in this tenant.`,
        "Send the application's (client) ID that the mock names.",
      );
    default:
      return page(numberOf(error), `${error.description}.`, 'Change the request.');
  }
}

export const admits = (person: Person, app: Pick<App, 'name'>): Refusal | null =>
  person.assigned
    ? null
    : page(
        50105,
        `${person.upn} is not assigned to the application "${app.name}".`,
        'Assign the person, or a group that the person is in.',
      );

/** Addresses of many tenants are for applications that are set up for many. */
export const serves = (
  app: Pick<App, 'name'>,
  authorizationServer: string | undefined,
  server: OidcServer,
): Refusal | null =>
  server.tenantId === null && (authorizationServer ?? 'tenant').startsWith('tenant')
    ? page(
        50194,
        `The application "${app.name}" is set up for its own tenant alone, and the request came to ${server.paths.authorization}.`,
        'Ask at the address of the tenant, or set the application up for many (authorizationServer: common/v2.0).',
      )
    : null;
