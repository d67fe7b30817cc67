import type { Group } from '../directory/person.ts';
import { netbiosName } from '../directory/groups.ts';
import { IdpError } from '../idp-error.ts';
import { responseProfiles } from '../profiles/responses.ts';
import type { Attribute, SamlDraft } from './draft.ts';
import type { Encryption } from './encryption.ts';
import type { Shape } from './fit.ts';
import { SUCCESS } from './names.ts';
import { attributeOf, valueOf, type ResponseProfile, type SignIn } from './profile.ts';
import type { SigningKey } from './respond.ts';
import { USUAL } from './signature-form.ts';

const MINUTE = 60_000;

/** What the vendor would send: profile data and quirks laid over one sign-in. Takes two ids, then what the quirks take. */
export function genuineDraft(signIn: SignIn, key: SigningKey, shape: Shape): SamlDraft {
  const { app, now, request, session } = signIn;
  const profile = profileOf(app.vendor);
  const acsUrl = acsUrlOf(signIn);
  const responseId = signIn.newId();
  const assertionId = signIn.newId();
  const window = profile.window(signIn);
  const plain: SamlDraft = {
    vendor: profile.vendor,
    key,
    sign: shape === 'encrypted' ? 'assertion' : shape,
    signature: USUAL,
    encryption: shape === 'encrypted' ? encryptionOf(profile, signIn) : null,
    responseId,
    assertionId,
    issueInstant: now,
    issuer: app.entityId,
    destination: acsUrl,
    inResponseTo: request?.id ?? null,
    statusCode: SUCCESS,
    nameId: nameIdOf(profile, signIn),
    recipient: acsUrl,
    confirmationInResponseTo: request?.id ?? null,
    confirmationNotOnOrAfter: now + window.confirmation * MINUTE,
    notBefore: now + window.notBefore * MINUTE,
    notOnOrAfter: now + window.notOnOrAfter * MINUTE,
    audience: serviceProviderOf(signIn).entityId,
    authnInstant: session.authnInstant,
    sessionIndex: assertionId,
    authnContext: profile.authnContext,
    attributes: attributesOf(profile, signIn),
  };
  return profile.quirks.reduce((draft, quirk) => quirk.apply(draft, signIn), plain);
}

/** @throws IdpError `APP_FOREIGN` for the vendor whose messages are not written here */
export function profileOf(vendor: SignIn['app']['vendor']): ResponseProfile {
  if (vendor !== 'other') return responseProfiles[vendor];
  throw new IdpError('APP_FOREIGN', 'The IdP "other" writes its own messages. Name an app of entra, google or okta.');
}

type FromSettings = Pick<SignIn, 'app' | 'settings'>;

/** Where the answer goes: the address that the request asks for, else the registered one. */
export const acsUrlOf = (signIn: FromSettings & Pick<SignIn, 'request'>): string =>
  signIn.request?.acsUrl ?? serviceProviderOf(signIn).acsUrl;

function serviceProviderOf({ app, settings }: FromSettings) {
  if (settings.serviceProvider) return settings.serviceProvider;
  throw new IdpError(
    'SERVICE_PROVIDER_MISSING',
    `The app "${app.name}" of ${app.vendor} has no service provider registered. Set settings.serviceProvider first.`,
  );
}

function encryptionOf(profile: ResponseProfile, signIn: SignIn): Encryption | null {
  const certificate = serviceProviderOf(signIn).encryptionCertificate;
  return certificate && profile.encryption ? { certificate, ...profile.encryption(signIn) } : null;
}

function nameIdOf(profile: ResponseProfile, signIn: SignIn) {
  const settings = signIn.settings.nameId ?? profile.nameIdDefault;
  const value = valueOf(signIn, settings.source);
  if (value) return profile.nameId(signIn, settings, value);
  throw new IdpError(
    'NAMEID_EMPTY',
    `The NameID is taken from ${settings.source}, which the person "${signIn.person.key}" has not got. ` +
      'Choose another source, or another person.',
  );
}

/** What the vendor always sends, with the settings' own attributes behind, or in the place of one of the same name. */
function attributesOf(profile: ResponseProfile, signIn: SignIn): Attribute[] {
  const own = Object.entries(signIn.settings.attributes ?? profile.attributeDefault).map(([name, source]) =>
    attributeOf(signIn, name, source),
  );
  const always = profile
    .attributes(signIn)
    .map((attribute) => own.find(({ name }) => name === attribute.name) ?? attribute);
  const all = [...always, ...own.filter((attribute) => !always.includes(attribute))];
  const behind = all.findIndex(({ name }) => name === profile.groupsBehind) + 1 || all.length;
  return [...all.slice(0, behind), ...groupsOf(profile, signIn), ...all.slice(behind)];
}

function groupsOf(profile: ResponseProfile, { app, settings, person }: SignIn): Attribute[] {
  const { claim, send, values } = settings.groups ?? { claim: 'vendor-default', send: 'none' };
  if (send === 'none') return [];
  const name = claim === 'vendor-default' ? profile.groupsClaim : claim;
  const valueOfGroup = (group: Group) =>
    ({
      'vendor-default': group[profile.groupValue],
      'display-names': group.name,
      'netbios-names': netbiosName(app.tenant, group),
    })[values ?? 'vendor-default'];
  return [{ name, about: 'groups', values: person.groups.map(valueOfGroup) }];
}
