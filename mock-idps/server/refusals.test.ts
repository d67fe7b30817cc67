import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSettings, PersonaSpec, Vendor } from '../index.ts';
import {
  appOf,
  authnRequest,
  base64,
  Browser,
  messageOf,
  redirectUrl,
  SP,
  started,
  type RequestParts,
  type Started,
} from './browser.fixture.ts';

let run: Started;
beforeAll(async () => {
  run = await started();
});
afterAll(() => run.idps.close());

interface Trial {
  request?: RequestParts;
  settings?: AppSettings;
  persona?: PersonaSpec;
  /** Without a ticket: nobody holds a session. */
  anonymous?: boolean;
}

let count = 0;
async function ask(vendor: Vendor, { request = {}, settings = {}, persona = {}, anonymous = false }: Trial) {
  const key = `${vendor} ${count++}`;
  const serviceProvider = { ...SP, entityId: `${SP.entityId}/${count}`, ...settings.serviceProvider };
  const app = await appOf(run.idps, vendor, { ...settings, serviceProvider }, key);
  const browser = new Browser();
  if (!anonymous) await browser.get(run.idps.arm({ key, app, person: run.idps.person(vendor, persona, key) }).armUrl);
  const shown = await browser.get(
    redirectUrl(app.ssoUrl, authnRequest({ issuer: serviceProvider.entityId, ...request })),
  );
  return { app, shown, last: run.events.at(-1) };
}

const policy = (attributes: string) => `<samlp:NameIDPolicy ${attributes}/>`;
const context = (name: string, comparison = 'exact') =>
  `<samlp:RequestedAuthnContext Comparison="${comparison}"><saml:AuthnContextClassRef>${name}</saml:AuthnContextClassRef></samlp:RequestedAuthnContext>`;
const AC = 'urn:oasis:names:tc:SAML:2.0:ac:classes';
const NAMEID = 'urn:oasis:names:tc:SAML:1.1:nameid-format';

const refused: [Vendor, string, number, Trial][] = [
  ['entra', 'AADSTS700016', 400, { request: { issuer: 'http://unknown.test' } }],
  ['entra', 'AADSTS700016', 400, { request: { issuer: null } }],
  ['entra', 'AADSTS50011', 400, { request: { acsUrl: `${SP.acsUrl}/` } }],
  ['entra', 'AADSTS75005', 400, { request: { id: '1request' } }],
  ['entra', 'AADSTS75005', 400, { request: { id: null } }],
  ['entra', 'AADSTS75005', 400, { request: { version: '1.1' } }],
  ['entra', 'AADSTS75005', 400, { request: { issueInstant: null } }],
  [
    'entra',
    'AADSTS76026',
    400,
    { request: { issueInstant: '2026-11-23T11:00:00Z' }, settings: { switches: { 'entra/request-age': 'evaluated' } } },
  ],
  [
    'entra',
    'AADSTS75008',
    400,
    {
      request: { destination: 'http://elsewhere.test' },
      settings: { switches: { 'entra/request-destination': 'evaluated' } },
    },
  ],
  ['entra', 'AADSTS75016', 400, { request: { inner: policy(`Format="${NAMEID}:X509SubjectName"`) } }],
  [
    'entra',
    'AADSTS900236',
    400,
    { request: { inner: '<saml:Subject><saml:NameID>a@b.test</saml:NameID></saml:Subject>' } },
  ],
  ['entra', 'AADSTS900236', 400, { request: { inner: '<samlp:Scoping ProxyCount="1"/>' } }],
  ['entra', 'AADSTS900235', 400, { request: { inner: context(`${AC}:Password`, 'minimum') } }],
  ['entra', 'AADSTS75011', 400, { request: { inner: context(`${AC}:X509`) } }],
  [
    'entra',
    'AADSTS75011',
    400,
    {
      request: { inner: context(`${AC}:PasswordProtectedTransport`) },
      settings: { switches: { 'entra/sign-in-method': 'x509-multifactor' } },
    },
  ],
  ['entra', 'AADSTS50058', 400, { request: { attributes: ' IsPassive="true"' }, anonymous: true }],
  ['entra', 'AADSTS50105', 400, { persona: { assigned: false } }],
  [
    'entra',
    'AADSTS501241',
    400,
    { persona: { email: 'missing' }, settings: { nameId: { format: 'emailAddress', source: 'email' } } },
  ],
  ['google', 'app_not_configured', 403, { request: { issuer: 'http://unknown.test' } }],
  ['google', 'app_not_enabled_for_user', 403, { persona: { assigned: false } }],
  ['google', 'saml_invalid_user_id_mapping', 400, { persona: { email: 'missing' } }],
  ['google', 'mock:malformed_request', 400, { request: { id: null } }],
  ['okta', 'App Not Assigned', 403, { persona: { assigned: false } }],
  [
    'okta',
    'Bad SAML request',
    400,
    {
      request: { acsUrl: 'http://elsewhere.test/acs' },
      settings: { switches: { 'okta/unregistered-acs': 'refused' } },
    },
  ],
  [
    'okta',
    'Bad SAML request',
    400,
    {
      request: { inner: policy(`Format="${NAMEID}:emailAddress"`) },
      settings: { switches: { 'okta/nameid-policy': 'must-match' } },
    },
  ],
  [
    'okta',
    'mock:empty_subject',
    400,
    { persona: { email: 'missing' }, settings: { nameId: { format: 'emailAddress', source: 'email' } } },
  ],
  ['other', 'mock:unknown_issuer', 400, { request: { issuer: 'http://unknown.test' } }],
  ['other', 'mock:unknown_acs_url', 400, { request: { acsUrl: 'http://elsewhere.test/acs' } }],
  ['other', 'mock:not_assigned', 403, { persona: { assigned: false } }],
  ['other', 'mock:empty_subject', 400, { persona: { email: 'missing' } }],
];

