import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { JitmusError } from '../errors.ts';
import { create, load, methodsFile, problems, saml, start, whoAmI } from './target-file.fixture.ts';
import type { TargetFile } from './target.gen.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jitmus-target-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('what is wrong with a target file', () => {
  const broken = (more: Partial<TargetFile>) => stringify({ ...methodsFile, ...more });
  const line = (text: string, word: string) => {
    const lines = text.split('\n');
    const index = lines.findIndex((each) => each.includes(word));
    return `:${index + 1}:${(lines[index]?.search(/[^\s-]/) ?? 0) + 1}`;
  };

  test.each<[string, string, string, [string, string][]]>([
    [
      'an unknown key',
      broken({ obsrve: {} } as Partial<TargetFile>),
      'obsrve',
      [['TARGET_INVALID', 'Unknown key "obsrve".']],
    ],
    [
      'an unknown capability',
      broken({ lacks: { grups: 'none here' } }),
      'grups',
      [['TARGET_INVALID', 'There is no capability "grups".']],
    ],
    [
      'an unknown variable',
      broken({ lacks: { jit: '${idp.saml.slourl}' } }),
      'slourl',
      [['TARGET_INVALID', 'There is no variable ${idp.saml.slourl}.']],
    ],
    [
      'a variable without a value here',
      broken({ lacks: { jit: '${idp.saml.sloUrl}' } }),
      'sloUrl',
      [['TARGET_INVALID', '${idp.saml.sloUrl} has no value here.']],
    ],
    [
      'a port without a start',
      broken({ lacks: { jit: '${port}' } }),
      '${port}',
      [['TARGET_INVALID', '${port} has no value here.']],
    ],
    [
      'a missing variable of the environment',
      broken({ lacks: { jit: '${env.JITMUS_TEST_NOTHING}' } }),
      'JITMUS_TEST',
      [['TARGET_ENV_MISSING', 'The environment has no JITMUS_TEST_NOTHING.']],
    ],
    [
      'an unknown placeholder of a method',
      broken({ ssoMethods: { create: { ...create, body: { a: '{domain}' } } } }),
      'a: "{domain}"',
      [['TARGET_INVALID', 'There is no placeholder "{domain}" here.']],
    ],
    [
      'an unknown placeholder of an account',
      broken({ accountsAdmin: { create: { method: 'POST', url: 'http://127.0.0.1:8080/{mail}' } } }),
      '{mail}',
      [['TARGET_INVALID', 'There is no placeholder "{mail}" here.']],
    ],
    [
      'an unknown placeholder of a command',
      broken({ observe: { whoAmI, account: { command: ['psql', '{name}'], email: '/email' } } }),
      '{name}',
      [['TARGET_INVALID', 'There is no placeholder "{name}" here.']],
    ],
    [
      'a host elsewhere',
      broken({ observe: { whoAmI: { ...whoAmI, url: 'https://app.example/me' } } }),
      'app.example',
      [['TARGET_OFF_LOOPBACK', 'app.example is not this machine.']],
    ],
    [
      'no address',
      broken({ scim: { baseUrl: '/scim', token: 'x' } }),
      'baseUrl',
      [['TARGET_INVALID', '"/scim" is not an http or https address.']],
    ],
    [
      'an account from nowhere',
      broken({ observe: { whoAmI, account: { email: '/email' } } }),
      'account:',
      [['TARGET_INVALID', '"url" or "command" is missing in "observe.account".']],
    ],
  ])('%s', async (_, text, word, expected) => {
    const place = line(text, word);
    expect(await problems(folder, text)).toEqual(expected.map(([code, message]) => [code, place, message]));
  });

  test.each<[string, TargetFile, [string, string, string][]]>([
    [
      'nobody can tell who is signed in',
      { ...methodsFile, observe: undefined },
      [['TARGET_INVALID', ':1:1', '"observe" is missing.']],
    ],
    [
      'no name',
      { ...methodsFile, name: undefined } as unknown as TargetFile,
      [['TARGET_INVALID', ':1:1', '"name" is missing.']],
    ],
    [
      'half a service provider',
      { name: 'a', observe: { whoAmI }, start, sso: { saml: { acsUrl: saml.acsUrl } } },
      [
        ['TARGET_INVALID', ':13:3', '"sso.saml.entityId" is missing.'],
        ['TARGET_INVALID', ':13:3', '"sso.saml.loginUrl" is missing.'],
      ],
    ],
    [
      'methods of which nobody says what to register at the IdPs',
      { name: 'a', observe: { whoAmI }, ssoMethods: { create: { method: 'POST', url: create.url, id: '/id' } } },
      [
        ['TARGET_INVALID', ':7:3', '"ssoMethods.create.entityId" is missing.'],
        ['TARGET_INVALID', ':7:3', '"ssoMethods.create.acsUrl" is missing.'],
      ],
    ],
    [
      'several IdPs of a target that is running already',
      { name: 'a', idps: ['okta', 'entra'], mockIdps: { listen: 'localhost:1' }, sso: { saml }, observe: { whoAmI } },
      [
        [
          'TARGET_ONE_IDP',
          ':2:1',
          'An application that is running already, and cannot be given SSO methods, has one IdP.',
        ],
      ],
    ],
    [
      'an IdP without an address of its own',
      { name: 'a', idps: ['okta'], sso: { saml }, observe: { whoAmI } },
      [
        [
          'TARGET_MOCK_ADDRESS',
          ':1:1',
          'An application that is running already trusts one address: mockIdps.listen is missing.',
        ],
      ],
    ],
  ])('%s', async (_, target, expected) => {
    expect(await problems(folder, target)).toEqual(expected);
  });

  test('everything is told at once', async () => {
    const all = await problems(folder, {
      name: 'a',
      lacks: { jt: 'x' },
      sso: { saml: { acsUrl: 'https://one.example/acs', sloUrl: 'https://two.example/slo' } },
      observe: { whoAmI: { url: 'ftp://127.0.0.1/', email: '' }, groups: { name: '/name' } },
    });
    expect(all.map(([code, , message]) => `${code} ${message}`)).toEqual([
      'TARGET_INVALID "sso.saml.entityId" is missing.',
      'TARGET_INVALID "sso.saml.loginUrl" is missing.',
      'TARGET_MOCK_ADDRESS An application that is running already trusts one address: mockIdps.listen is missing.',
      'TARGET_ONE_IDP An application that is running already, and cannot be given SSO methods, has one IdP.',
      'TARGET_INVALID "url" or "command" is missing in "observe.groups".',
      'TARGET_OFF_LOOPBACK one.example is not this machine.',
      'TARGET_OFF_LOOPBACK two.example is not this machine.',
      'TARGET_INVALID "ftp://127.0.0.1/" is not an http or https address.',
      'TARGET_INVALID There is no capability "jt".',
    ]);
  });

  test('every address is looked at, and none that is only written down', async () => {
    const away = 'https://away.example/x';
    const call = { method: 'POST' as const, url: away };
    const all = await problems(folder, {
      name: 'a',
      start: { command: ['x'], ready: { url: away } },
      sso: {
        saml: { acsUrl: away, loginUrl: away, sloUrl: away, metadataUrl: away },
        oidc: { loginUrl: away, redirectUri: away },
      },
      scim: { baseUrl: away, token: 'x' },
      observe: {
        whoAmI: { url: away, email: '/email' },
        account: { url: away, email: '/email' },
        accounts: { url: away },
        groups: { url: away, name: '/name' },
        reset: call,
      },
      ssoMethods: {
        create: { ...create, url: away, body: { url: away } },
        verify: call,
        reject: call,
        disable: call,
        enable: call,
        show: call,
        update: call,
      },
      accountsAdmin: { create: { ...call, body: { loginUrl: 'nothing of ours' } } },
    });
    expect(all.map(([code]) => code)).toEqual(Array.from({ length: 21 }, () => 'TARGET_OFF_LOOPBACK'));
    expect(new Set(all.map(([, at]) => at)).size).toBe(21);
  });

  test('a host that is named may be contacted', async () => {
    const staging = {
      ...methodsFile,
      allowHosts: ['App.example'],
      observe: { whoAmI: { ...whoAmI, url: 'https://app.example/me' } },
    };
    expect((await load(folder, staging)).name).toBe('methods');
  });

  test('what to do about it', async () => {
    const error = (await load(folder, { ...methodsFile, lacks: { jitt: 'x' } }).catch(
      (caught: unknown) => caught,
    )) as JitmusError;
    expect(error.describe()).toBe(
      `TARGET_INVALID  ${join(folder, 'target.yaml')}:18:3  There is no capability "jitt".\n  Did you mean "jit"?`,
    );
  });
});
