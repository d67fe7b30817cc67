import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openApi } from './api.fixture.ts';
import { runTarget } from './running-target.ts';
import { load, problems } from './target-file.fixture.ts';
import type { TargetFile } from './target.gen.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-scim-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const baseUrl = 'http://127.0.0.1:8080/scim/v2';
const scimFile = (more: Partial<NonNullable<TargetFile['scim']>> = {}): TargetFile => ({
  name: 'provisioned',
  scim: { baseUrl, token: 'the-token', ...more },
});

describe('an application that is provisioned, and nothing else', () => {
  test('needs no IdP, and no witness of who is signed in', async () => {
    const target = await load(folder, scimFile());
    expect([...target.lacks.keys()]).toEqual(expect.arrayContaining(['saml', 'oidc', 'accounts']));
    expect(target.lacks.has('scim')).toBe(false);
    expect(target.oneIdpAtATime).toBe(false);
  });

  test('is found running at its base URL', async () => {
    const api = await openApi({ 'GET /scim/v2': { status: 404 } });
    const running = await runTarget(scimFile({ baseUrl: `${api.url}/scim/v2/` }), folder);
    expect(running.scim).toEqual({
      baseUrl: `${api.url}/scim/v2`,
      token: 'the-token',
      otherTeamToken: null,
      revokedToken: null,
      expiredToken: null,
    });
    expect(await running.gone()).toBe(null);
    await running.stop();
    await api.close();
    await expect(runTarget(scimFile({ baseUrl: `${api.url}/scim/v2` }), folder)).rejects.toMatchObject({
      code: 'TARGET_UNREACHABLE',
      at: `${api.url}/scim/v2`,
    });
  });

  test('has a witness as soon as people sign in to it', async () => {
    const saml = { entityId: 'urn:sp', acsUrl: baseUrl, loginUrl: baseUrl };
    const both: TargetFile = { ...scimFile(), idps: ['okta'], mockIdps: { listen: 'localhost:1' }, sso: { saml } };
    expect((await problems(folder, both)).map(([code, , says]) => `${code} ${says}`)).toEqual([
      'TARGET_INVALID "observe" is missing.',
    ]);
  });
});

describe('what is wrong with it', () => {
  test.each<[string, Partial<NonNullable<TargetFile['scim']>>, string[]]>([
    ['a line break', { token: 'one\ntwo' }, ['"scim.token" holds white space or a character that no header takes.']],
    ['the scheme', { token: 'Bearer abc' }, ['"scim.token" holds white space or a character that no header takes.']],
    ['nothing', { revokedToken: '' }, ['"scim.revokedToken" is empty.']],
    ['the same token', { otherTeamToken: 'the-token' }, ['"scim.otherTeamToken" is the token itself.']],
    ['a query', { baseUrl: `${baseUrl}?aadOptscim062020` }, ['The base URL has a query or a fragment.']],
    ['a host elsewhere', { baseUrl: 'https://away.example/scim' }, ['away.example is not this machine.']],
  ])('%s', async (_, more, says) => {
    expect((await problems(folder, scimFile(more))).map(([, , message]) => message)).toEqual(says);
  });
});
