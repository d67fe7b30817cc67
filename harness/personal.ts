import type { CaseResult } from '../reports/index.ts';

/** What stands in the place of what was taken out. */
const ADDRESS = '«address»';
const WITHHELD = '«withheld»';

const ADDRESSES = /[\p{L}\p{N}.!#$&'*+/=?^_`{|}~-]+(?:@|%40|&#64;)((?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+)/gu;
/** The run's nonce, as it is written: it is in every address of a made-up person. */
const MADE_UP = /0{12}/;
/** Domains that belong to nobody (RFC 2606, RFC 6761), and the end of a case id. */
const NOBODY =
  /(?:^|\.)(?:test|example|invalid|localhost|example\.(?:com|net|org))$|^(?:entra|google|okta|other)\.(?:saml|oidc|scim)$/i;

/** Keys of what a record says about a person, in small letters and without marks between words. */
const ABOUT_PEOPLE = new Set([
  ...['name', 'displayname', 'givenname', 'familyname', 'middlename', 'formatted', 'nickname', 'firstname', 'lastname'],
  ...['surname', 'fullname', 'honorificprefix', 'honorificsuffix', 'title', 'phone', 'phonenumber', 'phonenumbers'],
  ...['telephone', 'mobile', 'department', 'address', 'addresses', 'photos', 'picture', 'birthdate', 'employeenumber'],
  ...['externalid', 'username', 'manager', 'profileurl'],
]);

/** Of the people to ask whom metadata names. */
const CONTACT = /(<(?:[\w-]+:)?(GivenName|SurName|TelephoneNumber)(?:\s[^>]*)?>)[^<]*/gi;
const PAGE = /^\s*<(?:!doctype\s+html|html)\b/i;

/**
 * A case without what it tells of people who are not made up (`--redact personal`): their addresses, what records that hold
 * one say beside it, contacts in metadata, and what pages of the application show, pictures included, since nobody can tell
 * names from other words there; their titles stay. Verdicts stay as they were judged.
 */
export function withoutPeople(result: CaseResult): CaseResult {
  const { control, verdicts, observations } = result;
  return {
    ...result,
    control: control && { ...control, because: sentence(control.because) },
    verdicts: verdicts.map((verdict) => ({
      ...verdict,
      because: sentence(verdict.because),
      ...(verdict.expected === undefined ? {} : { expected: textWithoutPeople(verdict.expected) }),
      ...(verdict.actual === undefined ? {} : { actual: textWithoutPeople(verdict.actual) }),
    })),
    observations: observations.map((observation) => ({
      ...observation,
      says: textWithoutPeople(observation.says),
      data: walked(
        observation.kind === 'page' ? withoutText(observation.data) : observation.data,
      ) as typeof observation.data,
      ...(observation.artefacts ? { artefacts: observation.artefacts.map(artefactWithoutPeople) } : {}),
    })),
  };
}

/** The same for a text of any kind: JSON is read as records, and a page of HTML is withheld. */
export function textWithoutPeople(text: string): string {
  if (PAGE.test(text)) return WITHHELD;
  if (/^\s*[[{]\s*["[{\]}]/.test(text)) return jsonWithoutPeople(text);
  return text
    .replace(CONTACT, `$1${WITHHELD}`)
    .replace(ADDRESSES, (address, domain: string) => (isReal(address, domain) ? ADDRESS : address));
}

/** A control quotes the page at which the browser came to rest. */
const sentence = (text: string) =>
  textWithoutPeople(text.replace(/(The browser rests at \S+ \(\w+\)): [^]*$/, `$1: ${WITHHELD}`));

const isReal = (address: string, domain: string) => !MADE_UP.test(address) && !NOBODY.test(domain);

/** What was cut short cannot be read any more. */
function jsonWithoutPeople(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return WITHHELD;
  }
  const before = JSON.stringify(value);
  const after = walked(value);
  if (JSON.stringify(after) === before) return text;
  return JSON.stringify(after, null, text.includes('\n') ? 2 : undefined);
}

type Artefact = NonNullable<CaseResult['observations'][number]['artefacts']>[number];

function artefactWithoutPeople({ text, genuine, ...artefact }: Artefact): Artefact {
  const { mediaType, label } = artefact;
  if (mediaType === 'image/png') return { label: textWithoutPeople(label), mediaType: 'text/plain', text: WITHHELD };
  const clean = mediaType === 'text/html' ? () => WITHHELD : textWithoutPeople;
  return {
    ...artefact,
    label: textWithoutPeople(label),
    ...(text === undefined ? {} : { text: clean(text) }),
    ...(genuine === undefined ? {} : { genuine: clean(genuine) }),
  };
}

const withoutText = (data: object) => ({ ...data, text: WITHHELD });

function walked(value: unknown): unknown {
  if (typeof value === 'string') return textWithoutPeople(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(walked);
  const ofSomebody = holdsRealAddress(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      textWithoutPeople(key),
      ofSomebody && isAboutPeople(key) ? withheld(item) : walked(item),
    ]),
  );
}

const isAboutPeople = (key: string) => ABOUT_PEOPLE.has(key.toLowerCase().replaceAll(/[^a-z]/g, ''));

/** Whether the record is that of a person who is not made up: it has such an address for a value, or in a list such as `emails`. */
function holdsRealAddress(record: object): boolean {
  return Object.values(record).some(
    (item: unknown) =>
      isRealAddress(item) ||
      (Array.isArray(item) && item.some((each: unknown) => isRealAddress((each as { value?: unknown } | null)?.value))),
  );
}

function isRealAddress(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const [match] = value.matchAll(ADDRESSES);
  return match !== undefined && match[0].length === value.trim().length && isReal(match[0], match[1] ?? '');
}

/** Every text in it, whatever it is part of. */
function withheld(value: unknown): unknown {
  if (typeof value === 'string') return WITHHELD;
  if (typeof value === 'number') return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withheld);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withheld(item)]));
}
