import { X509Certificate } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defects, parseDefects, type DefectId } from './defects.ts';
import { HOME_MADE_DEFECTS } from './home-made-verifier.ts';
import { startReferenceSp } from './index.ts';
import {
  assertionForgeries,
  groupsSmuggledIn,
  otherForgeries,
  responseForgeries,
  VICTIM,
  type Forgery,
} from './test-forgeries.ts';
import { byEntity, naming, otherForms, victimForgeries } from './test-signature-forgeries.ts';
import {
  assertionXml,
  faithful,
  GROUPS,
  GROUPS_LINK,
  makeKey,
  makeLookalike,
  metadataXml,
  OBJECT_ID,
  respond,
  responseXml,
  sign,
  type ResponseSettings,
  type Shape,
} from './test-idp.ts';
import { encrypted, encryptedMethod } from './test-encryption.ts';
import { openIdForgeries } from './test-openid-forgeries.ts';
import { startOpenIdIdp } from './test-openid.ts';
import { openIdLogoutMistakes } from './test-openid-logout.ts';
import { answerTo, bring, idIn, logoutOf, messageIn, signedIn, type LogoutSettings } from './test-logout.ts';
import {
  deliver,
  requestIdIn,
  requestIn,
  startWorld,
  TOKENS,
  whoIs,
  type TestMethod,
  type World,
} from './test-world.ts';

/** Whether the bad thing happens. */
type Demonstration = (world: World) => Promise<boolean>;

const HOUR = 3_600_000;
const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
const ADA = 'ada@corp.test';

const makeAccount = (world: World, body: object) => world.api('POST', '/admin/accounts', { email: ADA, ...body });
const signsIn =
  (change: (world: World, method: TestMethod) => Partial<ResponseSettings>): Demonstration =>
  async (world) => {
    const method = await world.verifiedMethod();
    const outcome = await world.signIn(method, ADA, { settings: change(world, method) });
    return outcome.email === ADA;
  };
const letsVictimIn =
  (forgery: Forgery, settings: Partial<ResponseSettings> = {}, signer = 'me@corp.test'): Demonstration =>
  async (world) => {
    const method = await world.verifiedMethod({ domains: ['corp.test', 'corp.test.evil.test'] });
    return (await world.signIn(method, signer, { settings, wire: forgery })).email === VICTIM;
  };
/** Whether the signer gets in with a message that should be refused. */
const takes =
  (forgery: Forgery): Demonstration =>
  async (world) =>
    (await world.signIn(await world.verifiedMethod(), ADA, { wire: forgery })).email === ADA;
/** Whether an address that the message names is asked for. */
const fetches =
  (by: 'entity' | 'stylesheet'): Demonstration =>
  async (world) => {
    let asked = 0;
    const { origin, close } = await listening(() => asked++);
    await world.signIn(await world.verifiedMethod(), ADA, { wire: naming(`${origin}/canary`)[by] });
    close();
    return asked > 0;
  };
/** Groups that the account has after a first sign-in with those in the claim. */
const provisioned = async (
  world: World,
  sent: readonly string[],
  method?: TestMethod,
): Promise<string[] | undefined> => {
  await world.signIn(method ?? (await world.verifiedMethod()), ADA, { settings: { attributes: { [GROUPS]: sent } } });
  return (await world.accounts(ADA))[0]?.groups;
};
const storesOtherGroups =
  (sent: readonly string[]): Demonstration =>
  async (world) =>
    JSON.stringify(await provisioned(world, sent)) !== JSON.stringify(sent);
/** An account of an owner, before and after its person signed in with these settings. */
const accountChanges =
  (settings: Partial<ResponseSettings>, email = ADA): Demonstration =>
  async (world) => {
    await makeAccount(world, { role: 'admin', groups: ['old'] });
    const before = await world.accounts();
    await world.signIn(await world.verifiedMethod(), email, { settings });
    return JSON.stringify(await world.accounts()) !== JSON.stringify(before);
  };
const signsInWhile =
  (...steps: string[]): Demonstration =>
  async (world) => {
    const method = await world.createMethod();
    for (const step of steps) {
      const token = step === 'disable' ? TOKENS.owner : TOKENS.validation;
      await world.api('POST', `/admin/sso-methods/${method.id}/${step}`, undefined, token);
    }
    return (await world.signIn(method, ADA)).email === ADA;
  };
const approves =
  (domain: string): Demonstration =>
  async (world) =>
    (await world.signIn(await world.verifiedMethod(), `ada@${domain}`)).email !== null;
const refusedLeaves =
  (
    settings: Partial<ResponseSettings>,
    left: (world: World, email: string | null) => Promise<boolean>,
  ): Demonstration =>
  async (world) => {
    const method = await world.verifiedMethod();
    const outcome = await world.signIn(method, ADA, { settings: { audiences: [['https://other.test']], ...settings } });
    expect(outcome.code).toBe('audience');
    return left(world, outcome.email);
  };
const shownUrls = async (world: World): Promise<(string | null)[]> => {
  const method = await world.createMethod();
  const shown = await world.api<TestMethod>('GET', `/admin/sso-methods/${method.id}`);
  return [method.jitLoginUrl, shown.body.jitLoginUrl];
};
/** What a sign-in asks the identity provider, and the address that it is asked at. */
const asks =
  (bad: (request: string, url: URL) => boolean): Demonstration =>
  async (world) => {
    const method = await world.verifiedMethod({ signRequests: true });
    const { location } = await world.browser().get(method.loginUrl);
    const url = new URL(location ?? '');
    return bad(requestIn(location ?? ''), url);
  };
