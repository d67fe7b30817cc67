import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Redactor } from '../redactor.ts';
import { freePort } from './free-port.ts';
import { samlOf } from './target-file.ts';
import {
  create,
  load,
  methodsFile,
  runningFile,
  saml,
  start,
  startedFile,
  whoAmI,
  write,
} from './target-file.fixture.ts';
import type { StartContext } from './target.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-target-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe('a target that is started', () => {
  test('knows one IdP at a time, and one fixed method', async () => {
    expect(await load(folder, startedFile)).toMatchObject({
      name: 'started',
      kind: 'file',
      file: join(folder, 'target.yaml'),
      idps: ['entra', 'google', 'okta'],
      oneIdpAtATime: true,
      fixedMethod: true,
      idpInitiated: false,
      domain: 'corp.test',
      idpApp: { nameId: { format: 'emailAddress', source: 'email' } },
    });
  });

  test('gets the addresses of the IdP, and files with its metadata and certificate', async () => {
    await writeFile(
      join(folder, 'app.mjs'),
      `import { writeFileSync } from 'node:fs';
       import { createServer } from 'node:http';
       writeFileSync('env.json', JSON.stringify(process.env));
       createServer((request, response) => response.end('{}')).listen(Number(process.env.PORT), '127.0.0.1');`,
    );
    vi.stubEnv('JITMUS_TEST_TOKEN', 'token-from-outside');
    const env = {
      PORT: '${port}',
      ID: '${idp.id}',
      ENTITY: '${idp.saml.entityId}',
      SSO: '${idp.saml.ssoUrl}',
      SLO: '${idp.saml.sloUrl}',
      METADATA_URL: '${idp.saml.metadataUrl}',
      METADATA: '${idp.saml.metadataFile}',
      CERTIFICATE: '${idp.saml.certificateFile}',
      ISSUER: '${idp.oidc.issuer}',
      CLIENT_ID: '${idp.oidc.clientId}',
      CLIENT_SECRET: '${idp.oidc.clientSecret}',
      PROXY: '${idp.proxy.url}',
      NO_AUTHORITY: '${idp.tls.caFile}',
      TOKEN: '${env.JITMUS_TEST_TOKEN}',
    };
    const target = await load(folder, {
      ...startedFile,
      start: { ...start, command: [process.execPath, 'app.mjs'], env },
    });
    const redactor = new Redactor();
    const running = await target.start({ ...context(redactor), proxyUrl: 'http://127.0.0.1:4701' });
    try {
      const got = JSON.parse(await readFile(join(folder, 'env.json'), 'utf8')) as Record<string, string>;
      expect(got).toMatchObject({
        ID: 'okta',
        ENTITY: 'http://www.okta.com/exk1',
        SSO: 'http://localhost:4700/sso',
        SLO: '',
        METADATA_URL: 'http://localhost:4700/metadata',
        ISSUER: 'http://localhost:4700/corp.okta.com',
        CLIENT_ID: '0oa1',
        CLIENT_SECRET: 'a secret',
        PROXY: 'http://127.0.0.1:4701',
        NO_AUTHORITY: '',
        TOKEN: 'token-from-outside',
      });
      expect(await readFile(got.METADATA ?? '', 'utf8')).toBe('<EntityDescriptor/>');
      expect(await readFile(got.CERTIFICATE ?? '', 'utf8')).toBe('PEM');
      expect(running.fixed).toEqual({ ...saml, sloUrl: null, logoutUrl: null });
      expect(redactor.text(`127.0.0.1:${got.PORT} localhost:${got.PORT} token-from-outside`)).toBe(
        '127.0.0.1:{target} localhost:{target} «secret»',
      );
    } finally {
      await running.stop();
    }
  });
});

