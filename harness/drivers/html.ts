import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** A form that a page submits by itself. */
export interface AutoForm {
  method: 'GET' | 'POST';
  /** As written; relative to the page. */
  action: string;
  fields: [string, string][];
}

export interface Page {
  title: string;
  /** Visible text, white space folded. */
  text: string;
  autoForm: AutoForm | null;
  /** Address of a `meta refresh`, as written. */
  refresh: string | null;
  /** The page does nothing without script: an element is waiting for one. */
  needsScript: boolean;
}

const PROTOCOL_FIELDS = /^(SAMLResponse|SAMLRequest|id_token|code|error|wresult|logout_token)$/;

/** Reads a page as far as a driver without script must understand it. */
export function readPage(html: string): Page {
  const elements: Element[] = [];
  const words: string[] = [];
  walk(parse(html), elements, words);
  const scripts = elements.filter((element) => element.tagName === 'script');
  const script = [...scripts.map(textOf), ...elements.map((element) => attribute(element, 'onload') ?? '')].join('\n');
  const text = words.join(' ').replace(/\s+/g, ' ').trim();
  return {
    title: textOf(elements.find((element) => element.tagName === 'title')).trim(),
    text,
    autoForm: autoForm(elements, {
      submits: /\.submit\s*\(|requestSubmit\s*\(/.test(script),
      loadsScript: scripts.some((element) => attribute(element, 'src') !== null),
    }),
    refresh: refreshOf(elements),
    needsScript: scripts.length > 0 && text.length < 20,
  };
}

/**
 * A form submits itself when script on the page says so. Script in a file cannot be read, so there the form must carry a
 * protocol message: a page with a sign-out button and a script is no self-submitting page.
 */
function autoForm(
  elements: Element[],
  { submits, loadsScript }: { submits: boolean; loadsScript: boolean },
): AutoForm | null {
  const forms = elements.filter((element) => element.tagName === 'form');
  for (const form of forms) {
    const inner: Element[] = [];
    walk(form, inner, []);
    const inputs = inner.filter((element) => element.tagName === 'input' || element.tagName === 'textarea');
    const fields = inputs
      .filter(
        (input) =>
          attribute(input, 'name') !== null && !/^(submit|button|image|reset)$/i.test(attribute(input, 'type') ?? ''),
      )
      .map((input): [string, string] => [
        attribute(input, 'name') ?? '',
        input.tagName === 'textarea' ? textOf(input) : (attribute(input, 'value') ?? ''),
      ]);
    const hiddenOnly = inputs.every(
      (input) => /^(hidden|submit|button)$/i.test(attribute(input, 'type') ?? '') || input.tagName === 'textarea',
    );
    const carries = fields.some(([name]) => PROTOCOL_FIELDS.test(name));
    const byItself = (submits && (carries || forms.length === 1)) || (loadsScript && carries);
    if (byItself && hiddenOnly && fields.length > 0) {
      return {
        method: /^post$/i.test(attribute(form, 'method') ?? '') ? 'POST' : 'GET',
        action: attribute(form, 'action') ?? '',
        fields,
      };
    }
  }
  return null;
}

function refreshOf(elements: Element[]): string | null {
  for (const element of elements) {
    if (element.tagName !== 'meta' || !/^refresh$/i.test(attribute(element, 'http-equiv') ?? '')) continue;
    const match = /^\s*\d+\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(attribute(element, 'content') ?? '');
    if (match?.[1]) return match[1].trim();
  }
  return null;
}

function walk(node: Node, elements: Element[], words: string[]): void {
  if (defaultTreeAdapter.isTextNode(node)) words.push(node.value);
  if (!('childNodes' in node)) return;
  for (const child of node.childNodes) {
    if (defaultTreeAdapter.isElementNode(child)) {
      elements.push(child);
      walk(child, elements, /^(script|style|template|title|noscript)$/.test(child.tagName) ? [] : words);
    } else walk(child, elements, words);
  }
}

function textOf(element: Element | undefined): string {
  return (element?.childNodes ?? []).map((child) => (defaultTreeAdapter.isTextNode(child) ? child.value : '')).join('');
}

const attribute = (element: Element, name: string) => element.attrs.find((item) => item.name === name)?.value ?? null;