const serves =
  (bad: (metadata: string) => boolean): Demonstration =>
  async (world) => {
    const method = await world.verifiedMethod({ signRequests: true });
    return bad((await world.browser().get(method.metadataUrl)).text);
  };
const certificatesIn = (xml: string) =>
  [...xml.matchAll(/<ds:X509Certificate>([^<]*)/g)].map(([, base64 = '']) => Buffer.from(base64, 'base64'));
const canBeRead = (certificate: Buffer) => {
  try {
    return new X509Certificate(certificate).raw.length > 0;
  } catch {
    return false;
  }
};
const holds = (pattern: RegExp) => (text: string) => pattern.test(text);
const overage = { attributes: { [GROUPS_LINK]: ['https://idp.test/groups'] } };

/** Who is signed in after the identity provider told of a sign-out there. */
const afterLogout =
  (change: (world: World) => Partial<LogoutSettings> = () => ({})) =>
  async (world: World) => {
    const ada = await signedIn(world, await world.verifiedMethod());
    await bring(ada.browser, ada.method, { ...logoutOf(world, ada), ...change(world) });
    return whoIs(ada.browser);
  };
const endsBy =
  (change: (world: World) => Partial<LogoutSettings>): Demonstration =>
  async (world) =>
    (await afterLogout(change)(world)) === null;
/** What the identity provider is told of somebody who signs out here. */
const signsOutWith =
  (bad: (xml: string, query: URLSearchParams) => boolean): Demonstration =>
  async (world) => {
    const { browser, method } = await signedIn(world, await world.verifiedMethod({ signRequests: true }));
    const { xml, query } = messageIn((await browser.get(method.logoutUrl)).location);
    return bad(xml, query);
  };

const overOpenId = Object.fromEntries(
  Object.entries(openIdForgeries).map(([id, letsIn]) => [
    id,
    async (world: World) => letsIn(world, await startOpenIdIdp()),
  ]),
) as Record<keyof typeof openIdForgeries, Demonstration>;

/** Those of SCIM are shown beside it. */
type ShownHere = Exclude<DefectId, `scim-${string}`>;

