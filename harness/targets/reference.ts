import { randomBytes } from 'node:crypto';
import { packageRoot } from '../package-root.ts';
import { targetOf } from './target-file.ts';
import type { Target } from './target.ts';
import type { StartedProcess } from './process.ts';
import type { Start, TargetFile } from './target.gen.ts';

const origin = (defect: string | undefined) => ({
  kind: 'reference' as const,
  ...(defect ? { defect } : {}),
  folder: packageRoot,
  at: () => 'the reference service provider',
});

/** The embedded service provider, reached in the same way as everybody's application: through a target file. */
export function referenceTarget(defect?: string): Target {
  return targetOf(referenceFile(defect), origin(defect));
}

/** The same within this process, where many are started one after the other: all but the start is the same. */
export function referenceWithin(defect?: string): Target {
  return targetOf(referenceFile(defect), { ...origin(defect), launcher: (start) => startWithin(start, defect) });
}

async function startWithin({ command, env, ready }: Start, defect: string | undefined): Promise<StartedProcess> {
  const { startReferenceSp } = await import('../reference-sp/index.ts');
  const { JITMUS_SP_OWNER_TOKEN: owner = '', JITMUS_SP_VALIDATION_TOKEN: validation = '' } = env ?? {};
  const { JITMUS_SP_SCIM_TOKEN: own = '', JITMUS_SP_SCIM_OTHER_TEAM_TOKEN: otherTeam = '' } = env ?? {};
  const { JITMUS_SP_SCIM_REVOKED_TOKEN: revoked = '', JITMUS_SP_SCIM_EXPIRED_TOKEN: expired = '' } = env ?? {};
  const sp = await startReferenceSp({
    port: Number(new URL(ready.url).port),
    database: command[command.indexOf('--database') + 1] ?? '',
    tokens: { owner, validation },
    scimTokens: { own, otherTeam, revoked, expired },
    ...(defect ? { defects: [defect] } : {}),
  });
  return {
    gone: () => null,
    lastWords: () => Promise.resolve(),
    output: () => '',
    stop: () => sp.close(),
  };
}

const newToken = () => randomBytes(18).toString('base64url');

function referenceFile(defect: string | undefined): TargetFile {
  const base = 'http://127.0.0.1:${port}';
  const [owner, validation, token, otherTeamToken, revokedToken, expiredToken] = [
    newToken(),
    newToken(),
    newToken(),
    newToken(),
    newToken(),
    newToken(),
  ];
  const asOwner = { authorization: `Bearer ${owner}` };
  const asValidation = { authorization: `Bearer ${validation}` };
  const method = `${base}/admin/sso-methods/{id}`;
  return {
    name: 'reference SP',
    start: {
      command: [
        process.execPath,
        `${packageRoot}dist/jitmus.js`,
        'sp',
        '--port',
        '${port}',
        '--quiet',
        // What was used and asked for outlives a restart.
        '--database',
        '${scratch}/reference-sp.db',
        ...(defect ? ['--defect', defect] : []),
      ],
      env: {
        JITMUS_SP_OWNER_TOKEN: owner,
        JITMUS_SP_VALIDATION_TOKEN: validation,
        JITMUS_SP_PARENT: String(process.pid),
        JITMUS_SP_SCIM_TOKEN: token,
        JITMUS_SP_SCIM_OTHER_TEAM_TOKEN: otherTeamToken,
        JITMUS_SP_SCIM_REVOKED_TOKEN: revokedToken,
        JITMUS_SP_SCIM_EXPIRED_TOKEN: expiredToken,
        NODE_EXTRA_CA_CERTS: '${idp.tls.caFile}',
        HTTPS_PROXY: '${idp.proxy.url}',
        NO_PROXY: '',
      },
      ready: { url: `${base}/healthz` },
    },
    sso: { saml: { idpInitiated: false } },
    scim: { baseUrl: `${base}/scim/v2`, token, otherTeamToken, revokedToken, expiredToken },
    observe: {
      whoAmI: { url: `${base}/me`, email: '/email' },
      account: {
        url: `${base}/admin/accounts?email={email}`,
        headers: asOwner,
        item: '/0',
        email: '/email',
        groups: '/groups',
        complete: true,
      },
      accounts: {
        url: `${base}/admin/accounts`,
        headers: asOwner,
        items: '',
        email: '/email',
        groups: '/groups',
        complete: true,
      },
      groups: { url: `${base}/admin/groups?fields=name&among={groups}`, headers: asOwner, items: '', name: '/name' },
      reset: { method: 'POST', url: `${base}/admin/reset`, headers: asOwner },
    },
    ssoMethods: {
      create: {
        method: 'POST',
        url: `${base}/admin/sso-methods`,
        headers: asOwner,
        body: {
          name: '{name}',
          idpType: '{idp}',
          protocol: '{protocol}',
          jit: '{jit}',
          domains: '{domains}',
          signRequests: '{signRequests}',
          responseType: '{responseType}',
          metadataUrl: '{metadataUrl}',
          issuer: '{issuer}',
          clientId: '{clientId}',
          clientSecret: '{clientSecret}',
          idpInitiated: '{idpInitiated}',
          encryption: '{encryption}',
        },
        id: '/id',
        jitLoginUrl: '/jitLoginUrl',
        loginUrl: '/loginUrl',
        acsUrl: '/acsUrl',
        entityId: '/entityId',
        redirectUri: '/redirectUri',
        postLogoutRedirectUri: '/postLogoutRedirectUri',
        frontchannelLogoutUri: '/frontchannelLogoutUri',
        backchannelLogoutUri: '/backchannelLogoutUri',
        encryptionCertificate: '/encryptionCertificate',
        metadataUrl: '/metadataUrl',
        sloUrl: '/sloUrl',
        logoutUrl: '/logoutUrl',
      },
      show: { method: 'GET', url: method },
      update: { method: 'PATCH', url: method, body: { jit: '{jit}' } },
      verify: { method: 'POST', url: `${method}/verify`, headers: asValidation },
      reject: { method: 'POST', url: `${method}/reject`, headers: asValidation },
      disable: { method: 'POST', url: `${method}/disable` },
      enable: { method: 'POST', url: `${method}/enable` },
      idpTypes: { entra: 'entra', google: 'google', okta: 'okta', other: 'adfs' },
    },
    accountsAdmin: {
      create: {
        method: 'POST',
        url: `${base}/admin/accounts`,
        headers: asOwner,
        body: { email: '{email}', name: '{name}', role: '{role}', groups: '{groups}', disabled: '{disabled}' },
      },
    },
  };
}