describe('a request that the vendor refuses', () => {
  it.each(refused)('%s shows %s (%i) for %o', async (vendor, code, status, trial) => {
    const { shown, last } = await ask(vendor, trial);
    expect([shown.code, shown.status, shown.forms]).toEqual([code, status, []]);
    expect(last).toMatchObject({
      kind: 'refused',
      vendor,
      code,
      status,
      says: expect.stringMatching(/\. .+\.$/) as string,
    });
    expect(shown.text).toContain('Mock of');
  });
});

const accepted: [Vendor, Trial][] = [
  ['entra', { request: { acsUrl: null } }],
  ['entra', { request: { destination: 'http://elsewhere.test' } }],
  ['entra', { request: { issueInstant: '2020-01-01T00:00:00Z' } }],
  ['entra', { request: { inner: policy(`Format="${NAMEID}:unspecified" AllowCreate="true"`) } }],
  ['entra', { request: { inner: context(`${AC}:PasswordProtectedTransport`) } }],
  [
    'entra',
    {
      request: { inner: context('urn:federation:authentication:windows') },
      settings: { switches: { 'entra/sign-in-method': 'windows' } },
    },
  ],
  [
    'entra',
    {
      request: { inner: policy('SPNameQualifier="x"') },
      settings: { switches: { 'entra/spnamequalifier': 'accepted' } },
    },
  ],
  ['entra', { request: { attributes: ' IsPassive="true"' } }],
  ['entra', { request: { attributes: ' ForceAuthn="true"' } }],
  ['entra', { persona: { email: 'missing' } }],
  ['google', { request: { attributes: ' IsPassive="true"', inner: context(`${AC}:X509`, 'minimum') } }],
  ['google', { request: { acsUrl: null } }],
  ['okta', { request: { issuer: 'http://anything.test', acsUrl: 'http://elsewhere.test/acs' } }],
  ['okta', { request: { inner: policy(`Format="${NAMEID}:emailAddress"`) } }],
  ['other', { request: { acsUrl: null } }],
];

describe('a request that the vendor lets through', () => {
  it.each(accepted)('%s answers %o at the registered address', async (vendor, trial) => {
    const { shown, last } = await ask(vendor, trial);
    expect([shown.code, shown.status]).toEqual([null, 200]);
    expect(shown.forms).toMatchObject([{ action: SP.acsUrl }]);
    expect(last).toMatchObject({ kind: 'emitted', vendor });
  });
});

describe('SPNameQualifier, where the switch lets it through,', () => {
  it('is repeated in the NameID', async () => {
    const settings = { switches: { 'entra/spnamequalifier': 'accepted' } };
    const { shown } = await ask('entra', { request: { inner: policy('SPNameQualifier="the qualifier"') }, settings });
    expect(messageOf(shown)).toContain('<NameID SPNameQualifier="the qualifier"');
  });
});

