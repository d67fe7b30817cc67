import { describe, expect, it } from 'vitest';
import type { App, Idps } from '../mock-idps/index.ts';
import { Methods, type MethodSpec } from './methods.ts';
import type { Redactor } from './redactor.ts';
import type { MethodAnswer, NewMethod, RunningTarget, Target } from './targets/target.ts';

const app = {
  vendor: 'entra',
  entityId: 'http://idp.test/saml',
  metadataUrl: 'http://idp.test/metadata',
  metadata: () => '<EntityDescriptor/>',
  ssoUrl: 'http://idp.test/sso',
  sloUrl: 'http://idp.test/slo',
  certificate: 'PEM',
  clientId: 'client',
  clientSecret: 'secret',
  openid: { issuer: 'http://idp.test/v2.0' },
  configure: () => undefined,
} as unknown as App;

const usual = {
  vendor: 'entra',
  jit: true,
  domains: [],
  idpInitiated: false,
  encryption: false,
  signRequests: false,
  responseType: 'code',
} as const;

/** What the application is told when a method is made over that protocol. It refuses. */
async function toldOver(protocol: MethodSpec['protocol'], registered = app): Promise<NewMethod | undefined> {
  let told: NewMethod | undefined;
  const create = (method: NewMethod) => {
    told = method;
    return Promise.resolve({ id: null, facts: { accepted: false } } as MethodAnswer);
  };
  const target = { lacks: new Map(), idpApp: {} } as unknown as Target;
  const running = { methods: { create }, openId: null } as unknown as RunningTarget;
  const redactor = { secret: () => undefined } as unknown as Redactor;
  await new Methods(target, running, {} as Idps, redactor).create(registered, 'key', { ...usual, protocol });
  return told;
}

describe('what an application is told of the IdP', () => {
  it('is all of SAML where the method is over SAML', async () => {
    expect(await toldOver('saml')).toMatchObject({
      issuer: 'http://idp.test/saml',
      metadataUrl: 'http://idp.test/metadata',
      metadataXml: '<EntityDescriptor/>',
      ssoUrl: 'http://idp.test/sso',
      sloUrl: 'http://idp.test/slo',
      certificate: 'PEM',
    });
  });

  it('is the issuer, and nothing of SAML, where it is over OpenID Connect', async () => {
    expect(await toldOver('oidc')).toMatchObject({
      issuer: 'http://idp.test/v2.0',
      metadataUrl: '',
      metadataXml: '',
      ssoUrl: '',
      sloUrl: null,
      certificate: '',
      clientId: 'client',
    });
  });
});
