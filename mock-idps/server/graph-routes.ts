import type { Context } from 'koa';
import { endpoints } from '../profiles/entra/endpoints.ts';
import { readBody } from './body.ts';
import type { JsonAnswer } from './graph.ts';
import type { Runtime } from './runtime.ts';
import { pathParameters, placeOf } from './show.ts';
import { formParameters } from './visit.ts';

/** Entra's token endpoint, for client credentials. */
export async function token({ graph, registry }: Runtime, ctx: Context): Promise<void> {
  const body = await readBody(ctx);
  const form = formParameters('fields' in body ? body.fields : null);
  const basic = basicCredentials(ctx.get('authorization'));
  const [route] = endpoints.sso;
  const apps = registry.of('entra').filter((app) => route?.inside(placeOf(ctx), app));
  const request = {
    grantType: form.get('grant_type'),
    clientId: basic?.id ?? form.get('client_id'),
    clientSecret: basic?.secret ?? form.get('client_secret'),
    scope: form.get('scope'),
  };
  send(ctx, graph.token(request, apps));
}

/** The groups of one user. On graph.microsoft.com the tenant is the token's. */
export function memberObjects({ graph }: Runtime, ctx: Context): void {
  const { tenant = null, user = '' } = pathParameters(ctx);
  send(ctx, graph.memberObjects(ctx.get('authorization'), tenant, user));
}

function send(ctx: Context, { status, body, headers = {} }: JsonAnswer): void {
  ctx.status = status;
  ctx.set({ ...headers });
  ctx.body = body;
}

function basicCredentials(authorization: string): { id: string; secret: string } | null {
  const [, encoded] = /^Basic ([\w+/=]+)$/i.exec(authorization) ?? [];
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  return id !== undefined && secret !== undefined ? { id: unescaped(id), secret: unescaped(secret) } : null;
}

/** Client credentials are form-encoded before they become Basic credentials (RFC 6749 §2.3.1). */
function unescaped(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? '';
}