const demonstrations: Record<ShownHere, Demonstration> = {
  ...overOpenId,
  ...openIdLogoutMistakes,
  'jit-for-any-idp-type': async (world) => (await world.createMethod({ idpType: 'adfs' }).catch(() => null)) !== null,
  'owner-switches-jit-on': async (world) => {
    const { id } = await world.createMethod({ jit: false });
    return (await world.api('PATCH', `/admin/sso-methods/${id}`, { jit: true })).status === 200;
  },
  'url-changes-on-every-look': async (world) => {
    const [saved, shown] = await shownUrls(world);
    return shown !== null && saved !== shown;
  },
  'url-shown-only-once': async (world) => (await shownUrls(world))[1] === null,
  'jit-before-verified': signsInWhile(),
  'jit-when-rejected': signsInWhile('reject'),
  'jit-when-disabled': signsInWhile('verify', 'disable'),
  'verified-needs-extra-enable': async (world) => !(await signsInWhile('verify')(world)),

  'provisions-through-ordinary-login': async (world) => {
    const method = await world.verifiedMethod();
    return (await world.signIn(method, ADA, { start: method.loginUrl })).email === ADA;
  },
  'provisions-on-idp-initiated': async (world) =>
    (await world.signIn(await world.verifiedMethod(), ADA, { start: null })).email === ADA,
  'provisions-with-jit-off': async (world) =>
    (await world.signIn(await world.verifiedMethod({ jit: false }), ADA)).email === ADA,
  'provisions-nobody': async (world) => !(await signsIn(() => ({}))(world)),
  'provisions-without-signing-in': async (world) => {
    const isSignedIn = await signsIn(() => ({}))(world);
    return !isSignedIn && (await world.accounts()).length === 1;
  },

  'stores-name': async (world) => {
    const name = 'http://schemas.microsoft.com/identity/claims/displayname';
    await world.signIn(await world.verifiedMethod(), ADA, { settings: { attributes: { [name]: ['Ada Lovelace'] } } });
    return JSON.stringify(await world.accounts()).includes('Lovelace');
  },
  'stores-object-id': async (world) => {
    await world.signIn(await world.verifiedMethod(), ADA, { settings: { attributes: { [OBJECT_ID]: ['object-id'] } } });
    return JSON.stringify(await world.accounts()).includes('object-id');
  },

  'existing-user-refused': async (world) => {
    await makeAccount(world, {});
    return !(await signsIn(() => ({}))(world));
  },
  'updates-email-case-on-sign-in': accountChanges({}, 'Ada@Corp.test'),
  'updates-groups-on-second-sign-in': accountChanges({ attributes: { [GROUPS]: ['new'] } }),
  'overwrites-role': accountChanges({}),
  'overwrites-provenance': accountChanges({}),
  'revives-disabled-account': async (world) => {
    await makeAccount(world, { disabled: true });
    return signsIn(() => ({}))(world);
  },
  'reassigned-address-signs-in': async (world) => {
    const method = await world.verifiedMethod();
    const as = (id: string) => ({ settings: { attributes: { [OBJECT_ID]: [id] } } });
    await world.signIn(method, ADA, as('first'));
    return (await world.signIn(method, ADA, as('second'))).email === ADA;
  },

  'race-between-lookup-and-insert': async (world) => {
    const method = await world.verifiedMethod();
    await Promise.all([world.signIn(method, ADA), world.signIn(method, ADA)]);
    return (await world.accounts(ADA)).length > 1;
  },
  'race-loser-gets-500': async (world) => {
    const method = await world.verifiedMethod();
    const outcomes = await Promise.all([world.signIn(method, ADA), world.signIn(method, ADA)]);
    expect(await world.accounts()).toHaveLength(1);
    return outcomes.some((outcome) => outcome.status === 500);
  },
  'case-sensitive-address': async (world) => {
    const method = await world.verifiedMethod();
    await world.signIn(method, ADA);
    await world.signIn(method, 'ADA@corp.test');
    return (await world.accounts(ADA)).length > 1;
  },

  'account-left-behind-after-refusal': refusedLeaves({}, async (world) => (await world.accounts()).length > 0),
  'group-left-behind': refusedLeaves(
    { attributes: { [GROUPS]: ['staff'] } },
    async (world) => (await world.groups()).length > 0,
  ),
  'refuses-but-leaves-session': refusedLeaves({}, async (_, email) => email === ADA),
  'refuses-with-500': async (world) => (await world.signIn(await world.createMethod(), ADA)).status === 500,

  'accepts-upn-when-no-email': async (world) => {
    const upn = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';
    const settings = { nameId: null, attributes: { [upn]: ['upn@corp.test'] } };
    return (await world.signIn(await world.verifiedMethod(), ADA, { settings })).email === 'upn@corp.test';
  },
  'accepts-name-that-is-no-address': async (world) =>
    (await world.signIn(await world.verifiedMethod(), 'ada')).email === 'ada',
  'suffix-domain-match': approves('evil-corp.test'),
  'subdomain-match': approves('x.corp.test'),
  'domain-check-only-for-new-people': async (world) => {
    await makeAccount(world, { email: 'ada@evil.test' });
    return approves('evil.test')(world);
  },

  'groups-required': async (world) => !(await signsIn(() => ({}))(world)),
  'groups-ignored': storesOtherGroups(['staff']),
  'first-group-only': storesOtherGroups(['a', 'b']),
  'groups-from-any-idp': async (world) => {
    const method = await world.verifiedMethod({ idpType: 'google' });
    return (await provisioned(world, ['staff'], method))?.length === 1;
  },
  'groups-split-on-comma': storesOtherGroups(['a,b']),
  'groups-trimmed': storesOtherGroups([' a ']),
  'groups-html-decoded': storesOtherGroups(['a&amp;b']),
  'overage-fails-sign-in': async (world) => !(await signsIn(() => overage)(world)),
  'overage-empties-groups': accountChanges(overage),
  'overage-ignored': overageIsIgnored,

  'other-methods-idp-accepted': async (world) => {
    const issuer = 'https://second.test';
    const keys = [world.otherKey];
    await world.verifiedMethod({ metadataXml: metadataXml({ issuer, ssoUrl: 'https://second.test/sso', keys }) });
    return signsIn(() => ({ key: world.otherKey, issuer, responseIssuer: issuer }))(world);
  },
  'any-issuer': signsIn(() => ({ issuer: 'https://x.test', responseIssuer: 'https://x.test' })),

  'accepts-unsigned': letsVictimIn(assertionForgeries.unsigned!),
  'ignores-digest': letsVictimIn(assertionForgeries.tampered!),
  'trusts-keyinfo': signsIn(({ otherKey }) => ({ key: otherKey })),
  'text-up-to-comment': letsVictimIn(
    (xml) => xml.replaceAll(`${VICTIM}.evil`, `${VICTIM}<!---->.evil`),
    {},
    `${VICTIM}.evil.test`,
  ),

  'reads-first-assertion': letsVictimIn(assertionForgeries['xsw3: unsigned assertion before']!),
  'reads-last-assertion': letsVictimIn(assertionForgeries['xsw3b: unsigned assertion after']!),
  'reads-any-assertion': letsVictimIn(assertionForgeries['xsw7: forged in extensions']!),
  'reads-assertion-by-id': letsVictimIn(assertionForgeries['the same ID twice']!),
  'reads-first-subject': letsVictimIn(assertionForgeries['subject smuggled into the signature']!),
  'reads-last-subject': letsVictimIn(otherForgeries['subject smuggled into the signature, at the end']!),
  'reads-loose-attributes': async (world) => {
    const method = await world.verifiedMethod();
    await world.signIn(method, ADA, { wire: groupsSmuggledIn });
    return (await world.accounts(ADA))[0]?.groups.includes('admins') === true;
  },
  'reads-several-documents': letsVictimIn(assertionForgeries['two roots']!),
  'reads-last-document': letsVictimIn(assertionForgeries['two roots, the other way round']!),
  'takes-any-reference': letsVictimIn(otherForgeries['the status signed']!),
  'takes-any-digest-value': letsVictimIn(otherForgeries['digest smuggled into extensions']!),
  'verifies-one-reference': letsVictimIn(otherForgeries['of two references one broken']!),
  'verifies-one-signature': async (world) => {
    const method = await world.verifiedMethod();
    const wire: Forgery = (xml) => xml.replace(/<ds:SignatureValue>(?=[^A])./, '<ds:SignatureValue>A');
    return (await world.signIn(method, ADA, { settings: { shape: 'both' }, wire })).email === ADA;
  },

  'digest-from-first-node': letsVictimIn(victimForgeries['digest in a comment']),
  'void-canonicalization': letsVictimIn(victimForgeries['digest of nothing']),
  'ignores-signature-value': letsVictimIn(victimForgeries['another value']),
  'any-signed-info': letsVictimIn(victimForgeries['forged SignedInfo']),
  'hmac-with-certificate': letsVictimIn(victimForgeries.HMAC),
  'certificate-by-name': async (world) => {
    const key = await makeLookalike(world.idp.key);
    return signsIn(() => ({ key }))(world);
  },
  'certificate-by-issuer': signsIn(({ otherKey }) => ({ key: otherKey })),
  'first-key-beside-certificate': async (world) => {
    const method = await world.verifiedMethod();
    const genuine = world.idp.key.certificate.replace(/-----[^-]+-----|\s/g, '');
    const wire = (xml: string) =>
      xml.replace('</ds:X509Data>', `<ds:X509Certificate>${genuine}</ds:X509Certificate></ds:X509Data>`);
    return (await world.signIn(method, ADA, { settings: { key: world.otherKey }, wire })).email === ADA;
  },
  'certificate-vouches': signsIn(({ otherKey, idp }) => ({
    key: { privateKey: otherKey.privateKey, certificate: idp.key.certificate },
  })),
  'any-reference': takes(otherForms['no reference']),
  'any-transform': takes(otherForms['another transform']),
  'accepts-weak-hashes': signsIn(() => ({
    signatureAlgorithm: `${XMLDSIG}rsa-sha1`,
    digestAlgorithm: `${XMLDSIG}sha1`,
  })),
  'looks-ids-up-twice': letsVictimIn(victimForgeries['the same ID twice']),
  'names-without-namespaces': letsVictimIn(victimForgeries['a namespace that looks right']),
  'reader-strips-doctype': letsVictimIn(victimForgeries['genuine for exact parsers']),
  'verifier-strips-doctype': letsVictimIn(victimForgeries['genuine for hasty parsers']),
  'reader-drops-entities': letsVictimIn(byEntity, {}, `${VICTIM}.evil.test`),
  'puts-entities-in': takes(otherForms['a document type']),
  'fetches-external-entities': fetches('entity'),
  'runs-stylesheets': fetches('stylesheet'),
  'email-attribute-up-to-comment': letsVictimIn(
    (xml) => xml.replace(`<saml:AttributeValue>${VICTIM}.evil`, `<saml:AttributeValue>${VICTIM}<!---->.evil`),
    { attributes: { email: [`${VICTIM}.evil.test`] } },
    'me@corp.test',
  ),
  'accepts-weak-keys': async (world) => {
    const metadataXmlOfWeak = metadataXml({ ...world.idp, keys: [await makeKey(1024)] });
    return (await world.createMethod({ metadataXml: metadataXmlOfWeak }).catch(() => null)) !== null;
  },
  'one-algorithm-only': async (world) =>
    !(await signsIn(() => ({ signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512' }))(world)),
  'needs-certificate-in-message': async (world) => !(await signsIn(() => ({ keyInfo: false }))(world)),
  'first-certificate-only': async (world) => {
    const both = metadataXml({ ...world.idp, keys: [world.idp.key, world.otherKey] });
    const method = await world.verifiedMethod({ metadataXml: both });
    return (await world.signIn(method, ADA, { settings: { key: world.otherKey } })).email === null;
  },
  'crashes-on-unknown-algorithm': async (world) => {
    const settings = { signatureAlgorithm: `${XMLDSIG}rsa-sha1` };
    return (await world.signIn(await world.verifiedMethod(), ADA, { settings })).status === 500;
  },

  'no-expiry': signsIn(({ clock }) => ({ notOnOrAfter: clock.now - HOUR, confirmationNotOnOrAfter: clock.now - HOUR })),
  'no-not-before': signsIn(({ clock }) => ({
    notBefore: clock.now + HOUR,
    notOnOrAfter: clock.now + 2 * HOUR,
    confirmationNotOnOrAfter: clock.now + 2 * HOUR,
  })),
  'no-audience': signsIn(() => ({ audiences: [['https://other.test']] })),
  'no-recipient': signsIn(() => ({ recipient: 'https://other.test/acs' })),
  'no-destination': signsIn(() => ({ destination: 'https://other.test/acs', shape: 'response' })),
  'no-destination-when-unsigned': signsIn(() => ({ destination: 'https://other.test/acs' })),
  'no-replay-cache': async (world) => {
    const method = await world.verifiedMethod();
    const browser = world.browser();
    const { posted } = await world.signIn(method, ADA, {}, browser);
    await browser.post('/logout', {});
    const emails = [
      (await deliver(browser, method, posted)).email,
      (await deliver(world.browser(), method, posted)).email,
    ];
    expect(new Set(emails).size).toBe(1);
    return emails[0] === ADA;
  },
  'no-in-response-to': signsIn(() => ({ inResponseTo: '_never', confirmationInResponseTo: '_never' })),
  'no-browser-binding': async (world) => {
    const method = await world.verifiedMethod();
    const { location } = await world.browser().get(method.jitLoginUrl!);
    const request = { id: requestIdIn(location!), acsUrl: method.acsUrl, audience: method.entityId };
    const message = respond(faithful(world.idp, request, ADA, world.clock.now));
    const posted = { SAMLResponse: Buffer.from(message).toString('base64') };
    return (await deliver(world.browser(), method, posted)).email === ADA;
  },
  'accepts-unsolicited': async (world) =>
    (await world.signIn(await world.verifiedMethod(), ADA, { start: null })).email === ADA,

  'follows-relay-state': async (world) =>
    (await signInWith(world, { relayState: 'https://evil.test/' })).location === 'https://evil.test/',
  'crashes-without-relay-state': async (world) => (await signInWith(world, {})).status === 500,
  'takes-any-delivery': async (world) => {
    const method = await world.verifiedMethod();
    const browser = world.browser();
    const { location } = await browser.get(method.jitLoginUrl!);
    const request = { id: requestIdIn(location!), acsUrl: method.acsUrl, audience: method.entityId };
    const message = respond(faithful(world.idp, request, ADA, world.clock.now));
    const query = new URLSearchParams({ samlresponse: Buffer.from(message).toString('base64') });
    const answer = await browser.get(`${method.acsUrl}?${query}`);
    await browser.get(answer.location ?? '/');
    return (await whoIs(browser)) === ADA;
  },
  'takes-last-parameter': async (world) => {
    const method = await world.verifiedMethod();
    const browser = world.browser();
    const { location } = await browser.get(method.jitLoginUrl!);
    const request = { id: requestIdIn(location!), acsUrl: method.acsUrl, audience: method.entityId };
    const genuine = faithful(world.idp, request, ADA, world.clock.now);
    const body = new URLSearchParams();
    for (const settings of [genuine, { ...genuine, shape: 'none' as const, nameId: VICTIM }])
      body.append('SAMLResponse', Buffer.from(respond(settings)).toString('base64'));
    const answer = await browser.send(method.acsUrl, { method: 'POST', body });
    return (await browser.get(answer.location ?? '/')).status === 303 && (await whoIs(browser)) === VICTIM;
  },
  'replay-cache-in-memory': async (world) => {
    const method = await world.verifiedMethod();
    const browser = world.browser();
    const { posted } = await world.signIn(method, ADA, {}, browser);
    await world.restart();
    await browser.post('/logout', {});
    return (await deliver(browser, method, posted)).email === ADA;
  },
  'request-stays-open': async (world) => (await secondAnswer(world, {})) === ADA,
  'folds-look-alikes': async (world) =>
    (await world.signIn(await world.verifiedMethod(), '\uff41d\u00e1@corp.test')).email === ADA,
  'last-name-id': letsVictimIn((_, settings) => {
    const two = assertionXml(settings).replace('</saml:NameID>', `</saml:NameID><saml:NameID>${VICTIM}</saml:NameID>`);
    return responseXml(settings, sign(two, settings.assertionId, settings));
  }),
  'last-email-attribute': letsVictimIn((xml) => xml, { attributes: { email: ['me@corp.test', VICTIM] } }),
  'text-up-to-nul': letsVictimIn(
    (_, settings) => {
      const cut = assertionXml(settings).replace(`>${VICTIM}.evil.test<`, `>${VICTIM}&#0;.evil.test<`);
      // The signer writes what it read.
      return responseXml(settings, sign(cut, settings.assertionId, settings)).replaceAll('\0', '&#0;');
    },
    {},
    `${VICTIM}.evil.test`,
  ),
  'trusts-encryption': async (world) => {
    const method = await encryptedMethod(world);
    const settings = { shape: 'none' as const, nameId: VICTIM };
    const wire = (xml: string) => encrypted(xml, method.encryptionCertificate);
    return (await world.signIn(method, ADA, { settings, wire })).email === VICTIM;
  },
  'cannot-decrypt': async (world) => {
    const method = await encryptedMethod(world);
    const outcome = await world.signIn(method, ADA, { wire: (xml) => encrypted(xml, method.encryptionCertificate) });
    return outcome.email !== ADA;
  },
  'compares-one-in-response-to': signsIn(() => ({ confirmationInResponseTo: '_never' })),
  'any-version': signsIn(() => ({ version: '1.1' })),
  'no-status': signsIn(() => ({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' })),
  'status-optional': signsIn(() => ({ status: '' })),
  'one-issuer': signsIn(() => ({ responseIssuer: 'https://other.test' })),
  'destination-optional': signsIn(() => ({ shape: 'response', destination: null })),
  'subject-optional': signsIn(() => ({
    attributes: { email: [ADA] },
    rewrite: (xml) => xml.replace(/<saml:Subject>.*<\/saml:Subject>/, ''),
  })),
  'confirmation-optional': signsIn(() => ({
    rewrite: (xml) => xml.replace(/<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/, ''),
  })),
  'confirmation-data-optional': signsIn(() => ({
    rewrite: (xml) => xml.replace(/<saml:SubjectConfirmationData[^>]*>/, ''),
  })),
  'no-confirmation-expiry': signsIn((world) => ({ confirmationNotOnOrAfter: world.clock.now - HOUR })),
  'no-confirmation-not-before': signsIn((world) => ({ confirmationNotBefore: world.clock.now - HOUR })),
  'no-conditions-window': signsIn((world) => ({ notOnOrAfter: world.clock.now - HOUR })),
  'no-session-end': signsIn((world) => ({ sessionNotOnOrAfter: world.clock.now - HOUR })),
  'audience-optional': signsIn(() => ({ audiences: [] })),
  'one-audience-restriction': signsIn((_, { entityId }) => ({ audiences: [[entityId], ['https://other.test']] })),
  'no-time-format': signsIn(() => ({ confirmationNotOnOrAfter: 'tomorrow' })),
  'loose-schema': signsIn(() => ({ rewrite: (xml) => xml.replace(/ IssueInstant="[^"]*"/, '') })),
  'first-of-a-kind-only': async (world) => {
    const method = await world.verifiedMethod();
    const settings = { audiences: [['https://other.test', method.entityId]] };
    return (await world.signIn(method, ADA, { settings })).email === null;
  },
  'tolerance-by-seconds-part': signsIn((world) => ({ confirmationNotOnOrAfter: world.clock.now - 240_000 })),
  'request-not-deflated': asks((_, url) => /^PHNhbWxw|^PD94bWw/.test(url.searchParams.get('SAMLRequest') ?? '')),
  'request-elements-in-another-order': asks(holds(/<\/saml:Issuer><\/samlp:AuthnRequest>$/)),
  'request-id-reused': asks(holds(/ ID="_request"/)),
  'request-of-version-1': asks(holds(/ Version="1\.1"/)),
  'request-in-local-time': asks(holds(/ IssueInstant="2026-11-23T14:00:00\.000\+02:00"/)),
  'request-of-two-hours-ago': asks(holds(/ IssueInstant="2026-11-23T10:00:00\.000Z"/)),
  'request-for-another-idp': asks(holds(/ Destination="https:\/\/idp\.example\//)),
  'request-without-destination': asks((xml) => !xml.includes('Destination')),
  'request-for-another-acs': asks(holds(/ AssertionConsumerServiceURL="[^"]*\/saml\/acs"/)),
  'request-acs-by-index-too': asks(holds(/ AssertionConsumerServiceIndex="1".* AssertionConsumerServiceURL=/)),
  'request-issuer-is-the-origin': asks(holds(/<saml:Issuer [^>]*>http:\/\/127\.0\.0\.1:\d+<\//)),
  'request-own-nameid-format': asks(holds(/<samlp:NameIDPolicy Format="urn:example:/)),
  'request-creates-what-is-transient': asks(holds(/<samlp:NameIDPolicy Format="[^"]*:transient".* AllowCreate="true"/)),
  'request-own-authn-context': asks(holds(/Comparison="exact".*:VeryStrong</)),
  'request-minimum-authn-context': asks(holds(/Comparison="minimum"/)),
  'request-unsigned-although-promised': asks((_, url) => !url.searchParams.has('Signature')),
  'request-changed-after-signing': asks(
    (_, url) => url.searchParams.has('Signature') && url.searchParams.get('RelayState') === 'state',
  ),
  'request-signed-with-sha1': asks((_, url) => /#rsa-sha1$/.test(url.searchParams.get('SigAlg') ?? '')),
  'relay-state-of-any-length': asks((_, url) => (url.searchParams.get('RelayState') ?? '').length > 80),
  'relay-state-is-an-address': asks((_, url) => /^http:/.test(url.searchParams.get('RelayState') ?? '')),
  'request-confirms-its-subject': asks(holds(/<saml:SubjectConfirmation /)),
  'response-asked-by-redirect': asks(holds(/ ProtocolBinding="[^"]*HTTP-Redirect"/)),

  'metadata-is-a-page': serves(holds(/^<!doctype html>/)),
  'metadata-with-attributes-of-its-own': serves(holds(/<SPSSODescriptor version="2"/)),
  'metadata-of-somebody-else': serves(holds(/ entityID="https:\/\/product\.example\/saml"/)),
  'metadata-of-saml-1': serves(holds(/ protocolSupportEnumeration="[^"]*SAML:1\.1:protocol"/)),
  'metadata-with-an-old-acs': serves(holds(/ Location="[^"]*\/acs\/old"/)),
  'metadata-indexes-repeat': serves(holds(/ index="1".* index="1"/s)),
  'metadata-with-two-defaults': serves(holds(/ isDefault="true".* isDefault="true"/s)),
  'metadata-with-a-broken-certificate': serves((xml) => !certificatesIn(xml).every(canBeRead)),
  'metadata-with-a-short-key': serves((xml) =>
    certificatesIn(xml).some((pem) => new X509Certificate(pem).publicKey.asymmetricKeyDetails?.modulusLength === 1024),
  ),
  'metadata-with-an-expired-certificate': serves((xml) =>
    certificatesIn(xml).some((pem) => Date.parse(new X509Certificate(pem).validTo) < Date.UTC(2021)),
  ),
  'metadata-key-cannot-encrypt': serves(holds(/<KeyDescriptor use="encryption">/)),
  'metadata-own-nameid-format': serves(holds(/<NameIDFormat>urn:example:/)),
  'metadata-expired': serves(holds(/ validUntil="2020-/)),
  'metadata-wants-what-nobody-checks': async (world) =>
    (await serves(holds(/ WantAssertionsSigned="true"/))(world)) &&
    (await signsIn(() => ({ shape: 'response' }))(world)),

  'signed-response-required': refusesGenuine({ shape: 'assertion' }),
  'signed-assertion-required': refusesGenuine({ shape: 'response' }),
  'response-issuer-required': refusesGenuine({ responseIssuer: null }),
  'password-context-requested': async (world) => {
    const { jitLoginUrl } = await world.verifiedMethod();
    return requestIn((await world.browser().get(jitLoginUrl!)).location!).includes('PasswordProtectedTransport');
  },
  'old-idp-session-refused': refusesGenuine({ authnInstant: '2026-09-04T08:00:00Z' }),
  'email-format-required': refusesGenuine({ nameIdFormat: null }),
  'mail-attribute-required': refusesGenuine({}),
  'mail-attribute-preferred': async (world) => {
    const settings = { attributes: { email: ['mail@corp.test'] } };
    return (await world.signIn(await world.verifiedMethod(), ADA, { settings })).email === 'mail@corp.test';
  },
  'foreign-home-refused': refusesGenuine({
    attributes: { 'http://schemas.microsoft.com/identity/claims/identityprovider': ['mail'] },
  }),
  'guest-mark-stripped': async (world) => {
    const method = await world.verifiedMethod({ domains: ['corp.test', 'partner.test'] });
    return (await world.signIn(method, 'ada_partner.test#EXT#@corp.test')).email === 'ada@partner.test';
  },
  'attribute-without-value-crashes': async (world) => {
    const settings = { attributes: { phone: [] } };
    return (await world.signIn(await world.verifiedMethod(), ADA, { settings })).status === 500;
  },
  'long-value-refused': refusesGenuine({ attributes: { department: ['x'.repeat(256)] } }),
  'message-read-as-ascii': refusesGenuine({ attributes: { name: ['Zoë'] } }),
  'line-breaks-normalised': refusesGenuine({ attributes: { department: ['one\r\ntwo'] } }),
  'line-separators-end-lines': refusesGenuine({ attributes: { department: ['one\u2028two'] } }),
  'address-in-ascii': async (world) =>
    (await world.signIn(await world.verifiedMethod(), 'adaë@corp.test')).email === 'ada@corp.test',
  'address-looked-up-as-sent': async (world) => {
    const method = await world.verifiedMethod();
    await world.signIn(method, 'Ada@corp.test');
    return (await world.signIn(method, 'Ada@corp.test')).email === null;
  },
  'address-follows-the-subject': async (world) => {
    const method = await world.verifiedMethod();
    const as = { settings: { attributes: { [OBJECT_ID]: ['the same'] } } };
    await world.signIn(method, ADA, as);
    await world.signIn(method, 'ada.new@corp.test', as);
    return (await world.accounts(ADA)).length === 0;
  },
  'second-sign-in-inserts-again': async (world) => {
    await makeAccount(world, {});
    return (await world.signIn(await world.verifiedMethod(), ADA)).status === 500;
  },
  'one-method-for-one-account': async (world) => {
    await world.signIn(await world.verifiedMethod(), ADA);
    return !(await signsIn(() => ({}))(world));
  },
  'one-group-spelled-out': storesOtherGroups(['staff']),
  'hundred-groups-only': storesOtherGroups(Array.from({ length: 101 }, (_, index) => `group ${index}`)),
  'first-attribute-of-a-name-only': async (world) => (await groupsOfRepeated(world))?.length === 1,
  'repeated-attribute-refused': async (world) => (await groupsOfRepeated(world)) === undefined,
  'attribute-names-cut': async (world) => {
    const settings = { attributes: { 'https://hr.example/claims/groups': ['staff'] } };
    await world.signIn(await world.verifiedMethod(), ADA, { settings });
    return (await world.accounts(ADA))[0]?.groups.length === 1;
  },
  'groups-normalised': storesOtherGroups(['Su\u0308d']),
  'logout-ends-nothing': async (world) => (await afterLogout()(world)) === ADA,
  'logout-ends-first-found': endsBy(() => ({ sessionIndex: '_another' })),
  'logout-demands-format': async (world) => (await afterLogout(() => ({ nameIdFormat: null }))(world)) === ADA,
  'logout-unsigned-accepted': endsBy(() => ({ key: null })),
  'logout-signature-not-verified': endsBy(({ otherKey }) => ({ key: otherKey })),
  'logout-any-issuer': endsBy(() => ({ issuer: 'https://other.test' })),
  'logout-any-destination': endsBy(() => ({ destination: 'https://other.test/slo' })),
  'logout-never-expires': endsBy(({ clock }) => ({ notOnOrAfter: clock.now - HOUR })),
  'logout-ends-every-session': endsBy(() => ({ sessionIndex: '_another' })),
  'logout-ends-session-of-browser': endsBy(() => ({ nameId: 'bob@corp.test' })),
  'logout-response-ends-session': async (world) => {
    const ada = await signedIn(world, await world.verifiedMethod());
    await bring(ada.browser, ada.method, answerTo(world, ada, '_unknown'));
    return (await whoIs(ada.browser)) === null;
  },
  'logout-waits-for-idp': async (world) => {
    const ada = await signedIn(world, await world.verifiedMethod());
    const { xml } = messageIn((await ada.browser.get(ada.method.logoutUrl)).location);
    if ((await whoIs(ada.browser)) === null) return false;
    await bring(ada.browser, ada.method, answerTo(world, ada, idIn(xml)));
    return (await whoIs(ada.browser)) === null;
  },
  'logout-request-without-session': signsOutWith((xml) => !xml.includes('SessionIndex') && xml.includes('>ADA@')),
  'logout-request-unsigned': signsOutWith((_, query) => !query.has('Signature')),
  'logout-without-answer': async (world) => {
    const ada = await signedIn(world, await world.verifiedMethod());
    return (await bring(ada.browser, ada.method, logoutOf(world, ada))).status === 200;
  },
};

/** Where the browser is sent, or what it is told, after a sign-in with that RelayState. */
const signInWith = async (world: World, changes: Parameters<World['signIn']>[2]) =>
  world.signIn(await world.verifiedMethod(), ADA, changes);

/** A second, new response to the request of the first. */
async function secondAnswer(world: World, change: Partial<ResponseSettings>): Promise<string | null> {
  const method = await world.verifiedMethod();
  const browser = world.browser();
  let first: ResponseSettings | undefined;
  await world.signIn(method, ADA, { wire: (xml, settings) => ((first = settings), xml) }, browser);
  await browser.post('/logout', {});
  const message = respond({ ...first!, responseId: '_second', assertionId: '_second-assertion', ...change });
  return (await deliver(browser, method, { SAMLResponse: Buffer.from(message).toString('base64') })).email;
}

/** A server that tells of every request, and answers an empty page. */
async function listening(onRequest: () => void): Promise<{ origin: string; close: () => void }> {
  const server = createServer((_, response) => {
    onRequest();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, close };
}

/** Nobody gets in with a genuine message of that kind. */
function refusesGenuine(settings: Partial<ResponseSettings>): Demonstration {
  return async (world) => !(await signsIn(() => settings)(world));
}

/** Groups of a new account whose groups came in an attribute each; undefined without an account. */
async function groupsOfRepeated(world: World): Promise<string[] | undefined> {
  const settings = { attributes: { [GROUPS]: ['a', 'b'] }, repeatsAttributes: true };
  await world.signIn(await world.verifiedMethod(), ADA, { settings });
  return (await world.accounts(ADA))[0]?.groups;
}

async function overageIsIgnored(world: World): Promise<boolean> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end(JSON.stringify({ access_token: 't', value: ['staff'] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  world.idp.ssoUrl = `${origin}/tenant/saml2`;
  const method = await world.verifiedMethod({ clientId: 'c', clientSecret: 's' });
  const outcome = await world.signIn(method, ADA, {
    settings: { attributes: { [GROUPS_LINK]: [`${origin}/groups`] } },
  });
  server.closeAllConnections();
  server.close();
  expect(outcome.email).toBe(ADA);
  return asked === 0 && (await world.accounts())[0]?.groups.length === 0;
}

/** A database that outlives a restart, for those that it makes a difference to. */
const kept = (id: DefectId) =>
  id === 'replay-cache-in-memory' ? { database: join(mkdtempSync(join(tmpdir(), 'jitmus-sp-')), 'sp.db') } : {};

const isShownHere = (id: DefectId): id is ShownHere => !id.startsWith('scim-');
const ids = defects.map((defect): DefectId => defect.id).filter(isShownHere);

test.each(ids)('%s: the bad thing happens with it', async (id) => {
  expect(await demonstrations[id](await startWorld({ defects: [id], ...kept(id) }))).toBe(true);
});

test.each(ids)('%s: and does not happen without it', async (id) => {
  const world = await startWorld(kept(id));
  expect(await demonstrations[id](world)).toBe(false);
  expect(world.errors).toEqual([]);
});

const verifierDefects: DefectId[] = [
  'accepts-unsigned',
  'ignores-digest',
  'trusts-keyinfo',
  'text-up-to-comment',
  'text-up-to-nul',
  'takes-any-digest-value',
  'verifies-one-reference',
  'verifies-one-signature',
];
/** What is read is looked up again: these fall for many forms of one thing. */
const lookups: DefectId[] = [
  'reads-first-assertion',
  'reads-last-assertion',
  'reads-any-assertion',
  'reads-assertion-by-id',
  'reads-first-subject',
  'reads-last-subject',
  'reads-loose-attributes',
  'reads-several-documents',
  'reads-last-document',
  'takes-any-reference',
];
const genuineShapes: [DefectId, Shape][] = [
  ...ids.map((id): [DefectId, Shape] => [id, 'assertion']),
  ...[...verifierDefects, ...lookups, ...HOME_MADE_DEFECTS].flatMap((id): [DefectId, Shape][] => [
    [id, 'response'],
    [id, 'both'],
  ]),
];

test.each(genuineShapes)(
  '%s, %s signed: somebody known still signs in, so that the defect is not mistaken for a crash',
  async (id, shape) => {
    // Answers to a request whose ID was never kept fit nothing.
    const closed: DefectId[] = [
      'existing-user-refused',
      'verified-needs-extra-enable',
      'request-id-reused',
      'signed-response-required',
      'mail-attribute-required',
      'second-sign-in-inserts-again',
    ];
    const world = await startWorld({ defects: [id] });
    await makeAccount(world, {});
    const outcome = await world.signIn(await world.verifiedMethod(), ADA, { settings: { shape }, relayState: '/' });
    expect(outcome.email).toBe(closed.includes(id) ? null : ADA);
  },
);

test.each(Object.keys(responseForgeries).filter((name) => name.startsWith('xsw')))(
  'reads-first-assertion falls for %s as well',
  async (name) => {
    const world = await startWorld({ defects: ['reads-first-assertion'] });
    expect(await letsVictimIn(responseForgeries[name]!, { shape: 'response' })(world)).toBe(true);
  },
);

const fallsForIt: Record<string, DefectId> = { unsigned: 'accepts-unsigned', tampered: 'ignores-digest' };

test.each(verifierDefects.flatMap((id) => Object.keys(assertionForgeries).map((name) => [id, name] as const)))(
  'the verifier with %s is weak in that alone: %s',
  async (id, name) => {
    const world = await startWorld({ defects: [id] });
    expect(await letsVictimIn(assertionForgeries[name]!)(world)).toBe(fallsForIt[name] === id);
  },
);

const homeMadeFallFor: Record<string, DefectId[]> = {
  'digest in a comment': ['digest-from-first-node'],
  'digest of nothing': ['void-canonicalization'],
  'another value': ['ignores-signature-value', 'certificate-vouches'],
  'forged SignedInfo': ['any-signed-info'],
  HMAC: ['hmac-with-certificate'],
  'the same ID twice': ['looks-ids-up-twice'],
  'a namespace that looks right': ['names-without-namespaces'],
  'genuine for exact parsers': ['reader-strips-doctype'],
  'genuine for hasty parsers': ['verifier-strips-doctype'],
};

test.each(HOME_MADE_DEFECTS)('the home-made verifier with %s is weak in that alone', async (id) => {
  const world = await startWorld({ defects: [id] });
  const all: Record<string, Forgery> = { ...assertionForgeries, ...victimForgeries };
  const letIn: string[] = [];
  for (const [name, forgery] of Object.entries(all)) if (await letsVictimIn(forgery)(world)) letIn.push(name);
  expect(letIn).toEqual(Object.keys(all).filter((name) => homeMadeFallFor[name]?.includes(id)));
});

test('every id is written once and names a rule', () => {
  expect(new Set(defects.map(({ id }) => id)).size).toBe(defects.length);
  for (const { summary, breaks } of defects) {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    for (const rule of breaks) expect(rule).toMatch(/^(jit|sso|saml|oidc|scim|okta)\/[a-z-]+$/);
  }
});

test('an unknown id is refused with the nearest known one', async () => {
  expect(() => parseDefects(['no-audiense'])).toThrow(/"no-audiense". Did you mean "no-audience"/);
  await expect(startReferenceSp({ tokens: TOKENS, defects: ['x'] })).rejects.toMatchObject({
    code: 'SP_UNKNOWN_DEFECT',
  });
});