function context(redactor: Redactor): StartContext {
  const at = 'http://localhost:4700';
  const addresses = {
    entityId: 'http://www.okta.com/exk1',
    ssoUrl: `${at}/sso`,
    sloUrl: null,
    metadataUrl: `${at}/metadata`,
  };
  return {
    redactor,
    scratch: join(folder, 'scratch'),
    idp: {
      id: 'okta',
      ...addresses,
      metadata: '<EntityDescriptor/>',
      certificate: 'PEM',
      openid: { issuer: `${at}/corp.okta.com`, clientId: '0oa1', clientSecret: 'a secret' },
    },
  };
}

describe('a target that is running already', () => {
  test('trusts one IdP, always at the same address', async () => {
    const target = await load(folder, {
      ...runningFile,
      mockIdps: { listen: 'localhost:4700', publicUrl: 'http://idp.localhost:4700/', keys: 'keys' },
      people: { domain: 'example.test' },
    });
    expect(target).toMatchObject({
      idps: ['okta'],
      oneIdpAtATime: false,
      fixedMethod: true,
      domain: 'example.test',
      mockIdps: {
        listen: { host: 'localhost', port: 4700 },
        publicUrl: 'http://idp.localhost:4700',
        keys: join(folder, 'keys'),
      },
    });
  });

  test("reaches the vendors' hosts through one proxy, whose address has to be known before", async () => {
    const mockIdps = { listen: 'localhost:4700', proxy: '127.0.0.1:4701' };
    const named = await load(folder, { ...runningFile, mockIdps });
    expect(named.mockIdps?.proxy).toEqual({ host: '127.0.0.1', port: 4701 });
    const unnamed = await load(folder, runningFile);
    const impersonating = { ...context(new Redactor()), proxyUrl: 'http://127.0.0.1:1' };
    await expect(unnamed.start(impersonating)).rejects.toMatchObject({ code: 'TARGET_MOCK_ADDRESS' });
  });

  test('is not started, so it must be there', async () => {
    const url = `http://127.0.0.1:${await freePort()}/me`;
    const target = await load(folder, { ...runningFile, observe: { whoAmI: { ...whoAmI, url } } });
    await expect(target.start(context(new Redactor()))).rejects.toMatchObject({ code: 'TARGET_UNREACHABLE', at: url });
  });
});

describe('a target with an admin API', () => {
  test('takes several IdPs at once: those that it has words for', async () => {
    expect(await load(folder, methodsFile)).toMatchObject({
      idps: ['entra', 'google', 'okta'],
      oneIdpAtATime: false,
      fixedMethod: false,
    });
    const words = { ...methodsFile, ssoMethods: { create, idpTypes: { okta: 'OKTA', other: 'ADFS' } } };
    expect((await load(folder, words)).idps).toEqual(['okta', 'other']);
    expect((await load(folder, { ...words, idps: ['okta'] })).idps).toEqual(['okta']);
  });

  test('is set up at the IdPs as its file says', async () => {
    const idpApp = {
      nameId: { format: 'unspecified', source: 'upn' },
      sign: 'response',
      groups: { send: 'security' },
      attributes: { mail: 'email' },
    } as const;
    const target = await load(folder, { ...methodsFile, sso: { saml: { idpInitiated: true, idpApp } } });
    expect(target.idpInitiated).toBe(true);
    expect(target.idpApp).toEqual({ ...idpApp, groups: { claim: 'vendor-default', send: 'security' } });
    const none = await load(folder, { ...methodsFile, sso: { saml: { idpApp: { groups: 'none' } } } });
    expect(none.idpApp).toEqual({ nameId: { format: 'emailAddress', source: 'email' } });
  });
});

describe('the service provider by itself, for "jitmus idp"', () => {
  test('with what the environment says', async () => {
    vi.stubEnv('JITMUS_TEST_BASE', 'http://127.0.0.1:8080');
    const file = await write(folder, {
      ...runningFile,
      sso: { saml: { ...saml, acsUrl: '${env.JITMUS_TEST_BASE}/acs' } },
    });
    expect(await samlOf(file)).toEqual({ entityId: 'urn:sp', acsUrl: 'http://127.0.0.1:8080/acs' });
  });

  test('nothing where the application tells only when asked', async () => {
    expect(await samlOf(await write(folder, methodsFile))).toBeNull();
  });
});
