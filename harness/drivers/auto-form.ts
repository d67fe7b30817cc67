import { attribute, attributeIs, elementsIn, ownText, type Element } from './markup.ts';

/** A form that a page submits by itself. */
export interface AutoForm {
  method: 'GET' | 'POST';
  /** As written. */
  action: string;
  /** How a form that is posted writes its fields. */
  encoding: FormEncoding;
  fields: [string, string][];
}

export type FormEncoding = 'application/x-www-form-urlencoded' | 'multipart/form-data' | 'text/plain';

/** Fields that nothing but the messages of sign-in protocols has. */
const PROTOCOL_FIELDS = /^(SAMLRequest|SAMLResponse|id_token|logout_token|wresult)$/;

const SUBMITS = /\.\s*((request)?submit\s*\(|click\s*\(\s*\))/i;
/** Script that waits for a person. */
const WAITS = /\b(on)?(click|change|key(down|up|press)|input|mouse\w+|touch\w+)\b/i;

/**
 * The form that the page's script submits at once. Whether it does cannot be known without running it, and a form sent by
 * mistake may sign the person out: so one that carries a protocol message is believed to, and any other only when it is
 * alone on the page and the page's own script submits without waiting for anybody.
 */
export function autoFormOf(elements: readonly Element[]): AutoForm | null {
  const { inline, external } = scriptsOf(elements);
  const forms = elements.filter(({ tagName }) => tagName === 'form').map(read);
  const carrier = forms.find((form) => form?.fields.some(([name]) => PROTOCOL_FIELDS.test(name)));
  if (carrier && (external || SUBMITS.test(inline))) return carrier;
  return forms.length === 1 && SUBMITS.test(inline) && !WAITS.test(inline) ? (forms[0] ?? null) : null;
}

function scriptsOf(elements: readonly Element[]): { inline: string; external: boolean } {
  const scripts = elements.filter(({ tagName }) => tagName === 'script');
  const handlers = elements.map((element) => attribute(element, 'onload') ?? '');
  return {
    inline: [...scripts.map(ownText), ...handlers].join('\n'),
    external: scripts.some((script) => attribute(script, 'src') !== null),
  };
}

/** Null for a form that a person fills in. */
function read(form: Element): AutoForm | null {
  const controls = elementsIn(form).filter(({ tagName }) => /^(input|textarea|select)$/.test(tagName));
  if (!controls.every(needsNobody)) return null;
  const fields = controls
    .filter(isSent)
    .map((control): [string, string] => [
      attribute(control, 'name') ?? '',
      withLineBreaks(control.tagName === 'textarea' ? ownText(control) : (attribute(control, 'value') ?? '')),
    ]);
  if (fields.length === 0) return null;
  const method = attributeIs(form, 'method', 'post') ? 'POST' : 'GET';
  return { method, action: attribute(form, 'action') ?? '', encoding: encodingOf(form), fields };
}

function encodingOf(form: Element): FormEncoding {
  if (attributeIs(form, 'enctype', 'multipart/form-data')) return 'multipart/form-data';
  return attributeIs(form, 'enctype', 'text/plain') ? 'text/plain' : 'application/x-www-form-urlencoded';
}

const isButton = (control: Element) => /^(submit|button|image|reset)$/i.test(attribute(control, 'type') ?? '');

const needsNobody = (control: Element) =>
  control.tagName === 'textarea' || attributeIs(control, 'type', 'hidden') || isButton(control);

/** A form that script submits sends no button. */
const isSent = (control: Element) =>
  attribute(control, 'name') && attribute(control, 'disabled') === null && !isButton(control);

/** Line breaks are sent as CR LF, however the page writes them. */
const withLineBreaks = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');
