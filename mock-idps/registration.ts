import type { App, AppSettings, SigningShape, Vendor } from './app.ts';
import type { AppRecord } from './app-record.ts';
import { Choices, HEX, LETTERS_AND_DIGITS } from './choices.ts';
import type { Located } from './located.ts';
import { IdpError } from './idp-error.ts';
import type { KeyStore } from './keys.ts';
import { oidcProfiles } from './profiles/oidc.ts';
import { endpointsOf } from './profiles/requests.ts';
import { writeMetadata as writeEntra } from './profiles/entra/metadata.ts';
import { writeMetadata as writeGoogle } from './profiles/google/metadata.ts';
import { writeMetadata as writeOkta } from './profiles/okta/metadata.ts';
import { signingShapes } from './saml/fit.ts';
import type { MetadataWriter } from './saml/metadata.ts';
import { respond, type AttackerKey, type Emission, type ResponseInput, type SigningKey } from './saml/respond.ts';
import { checkSettings } from './settings.ts';

/** A registration with everything that answering for it takes. */
export interface Registration extends AppRecord {
  readonly key: SigningKey;
  readonly attackerKey: AttackerKey;
  /** The key beside it in the metadata; null: none. */
  readonly otherKey: SigningKey | null;
  /** The vendor's other key. @throws IdpError `KEY_*` */
  nextKey(): Promise<SigningKey>;
  /** The metadata with these keys published beside the one that signs. */
  metadataWith(others: readonly SigningKey[]): string;
  respond(input: ResponseInput): Promise<Emission>;
}

/** What fixes a registration: everything else follows from it. */
export interface RegistrationSeed {
  readonly vendor: Vendor;
  readonly tenant: string;
  readonly name: string;
  readonly slot: App['signingKey'];
  readonly publishesNextKey: boolean;
  readonly located: Located;
}

/** Without settings. @throws IdpError `KEY_*` */
export async function createRegistration(seed: RegistrationSeed, keys: KeyStore): Promise<Registration> {
  const { vendor, tenant, name, located } = seed;
  let { slot } = seed;
  const nextSlot = () => (slot === 'b' ? 'a' : 'b');
  const nextKey = () => keys.get(vendor, nextSlot());
  let [key, otherKey] = await Promise.all([keys.get(vendor, slot), seed.publishesNextKey ? nextKey() : null]);
  const [attackerKey, engine] = await Promise.all([keys.attacker(vendor), engineOf(vendor)]);
  const endpoints = endpointsOf[vendor];
  const identity = endpoints.identify(tenant, name);
  const paths = endpoints.paths(identity, tenant, name);
  const at = (path: string) => located(path, endpoints.host?.(tenant));
  const addresses = { ssoUrl: at(paths.sso), sloUrl: paths.slo && at(paths.slo) };
  let settings: AppSettings = {};
  const describe = (others: readonly SigningKey[]) => {
    const further = [...(otherKey ? [otherKey] : []), ...others].filter(
      ({ certificateBase64 }) => certificateBase64 !== key.certificateBase64,
    );
    const { entityId, clientId } = identity;
    // Entra's stands there always.
    const sloUrl = settings.singleLogout || vendor === 'entra' ? addresses.sloUrl : null;
    return engine.writeMetadata({
      ...addresses,
      sloUrl,
      entityId,
      keys: [key, ...new Set(further)],
      id: documentId(clientId),
    });
  };
  return {
    vendor,
    tenant,
    name,
    get signingKey() {
      return slot;
    },
    get publishesNextKey() {
      return otherKey !== null;
    },
    get key() {
      return key;
    },
    get otherKey() {
      return otherKey;
    },
    attackerKey,
    nextKey,
    ...identity,
    ...addresses,
    clientSecret: new Choices('client secret', vendor, tenant, name).text(LETTERS_AND_DIGITS, 40),
    metadataUrl: at(paths.metadata),
    startUrl: at(paths.start),
    get openid() {
      const { issuer, paths } = oidcProfiles[vendor].serverOf({ ...identity, tenant }, settings, located);
      return { issuer, discoveryUrl: located(paths.discovery) };
    },
    get certificate() {
      return key.certificate;
    },
    get certificates() {
      return [key, ...(otherKey ? [otherKey] : [])].map(({ certificate }) => certificate);
    },
    async rollKeys(step) {
      if (slot === 'weak') throw new IdpError('IDPS_OPTION_INVALID', 'The weak key is not rotated.');
      if (step === 'publish-next' && (vendor === 'google' || vendor === 'other'))
        throw new IdpError('IDPS_OPTION_INVALID', `The metadata of ${vendor} holds one key. Take the step "use-next".`);
      const next = step === 'retire-old' ? null : await nextKey();
      if (step === 'use-next' && next) {
        [key, otherKey] = [next, otherKey && key];
        slot = nextSlot();
      } else otherKey = next;
    },
    get settings() {
      return settings;
    },
    configure(changes) {
      const next = { ...settings, ...changes };
      checkSettings(vendor, next);
      engine.shapes(next);
      settings = next;
    },
    shapes: () => engine.shapes(settings),
    respond: (input) => engine.respond(input),
    metadata: () => describe([]),
    metadataWith: describe,
  };
}

/** The part of a vendor that writes. */
interface Engine {
  respond(input: ResponseInput): Promise<Emission>;
  writeMetadata: MetadataWriter;
  shapes(settings: AppSettings): SigningShape[];
}

const ours = (vendor: 'entra' | 'google' | 'okta', writeMetadata: MetadataWriter): Engine => ({
  respond,
  writeMetadata,
  shapes: (settings) => signingShapes(vendor, settings),
});

const engines = {
  entra: ours('entra', writeEntra),
  google: ours('google', writeGoogle),
  okta: ours('okta', writeOkta),
};

/** The library behind `other` is loaded only when that IdP is asked for. */
async function engineOf(vendor: Vendor): Promise<Engine> {
  if (vendor !== 'other') return engines[vendor];
  const [{ respond, shapes }, { writeMetadata }] = await Promise.all([
    import('./other/respond.ts'),
    import('./other/metadata.ts'),
  ]);
  return {
    respond,
    writeMetadata,
    shapes: ({ sign }) => [...shapes].sort((a, b) => Number(b === sign) - Number(a === sign)),
  };
}

/** The root's ID belongs to the registration, so that the document is the same whenever it is fetched. */
function documentId(of: string): string {
  const choices = new Choices('metadata', of);
  const hex = (length: number) => choices.text(HEX, length);
  return `_${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}
