import Router, { type RouterMiddleware } from '@koa/router';
import { readNames, readNewAccount } from './account-input.ts';
import type { Account } from './accounts.ts';
import {
  acsUrlOf,
  callbackUrlOf,
  entityIdOf,
  frameUrlOf,
  jitLoginUrlOf,
  loginUrlOf,
  logoutTokenUrlOf,
  logoutUrlOf,
  signedOutUrlOf,
  sloUrlOf,
} from './addresses.ts';
import { bodyOf } from './body.ts';
import type { Context } from './cookies.ts';
import { readMethodChange, readNewMethod } from './method-input.ts';
import { Refusal } from './refusal.ts';
import type { TokenFacts } from './scim/tokens.ts';
import { readNewToken } from './token-input.ts';
import { MAIN_TEAM } from './schema.ts';
import type { Service } from './service.ts';
import { TRANSITIONS, type SsoMethod, type StaffRole, type Transition } from './sso-method.ts';
import { requireBearer, requireRole } from './staff.ts';

/** The JSON API of owners and of the validation team. */
export function adminApi(service: Service): Router {
  const { accounts, methods } = service;
  const router = new Router({ prefix: '/admin' });
  const methodIn = (ctx: Context) => methods.require(ctx.params.id ?? '');
  const by =
    (role: StaffRole | 'either', handle: (ctx: Context) => unknown, status = 200): RouterMiddleware =>
    async (ctx) => {
      const bearer = requireBearer(ctx, service);
      if (role !== 'either') requireRole(bearer, role);
      ctx.body = await handle(ctx);
      ctx.status = status;
    };

  router.post(
    '/sso-methods',
    by('owner', (ctx) => createMethod(ctx, service), 201),
  );
  router.get(
    '/sso-methods',
    by('either', () => methods.all().map((method) => shown(method, service))),
  );
  router.get(
    '/sso-methods/:id',
    by('either', (ctx) => shown(methods.look(methodIn(ctx)), service)),
  );
  router.patch(
    '/sso-methods/:id',
    by('owner', (ctx) => shown(methods.change(methodIn(ctx), readMethodChange(bodyOf(ctx))), service)),
  );
  for (const transition of Object.keys(TRANSITIONS) as Transition[]) {
    router.post(
      `/sso-methods/:id/${transition}`,
      by(TRANSITIONS[transition].by, (ctx) => shown(methods.move(methodIn(ctx), transition), service)),
    );
  }

  router.get(
    '/accounts',
    by('either', (ctx) => accountsIn(ctx, service).map((account) => stored(account, service))),
  );
  router.post(
    '/accounts',
    by('owner', (ctx) => createAccount(ctx, service), 201),
  );
  router.patch(
    '/accounts/:id',
    by('owner', (ctx) => changeAccount(ctx, service)),
  );
  router.get(
    '/groups',
    by('either', ({ query }) =>
      query.fields === 'name' ? accounts.groupNames(readNames(query.among)) : accounts.groups(),
    ),
  );
  router.get(
    '/scim-tokens',
    by('owner', () => service.scim.tokens.all().map(shownToken)),
  );
  router.post(
    '/scim-tokens',
    by('owner', (ctx) => createToken(ctx, service), 201),
  );
  router.post(
    '/scim-tokens/:id/rotate',
    by('owner', ({ params }) => {
      const token = service.scim.tokens.rotate(params.id ?? '');
      if (token === null) throw new Refusal('token-unknown');
      return { id: params.id, token };
    }),
  );
  router.post(
    '/scim-tokens/:id/revoke',
    by('owner', ({ params }) => {
      if (!service.scim.tokens.revoke(params.id ?? '', service.now())) throw new Refusal('token-unknown');
      return { revoked: params.id };
    }),
  );
  router.post(
    '/reset',
    by('owner', () => {
      accounts.clear();
      return { cleared: ['accounts', 'groups'] };
    }),
  );
  return router;
}

async function createMethod(ctx: Context, service: Service): Promise<object> {
  const method = service.methods.create(await readNewMethod(bodyOf(ctx), service), service.now());
  const made = { ...shown(method, service), jitLoginUrl: jitLoginUrlOf(method, service) };
  return method.encryption ? { ...made, encryptionCertificate: (await service.encryptionKeys()).certificate } : made;
}

/** Everything about a method but its secrets. */
function shown(method: SsoMethod, service: Service): object {
  const { id, name, idpType, protocol, jit, state, domains, issuer, ssoUrl, createdAt } = method;
  const { idpInitiated, encryption, signRequests, allowGroups, responseType } = method;
  return {
    ...{
      id,
      name,
      idpType,
      protocol,
      jit,
      state,
      domains,
      issuer,
      ssoUrl,
      idpInitiated,
      encryption,
      signRequests,
      allowGroups,
    },
    jitLoginUrl: service.defects.has('url-shown-only-once') ? null : jitLoginUrlOf(method, service),
    loginUrl: loginUrlOf(method, service),
    ...(protocol === 'oidc'
      ? {
          redirectUri: callbackUrlOf(method, service),
          responseType,
          logoutUrl: logoutUrlOf(method, service),
          postLogoutRedirectUri: signedOutUrlOf(method, service),
          frontchannelLogoutUri: frameUrlOf(method, service),
          backchannelLogoutUri: logoutTokenUrlOf(method, service),
        }
      : {
          acsUrl: acsUrlOf(method, service),
          entityId: entityIdOf(method, service),
          metadataUrl: entityIdOf(method, service),
          sloUrl: sloUrlOf(method, service),
          logoutUrl: logoutUrlOf(method, service),
        }),
    createdAt: new Date(createdAt).toISOString(),
  };
}

function accountsIn(ctx: Context, { accounts }: Service): Account[] {
  const { email } = ctx.query;
  return typeof email === 'string' ? accounts.allOf(email) : accounts.all();
}

/** Every column of the account, its groups, and what SCIM sent. */
const stored = (account: Account, { accounts, scim }: Service): object => {
  const content = scim.users.contentOf(MAIN_TEAM, account.id);
  return {
    ...account,
    createdAt: new Date(account.createdAt).toISOString(),
    groups: accounts.groupsOf(account.id),
    ...(content && { scim: content }),
  };
};

function createAccount(ctx: Context, service: Service): object {
  const { account, groups } = readNewAccount(bodyOf(ctx), service.now());
  const made = service.accounts.create(account, groups);
  if (!made) throw new Refusal('account-taken', `It is "${account.email}".`);
  return stored(made, service);
}

/** The token is in this answer and nowhere else. */
function createToken(ctx: Context, service: Service): object {
  const { team, label, expiresAt } = readNewToken(bodyOf(ctx));
  return { ...service.scim.tokens.create(team, label, service.now(), expiresAt), team, label };
}

const shownToken = ({ createdAt, expiresAt, revokedAt, ...facts }: TokenFacts): object => ({
  ...facts,
  createdAt: new Date(createdAt).toISOString(),
  expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
});

function changeAccount(ctx: Context, service: Service): object {
  const { disabled, ...others } = bodyOf(ctx);
  if (typeof disabled !== 'boolean' || Object.keys(others).length > 0) {
    throw new Refusal('invalid-field', 'Send {"disabled": true} or {"disabled": false}.');
  }
  const { accounts } = service;
  accounts.update(ctx.params.id ?? '', { status: disabled ? 'disabled' : 'active' });
  const account = accounts.byId(ctx.params.id ?? '');
  if (!account) throw new Refusal('account-unknown');
  return stored(account, service);
}
