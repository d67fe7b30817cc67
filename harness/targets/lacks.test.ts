import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { referenceTarget } from './reference.ts';
import { load, methodsFile, start, startedFile, whoAmI } from './target-file.fixture.ts';
import type { TargetFile } from './target.gen.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-target-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what a target file leaves out of what it describes otherwise', () => {
  const accountsAdmin = { create: { method: 'POST' as const, url: 'http://127.0.0.1:8080/accounts', body: {} } };

  test('is nothing of what it does not describe at all', async () => {
    expect([...(await load(folder, startedFile)).undescribed]).toEqual([]);
  });

  test('is every act, the ordinary login, and what cannot be chosen', async () => {
    expect([...(await load(folder, { ...methodsFile, accountsAdmin })).undescribed]).toEqual([
      'ssoMethods.reject',
      'ssoMethods.disable',
      'ssoMethods.enable',
      'ssoMethods.show',
      'ssoMethods.update',
      'ssoMethods.create.loginUrl',
      'ssoMethods.create.jitLoginUrl',
      '{jit} in ssoMethods.create',
      '{disabled} in accountsAdmin.create',
    ]);
  });

  test('is OpenID Connect where nothing says where it is taken', async () => {
    const { ssoMethods } = methodsFile;
    const create = { ...ssoMethods!.create, redirectUri: '/redirectUri' };
    const describes = async (file: TargetFile) => (await load(folder, file)).describesOpenId;
    expect([await describes(methodsFile), await describes({ ...methodsFile, ssoMethods: { create } })]).toEqual([
      false,
      true,
    ]);
    expect(referenceTarget().describesOpenId).toBe(true);
  });

  test('is nothing of the embedded service provider', () => {
    expect([...referenceTarget().undescribed]).toEqual([]);
  });

  test('is JIT itself where no method shows its URL', async () => {
    const { ssoMethods, ...file } = methodsFile;
    const create = { ...ssoMethods!.create, jitLoginUrl: '/url' };
    expect((await load(folder, methodsFile)).lacks.get('jit')).toContain('ssoMethods.create.jitLoginUrl');
    expect((await load(folder, { ...file, ssoMethods: { create } })).lacks.has('jit')).toBe(false);
  });
});

describe('what a target lacks', () => {
  test('is what its file says, and what it does not describe', async () => {
    const { lacks } = await load(folder, {
      ...startedFile,
      lacks: { jit: 'It makes no accounts.', restart: 'It takes an hour.' },
    });
    expect([...lacks.keys()].sort()).toEqual([
      'accounts', 'approved-domains', 'back-channel-logout', 'encryption', 'existing-users', 'front-channel', 'front-channel-logout', 'groups',
      'idp-initiated', 'idp-metadata', 'jit', 'oidc', 'restart', 'rp-initiated-logout', 'scim', 'scim-client-credentials', 'scim-federated-identity', 'scim-groups', 'signed-requests', 'single-logout',
      'sp-metadata', 'sso-methods',
    ]); // prettier-ignore
    expect(lacks.get('jit')).toBe('It makes no accounts.');
    expect(lacks.get('restart')).toBe('It takes an hour.');
    expect(lacks.get('existing-users')).toBe('The target file does not describe it (accountsAdmin.create).');
  });

  test('is nothing where everything is described', async () => {
    const described: TargetFile = {
      ssoMethods: { create: { ...methodsFile.ssoMethods!.create, jitLoginUrl: '/jitLoginUrl' } },
      name: 'described',
      start,
      sso: {
        saml: {
          idpInitiated: true,
          encryptionCertificateFile: 'e.pem',
          signingCertificateFile: 's.pem',
          sloUrl: 'http://127.0.0.1:8080/slo',
          metadataUrl: 'http://127.0.0.1:8080/metadata',
        },
        oidc: {
          loginUrl: 'http://127.0.0.1:8080/login',
          redirectUri: 'http://127.0.0.1:8080/callback',
          logoutUrl: 'http://127.0.0.1:8080/logout',
          frontchannelLogoutUri: 'http://127.0.0.1:8080/frame',
          backchannelLogoutUri: 'http://127.0.0.1:8080/back-channel',
          responseType: 'id_token',
        },
      },
      scim: { baseUrl: 'http://127.0.0.1:8080/scim', token: 'a-token' },
      accountsAdmin: { create: { method: 'POST', url: 'http://127.0.0.1:8080/accounts' } },
      observe: {
        whoAmI,
        account: { url: 'http://127.0.0.1:8080/a?email={email}', email: '/email', groups: '/groups' },
      },
    };
    // How else a client comes by a token cannot be described yet.
    const { lacks } = await load(folder, described);
    expect([...lacks.keys()]).toEqual(['scim-client-credentials', 'scim-federated-identity']);
  });

  test('is neither signed requests nor metadata where SSO methods can be asked for them', async () => {
    const { create } = methodsFile.ssoMethods!;
    const asked = { ...create, body: { ...create.body, sign: '{signRequests}' }, metadataUrl: '/metadataUrl' };
    const { lacks } = await load(folder, { ...methodsFile, ssoMethods: { create: asked } });
    expect([lacks.has('signed-requests'), lacks.has('sp-metadata')]).toEqual([false, false]);
  });

  test('the embedded service provider speaks all three protocols', () => {
    const { lacks, kind, defect, fixedMethod, idps } = referenceTarget('some-defect');
    expect({ kind, defect, fixedMethod, idps }).toEqual({
      kind: 'reference',
      defect: 'some-defect',
      fixedMethod: false,
      idps: ['entra', 'google', 'okta', 'other'],
    });
    expect(lacks.has('sso-methods')).toBe(false);
    expect([lacks.has('oidc'), lacks.has('scim')]).toEqual([false, false]);
  });
});
