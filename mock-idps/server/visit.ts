import type { Vendor } from '../app.ts';
import type { RequestReceived, RequestSignature } from '../event.ts';
import type { Place, Route } from '../endpoints.ts';
import { decodeRequest, readRequest, UnreadableRequest, type AuthnRequest } from '../saml/request.ts';

/** A request, or a start at the IdP, as it came in. */
export interface Visit {
  readonly id: string;
  readonly vendor: Vendor;
  readonly binding: RequestReceived['binding'];
  readonly route: Route;
  readonly place: Place;
  readonly relayState: string | null;
  /** Null: IdP-initiated, or unreadable. */
  readonly request: AuthnRequest | null;
  readonly problem: UnreadableRequest | null;
  /** Whether a signature came with it, whatever it is worth. */
  readonly signed: boolean;
  /** What stands behind the `?`, not decoded: signatures of HTTP-Redirect cover it. */
  readonly rawQuery: string;
  /** Who holds the session that a sign-in begins; null until the browser is known. */
  readonly visitor: string | null;
}

/** Reads parameters of which none may come twice. */
export interface Parameters {
  get(name: string): string | null;
  /** Of the names given, those that came more than once or are no text. */
  repeated(names: readonly string[]): readonly string[];
}

export const queryParameters = (query: URLSearchParams): Parameters => ({
  get: (name) => query.get(name),
  repeated: (names) => names.filter((name) => query.getAll(name).length > 1),
});

/** Form fields as the body parser gives them: repeated ones become lists. */
export function formParameters(fields: unknown): Parameters {
  const own = typeof fields === 'object' && fields !== null ? (fields as Record<string, unknown>) : {};
  const value = (name: string) => (Object.hasOwn(own, name) ? own[name] : undefined);
  return {
    get(name) {
      const found = value(name);
      return typeof found === 'string' ? found : null;
    },
    repeated: (names) => names.filter((name) => value(name) !== undefined && typeof value(name) !== 'string'),
  };
}

interface Read {
  readonly request: AuthnRequest | null;
  readonly problem: UnreadableRequest | null;
  readonly relayState: string | null;
  readonly signed: boolean;
}

/** Never throws for what came in: what is wrong with it is part of the answer. */
export async function readParameters(binding: 'redirect' | 'post', parameters: Parameters): Promise<Read> {
  const relayState = parameters.get('RelayState');
  const signature = parameters.get('Signature') !== null;
  try {
    if (parameters.repeated(['SAMLRequest', 'RelayState', 'SigAlg', 'Signature']).length > 0)
      throw new UnreadableRequest('repeated');
    const parameter = parameters.get('SAMLRequest');
    if (!parameter) throw new UnreadableRequest('missing');
    const request = await readRequest(decodeRequest(binding, parameter));
    return { request, problem: null, relayState, signed: binding === 'redirect' ? signature : request.hasSignature };
  } catch (error) {
    if (error instanceof UnreadableRequest) return { request: null, problem: error, relayState, signed: signature };
    throw error;
  }
}

/** The visit as observers are told of it. */
export function received(
  { vendor, binding, relayState, request, problem, signed, rawQuery }: Visit,
  ticket: string | null,
  at: number,
  signature: RequestSignature,
): RequestReceived {
  return {
    kind: 'request',
    vendor,
    ticket,
    at,
    binding,
    relayState,
    xml: request?.xml ?? problem?.xml ?? null,
    problem: problem?.problem ?? null,
    signature,
    signatureAlgorithm: binding === 'redirect' ? new URLSearchParams(rawQuery).get('SigAlg') : null,
    fields: request && {
      id: request.id,
      issuer: request.issuer,
      destination: request.destination,
      acsUrl: request.acsUrl,
      nameIdFormat: request.nameIdPolicy?.format ?? null,
      authnContext: request.authnContext?.classes ?? [],
      forceAuthn: request.forceAuthn,
      isPassive: request.isPassive,
      signed,
    },
  };
}
