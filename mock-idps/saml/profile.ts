import type { AppSettings, ValueSource, Vendor } from '../app.ts';
import type { Source } from '../source.ts';
import type { Attribute, NameId, ResponseVendor, SamlDraft } from './draft.ts';
import type { Encryption } from './encryption.ts';
import type { NameIdSettings } from './names.ts';
import type { ResponseInput } from './respond.ts';
import type { SamlStyle } from './style.ts';

/** One sign-in as a profile sees it. */
export interface SignIn extends Pick<
  ResponseInput,
  'app' | 'settings' | 'person' | 'request' | 'now' | 'at' | 'session' | 'seed' | 'nonce'
> {
  /** A new id in the vendor's shape. */
  readonly newId: () => string;
}

/** A habit of a vendor that data cannot express: always on for its profile, applied to the unsigned draft. */
export interface Quirk {
  readonly id: `${ResponseVendor}/${string}`;
  readonly summary: string;
  readonly source: Source;
  apply(draft: SamlDraft, signIn: SignIn): SamlDraft;
}

/** A point on which sources contradict each other, or where nothing is established: `settings.switches` picks the form. */
export interface Switch {
  readonly id: `${Exclude<Vendor, 'other'>}/${string}`;
  readonly summary: string;
  /** Form → what it does. The first is the default. */
  readonly forms: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** What turns the one response engine into a vendor. */
export interface ResponseProfile {
  readonly vendor: ResponseVendor;
  readonly style: SamlStyle;
  /** What style, defaults and windows were read off. */
  readonly source: Source;
  /** What the vendor can sign, its default first. */
  readonly shapes: readonly ('assertion' | 'response' | 'both')[];
  /** How the vendor encrypts; null where it does not. */
  readonly encryption: ((signIn: Pick<SignIn, 'settings'>) => Omit<Encryption, 'certificate'>) | null;
  /** Attribute name that `claim: vendor-default` stands for. */
  readonly groupsClaim: string;
  /** What of a group is sent. */
  readonly groupValue: 'id' | 'name';
  readonly authnContext: string;
  /** What the NameID is where the settings name none. */
  readonly nameIdDefault: NameIdSettings;
  /** Added to what `attributes` gives where the settings name none. */
  readonly attributeDefault: NonNullable<AppSettings['attributes']>;
  readonly quirks: readonly Quirk[];
  readonly switches: readonly Switch[];
  /** Minutes around now. */
  window(signIn: SignIn): { notBefore: number; notOnOrAfter: number; confirmation: number };
  /** `value`: what the configured source holds. */
  nameId(signIn: SignIn, settings: NameIdSettings, value: string): NameId;
  /** Attributes that the vendor sends whatever the settings say. */
  attributes(signIn: SignIn): readonly Attribute[];
  /** The attribute behind which the group attribute stands; null: behind all others. */
  readonly groupsBehind: string | null;
}

/** The person's value of that source; null where the directory holds none. */
export function valueOf({ person }: Pick<SignIn, 'person'>, source: ValueSource): string | null {
  return source === 'name' ? person.displayName : person[source];
}

/** An attribute that tells this of the person; without a value where the directory holds none. */
export function attributeOf(signIn: Pick<SignIn, 'person'>, name: string, about: ValueSource): Attribute {
  const value = valueOf(signIn, about);
  return { name, about, values: value ? [value] : [] };
}

/** The form of a switch that holds for this sign-in. */
export function formOf({ settings }: Pick<SignIn, 'settings'>, { id, forms }: Switch): string {
  const chosen = settings.switches?.[id];
  return chosen !== undefined && chosen in forms ? chosen : (Object.keys(forms)[0] ?? '');
}