describe('a failed status instead of a page', () => {
  const statusOf = (xml: string) => [...xml.matchAll(/status:(\w+)/g)].map(([, name]) => name);

  it('is what Google sends to the configured ACS when the request names another: without InResponseTo', async () => {
    const { shown, last } = await ask('google', { request: { acsUrl: 'http://elsewhere.test/acs' } });
    const xml = messageOf(shown);
    expect(shown.forms).toMatchObject([{ action: SP.acsUrl }]);
    expect(statusOf(xml)).toEqual(['Requester', 'RequestDenied']);
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8" standalone="no"\?><saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="http:\/\/127.0.0.1:9\/acs" ID="_[0-9a-f]{20}00c0ffee1234" IssueInstant="2026-11-23T12:00:00.000Z" Version="2.0"><saml2:Issuer /,
    );
    expect(xml).toContain('http://elsewhere.test/acs');
    expect(xml).not.toContain('Assertion ');
    expect(last).toMatchObject({ kind: 'refused', code: 'mock:acs_url_differs', answered: { to: SP.acsUrl, xml } });
  });

  it('comes from Google only once the person is let in', async () => {
    const { shown } = await ask('google', {
      request: { acsUrl: 'http://elsewhere.test/acs' },
      persona: { assigned: false },
    });
    expect(shown.code).toBe('app_not_enabled_for_user');
  });

  it('is what Entra sends for SPNameQualifier', async () => {
    const { shown } = await ask('entra', { request: { inner: policy('SPNameQualifier="x"') } });
    const xml = messageOf(shown);
    expect(statusOf(xml)).toEqual(['Requester', 'RequestUnsupported']);
    expect(xml).toMatch(
      /^<samlp:Response ID="_[0-9a-f-]{36}" Version="2.0" IssueInstant="2026-11-23T12:00:00.000Z" InResponseTo="_request" xmlns:samlp=/,
    );
    expect(xml).toContain('<samlp:StatusMessage>AADSTS75006: ');
    expect(xml).toContain('AADSTS90011');
  });

  it('is what Okta sends for a passive request when the switch says so, and else the sign-in page comes', async () => {
    const passive = { request: { attributes: ' IsPassive="1"' }, anonymous: true };
    const { shown } = await ask('okta', { ...passive, settings: { switches: { 'okta/is-passive': 'no-passive' } } });
    expect(statusOf(messageOf(shown))).toEqual(['Responder', 'NoPassive']);
    expect((await ask('okta', passive)).shown.text).toContain('Who signs in');
  });
});

describe('an application that Google knows by nearly that name', () => {
  it('is not configured for this user when letter case differs', async () => {
    const { shown } = await ask('google', { request: { issuer: `${SP.entityId.toUpperCase()}/${count + 1}` } });
    expect([shown.status, shown.code]).toEqual([403, 'app_not_configured_for_user']);
  });

  it('is not configured for this user when it belongs to another account', async () => {
    const serviceProvider = { ...SP, entityId: 'http://127.0.0.1:9/elsewhere' };
    const here = await appOf(run.idps, 'google');
    await run.idps.app('google', 'elsewhere', { tenant: 'another', settings: { serviceProvider } });
    const shown = await new Browser().get(redirectUrl(here.ssoUrl, authnRequest({ issuer: serviceProvider.entityId })));
    expect([shown.status, shown.code]).toEqual([403, 'app_not_configured_for_user']);
  });
});

describe('an address that leads nowhere', () => {
  const places: [string, string, number, string][] = [
    ['Entra tenant', '/00000000-0000-0000-0000-000000000000/saml2', 400, 'AADSTS90002'],
    ['Google account', '/o/saml2/idp?idpid=C0unknown', 403, 'app_not_configured'],
    ['Google service', '/o/saml2/initsso?idpid=C0unknown&spid=1', 403, 'app_not_configured'],
    ['Okta application', '/app/corp_app_1/exkunknown/sso/saml', 404, 'Page Not Found'],
    ['Okta tile', '/home/corp_app_1/0oaunknown/alnunknown', 404, 'Page Not Found'],
    ['Entra tile', '/api/signin/unknown?tenantId=unknown', 400, 'AADSTS90002'],
    ['plain IdP', '/other/unknown/sso', 404, 'mock:unknown_application'],
  ];
  it.each(places)('%s', async (_name, path, status, code) => {
    const url = new URL(path, run.idps.origin);
    url.searchParams.set(
      'SAMLRequest',
      new URL(redirectUrl('http://x', authnRequest())).searchParams.get('SAMLRequest')!,
    );
    const shown = await new Browser().get(url.href);
    expect([shown.status, shown.code]).toEqual([status, code]);
  });

  it('has a page of the mock’s own where no vendor answers', async () => {
    const shown = await new Browser().get(`${run.idps.origin}/nothing/at/all`);
    expect(shown.status).toBe(404);
    expect(shown.text).toContain('There is nothing here');
  });

  it.each<Vendor>(['entra', 'google', 'okta', 'other'])(
    'ends on an error page where %s has no service provider registered',
    async (vendor) => {
      const app = await run.idps.app(vendor, 'empty', { tenant: 'empty' });
      const shown = await new Browser().get(redirectUrl(app.ssoUrl, authnRequest()));
      expect(shown.code).not.toBeNull();
      expect(shown.forms).toEqual([]);
    },
  );
});

