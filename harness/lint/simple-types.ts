/** Simple types of XML Schema as far as SAML uses them: what a value is, in words, and whether a text is one. */
interface SimpleType {
  says: string;
  test: (text: string) => boolean;
}

const matching = (pattern: RegExp) => (text: string) => pattern.test(text);

const NAME_START =
  'A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const ncName = matching(new RegExp(`^[${NAME_START}][${NAME_START}.0-9\\xB7\\u0300-\\u036F\\u203F-\\u2040-]*$`, 'u'));
const NCNAME = { says: 'a name that begins with a letter or an underscore and has no colon', test: ncName };

const oneOf = (...words: string[]): SimpleType => ({
  says: `one of ${words.join(', ')}`,
  test: (text) => words.includes(text),
});

const integer = (least: number, most: number): SimpleType => ({
  says: most === Infinity ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`,
  test: (text) => /^[+-]?\d+$/.test(text) && Number(text) >= least && Number(text) <= most,
});

const DATE_TIME =
  /^-?(\d{4}|[1-9]\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;

/** A date and time that there is. */
export function isDateTime(text: string): boolean {
  const parts = DATE_TIME.exec(text);
  if (!parts) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const midnight = hour === 24 && minute === 0 && second === 0 && !/[1-9]/.test(parts[7] ?? '');
  return (
    year > 0 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    (hour < 24 || midnight) &&
    minute < 60 &&
    second < 60
  );
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

const simpleTypes = {
  string: { says: 'a text', test: () => true },
  anyURI: { says: 'a URI', test: () => true },
  anyURIs: { says: 'a list of URIs', test: () => true },
  entityID: { says: 'a URI of at most 1024 characters', test: (text: string) => Array.from(text).length <= 1024 },
  boolean: oneOf('true', 'false', '1', '0'),
  ID: NCNAME,
  NCName: NCNAME,
  dateTime: { says: 'a date and time like 2026-11-23T12:00:00Z', test: isDateTime },
  duration: {
    says: 'a duration like PT1H',
    test: matching(/^-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/),
  },
  integer: integer(-Infinity, Infinity),
  nonNegativeInteger: integer(0, Infinity),
  unsignedShort: integer(0, 65_535),
  base64Binary: {
    says: 'base64',
    test: (text: string) =>
      /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/.test(
        text.replaceAll(/\s/g, ''),
      ),
  },
  language: { says: 'a language like en', test: matching(/^([a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*)?$/) },
  comparison: oneOf('exact', 'minimum', 'maximum', 'better'),
  keyUse: oneOf('encryption', 'signing'),
  contactType: oneOf('technical', 'support', 'administrative', 'billing', 'other'),
} satisfies Record<string, SimpleType>;

export type SimpleTypeName = keyof typeof simpleTypes;

/** What a value of the type is, where the text is none; null where it is one. White space around it does not count. */
export function misfit(type: SimpleTypeName, text: string): string | null {
  const { says, test } = simpleTypes[type];
  const value = type === 'string' ? text : text.trim();
  return test(value) ? null : says;
}
