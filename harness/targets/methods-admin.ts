import { beginningOf } from '../beginning.ts';
import type { MethodFacts } from '../observation.ts';
import { call, type Answer } from './api-call.ts';
import { stringAt, valueAt } from './json-pointer.ts';
import type { Values } from './placeholders.ts';
import type { MethodAnswer, MethodsAdmin, NewMethod } from './target.ts';
import type { Call, SsoMethods, TargetFile } from './target.gen.ts';

/** Placeholders that the calls of `ssoMethods` may use. */
export const methodPlaceholders = [
  'name', 'idp', 'type', 'protocol', 'jit', 'domains', 'metadataUrl', 'metadataXml', 'entityId', 'ssoUrl', 'sloUrl', 'certificate', 'issuer',
  'clientId', 'clientSecret', 'idpInitiated', 'encryption', 'signRequests', 'responseType', 'id',
]; // prettier-ignore

/** Characters of an answer that are kept as evidence. */
const KEPT_TEXT = 500;

type Asked = Pick<MethodFacts, 'action' | 'jitAsked'>;

/** Addresses of an application that have to do with logout over OpenID Connect. */
const LOGOUT_URIS = ['postLogoutRedirectUri', 'frontchannelLogoutUri', 'backchannelLogoutUri'] as const;

/** What is the same for every method, where `create` does not answer it. */
export interface SameForAll {
  saml?: Pick<NonNullable<Sso['saml']>, 'entityId' | 'acsUrl' | 'loginUrl' | 'sloUrl' | 'logoutUrl'>;
  oidc?: Pick<NonNullable<Sso['oidc']>, 'redirectUri' | 'loginUrl' | 'logoutUrl' | (typeof LOGOUT_URIS)[number]>;
}

type Sso = NonNullable<TargetFile['sso']>;

/** Prepares SSO methods through the application's own administration API. */
export function methodsAdmin(api: SsoMethods, same: SameForAll = {}): MethodsAdmin {
  const madeOver = new Map<string, NewMethod['protocol']>();
  const ask = async (
    asked: Asked,
    request: Call | undefined,
    values: Values,
    protocol: NewMethod['protocol'] | undefined,
  ): Promise<MethodAnswer> => {
    if (!request) throw new Error(`ssoMethods.${asked.action} is not described.`);
    const answer = await call(request, values, { headers: api.create.headers ?? {} }).catch(noAnswer);
    return read(api, sameOver(protocol, same), asked, answer);
  };
  return {
    create: async (method) => {
      const asked = { action: 'create', jitAsked: method.jit } as const;
      const made = await ask(asked, api.create, valuesOf(api, method), method.protocol);
      if (made.id !== null) madeOver.set(made.id, method.protocol);
      return made;
    },
    act: (action, id) => ask({ action, jitAsked: null }, api[action], { id }, madeOver.get(id)),
    update: (id, jit) => ask({ action: 'update', jitAsked: jit }, api.update, { id, jit }, madeOver.get(id)),
    can: (action) => api[action] !== undefined,
  };
}

type Same = Partial<NonNullable<SameForAll['saml']> & NonNullable<SameForAll['oidc']>>;

/** An address of the one protocol says nothing of the other. */
const sameOver = (protocol: NewMethod['protocol'] = 'saml', same: SameForAll): Same => same[protocol] ?? {};

type AnswerOrNone = Omit<Answer, 'status'> & { status: number | null };

const noAnswer = (error: Error): AnswerOrNone => ({ status: null, text: error.message, json: undefined });

function valuesOf(api: SsoMethods, method: NewMethod): Values {
  const type = api.idpTypes?.[method.vendor] ?? method.vendor;
  return {
    name: method.name,
    idp: type,
    type,
    protocol: method.protocol,
    jit: method.jit,
    domains: method.domains,
    signRequests: method.signRequests,
    responseType: method.responseType,
    metadataUrl: method.metadataUrl,
    metadataXml: method.metadataXml,
    entityId: method.issuer,
    issuer: method.issuer,
    ssoUrl: method.ssoUrl,
    sloUrl: method.sloUrl ?? '',
    certificate: method.certificate,
    clientId: method.clientId,
    clientSecret: method.clientSecret,
    idpInitiated: method.idpInitiated,
    encryption: method.encryption,
  };
}

/** Every answer is read where `create` says. What a refusal says beside its words counts for nothing. */
function read({ create }: SsoMethods, same: Same, asked: Asked, { status, text, json }: AnswerOrNone): MethodAnswer {
  const accepted = status !== null && status >= 200 && status < 300;
  const at = (pointer: string | undefined, otherwise?: string) =>
    accepted ? (stringAt(json, pointer) ?? otherwise ?? null) : null;
  return {
    facts: {
      ...asked,
      status,
      accepted,
      jitLoginUrl: at(create.jitLoginUrl),
      loginUrl: at(create.loginUrl, same.loginUrl),
      text: beginningOf(text, KEPT_TEXT),
    },
    id: accepted ? idAt(json, create.id) : null,
    acsUrl: at(create.acsUrl, same.acsUrl),
    entityId: at(create.entityId, same.entityId),
    redirectUri: at(create.redirectUri, same.redirectUri),
    logoutUris: Object.fromEntries(
      LOGOUT_URIS.map((name) => [name, at(create[name], same[name])]).filter(([, uri]) => uri !== null),
    ) as MethodAnswer['logoutUris'],
    sloUrl: at(create.sloUrl, same.sloUrl),
    logoutUrl: at(create.logoutUrl, same.logoutUrl),
    encryptionCertificate: at(create.encryptionCertificate),
    metadataUrl: at(create.metadataUrl),
  };
}

/** Ids are strings or numbers. */
function idAt(json: unknown, pointer: string): string | null {
  const id = valueAt(json, pointer);
  return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : null;
}
