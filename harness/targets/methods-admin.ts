import type { MethodFacts } from '../observation.ts';
import { call, type Answer } from './api-call.ts';
import { stringAt, valueAt } from './json-pointer.ts';
import type { Values } from './placeholders.ts';
import type { MethodAnswer, MethodsAdmin, NewMethod } from './target.ts';
import type { Call, SsoMethods } from './target.gen.ts';

/** Placeholders that the calls of `ssoMethods` may use. */
export const methodPlaceholders = [
  'name', 'idp', 'type', 'protocol', 'jit', 'domains', 'metadataUrl', 'metadataXml', 'entityId', 'ssoUrl', 'certificate', 'issuer',
  'clientId', 'clientSecret', 'id',
]; // prettier-ignore

/** Prepares SSO methods through the application's own administration API. */
export function methodsAdmin(api: SsoMethods): MethodsAdmin {
  const { create } = api;
  const ask = async (
    action: MethodFacts['action'],
    request: Call,
    values: Values,
    jitAsked: boolean | null,
  ): Promise<MethodAnswer> => {
    const answer = await call(request, values, create.headers).catch((error: Error) => ({
      status: null,
      text: error.message,
      json: undefined,
    }));
    return read(api, action, answer, jitAsked);
  };
  return {
    create: (method) => ask('create', create, valuesOf(api, method), method.jit),
    act(action, id) {
      const request = api[action];
      if (!request) throw new Error(`ssoMethods.${action} is not described.`);
      return ask(action, request, { id }, null);
    },
    update(id, jit) {
      if (!api.update) throw new Error('ssoMethods.update is not described.');
      return ask('update', api.update, { id, jit }, jit);
    },
    can: (action) => api[action] !== undefined,
  };
}

function valuesOf(api: SsoMethods, method: NewMethod): Values {
  const type = api.idpTypes?.[method.vendor] ?? method.vendor;
  return {
    name: method.name,
    idp: type,
    type,
    protocol: 'saml',
    jit: method.jit,
    domains: method.domains,
    metadataUrl: method.metadataUrl,
    metadataXml: method.metadataXml,
    entityId: method.issuer,
    issuer: method.issuer,
    ssoUrl: method.ssoUrl,
    certificate: method.certificate,
    clientId: method.clientId,
    clientSecret: method.clientSecret,
  };
}

function read(
  api: SsoMethods,
  action: MethodFacts['action'],
  answer: Omit<Answer, 'status'> & { status: number | null },
  jitAsked: boolean | null,
): MethodAnswer {
  const { create } = api;
  const accepted = answer.status !== null && answer.status >= 200 && answer.status < 300;
  const id = accepted ? valueAt(answer.json, create.id) : undefined;
  return {
    facts: {
      action,
      status: answer.status,
      accepted,
      jitAsked,
      jitLoginUrl: accepted ? stringAt(answer.json, create.jitLoginUrl) : null,
      loginUrl: accepted ? stringAt(answer.json, create.loginUrl) : null,
      text: answer.text.slice(0, 500),
    },
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : null,
    acsUrl: accepted ? stringAt(answer.json, create.acsUrl) : null,
    entityId: accepted ? stringAt(answer.json, create.entityId) : null,
  };
}