describe('a tile', () => {
  it('leads to the service provider where Entra has a sign-on URL, and the ticket waits for the request', async () => {
    const serviceProvider = { ...SP, entityId: 'http://127.0.0.1:9/tile', startUrl: 'http://127.0.0.1:9/login' };
    const app = await appOf(run.idps, 'entra', { serviceProvider }, 'tile');
    const browser = new Browser();
    const person = run.idps.person('entra', {}, 'tile');
    await browser.get(run.idps.arm({ key: 'tile', app, person }).armUrl);
    const led = await browser.get(app.startUrl);
    expect([led.status, led.headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/login']);
    expect(run.seen('happened').at(-1)).toMatchObject({ what: 'tile' });
    const shown = await browser.get(redirectUrl(app.ssoUrl, authnRequest({ issuer: serviceProvider.entityId })));
    expect(messageOf(shown)).toContain(person.id);
  });

  it('posts with the Start URL as RelayState at Google', async () => {
    const serviceProvider = { ...SP, entityId: 'http://127.0.0.1:9/start', startUrl: 'http://127.0.0.1:9/login' };
    const app = await appOf(run.idps, 'google', { serviceProvider }, 'start');
    const browser = new Browser();
    await browser.get(run.idps.arm({ key: 'start', app, person: run.idps.person('google', {}, 'start') }).armUrl);
    expect((await browser.get(app.startUrl)).forms[0]?.fields.RelayState).toBe('http://127.0.0.1:9/login');
  });
});

describe('a SAMLRequest that cannot be read', () => {
  const codes: [Vendor, string, string][] = [
    ['entra', 'AADSTS750054', 'AADSTS75005'],
    ['google', 'mock:malformed_request', 'mock:malformed_request'],
    ['okta', 'Bad SAML request', 'Bad SAML request'],
    ['other', 'mock:unreadable_request', 'mock:unreadable_request'],
  ];
  const logout = '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a" Version="2.0"/>';
  const doctype = `<!DOCTYPE a [<!ENTITY x "y">]>${authnRequest()}`;
  const texts: [string, (sso: string) => string][] = [
    ['is not base64', (sso) => `${sso}SAMLRequest=%21%21`],
    ['has a plus sign that became a space', (sso) => `${sso}SAMLRequest=ab+cd`],
    ['is not deflated', (sso) => `${sso}SAMLRequest=${encodeURIComponent(base64(authnRequest()))}`],
    ['is not XML', (sso) => redirectUrl(sso, 'hello')],
    ['has a document type', (sso) => redirectUrl(sso, doctype)],
    ['is a LogoutRequest', (sso) => redirectUrl(sso, logout)],
    ['is some other document', (sso) => redirectUrl(sso, '<AuthnRequest ID="_a"/>')],
    ['inflates to more than a megabyte', (sso) => redirectUrl(sso, ' '.repeat(1024 * 1024 + 1))],
    ['comes twice', (sso) => `${redirectUrl(sso, authnRequest())}&SAMLRequest=again`],
  ];

  describe.each(codes)('%s', (vendor, missing, unreadable) => {
    it('says so when there is none', async () => {
      const app = await appOf(run.idps, vendor);
      expect((await new Browser().get(app.ssoUrl)).code).toBe(missing);
      expect(run.seen('request').at(-1)).toMatchObject({ xml: null, fields: null });
    });

    it.each(texts)('says so when it %s', async (what, url) => {
      const app = await appOf(run.idps, vendor);
      const sso = app.ssoUrl.includes('?') ? `${app.ssoUrl}&` : `${app.ssoUrl}?`;
      const shown = await new Browser().get(url(sso));
      // Entra takes LogoutRequests at the same address, and this one is nobody's.
      const ofNobody = vendor === 'entra' && what === 'is a LogoutRequest' ? 'AADSTS700016' : unreadable;
      expect([shown.code, shown.forms]).toEqual([ofNobody, []]);
    });

    it('says so when the posted form is larger than a megabyte', async () => {
      const app = await appOf(run.idps, vendor);
      const browser = new Browser();
      const bounced = await browser.post(app.ssoUrl, { SAMLRequest: 'A'.repeat(1024 * 1024 + 1) });
      const shown = await browser.get(run.idps.origin + bounced.headers.get('location'));
      expect(shown.code).toBe(unreadable);
    });
  });
});
