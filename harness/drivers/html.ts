import { autoFormOf, type AutoForm } from './auto-form.ts';
import { attribute, elementsIn, ownText, parseHtml, visibleText } from './markup.ts';
import { refreshOf } from './refresh.ts';

/** A page as far as a driver without script must understand it. Addresses are as written. */
export interface Page {
  title: string;
  /** Visible text, white space folded. */
  text: string;
  autoForm: AutoForm | null;
  refresh: string | null;
  /** Of its frames. */
  frames: readonly string[];
  /** What relative addresses start from, where the page says so. */
  base: string | null;
  /** Next to nothing is there until script has run. */
  needsScript: boolean;
}

/** Characters of text below which a page with script counts as a shell that script fills. */
const SHELL = 20;

export function readPage(html: string): Page {
  const document = parseHtml(html);
  const elements = elementsIn(document);
  const named = (name: string) => elements.find(({ tagName }) => tagName === name);
  const text = visibleText(document);
  const base = elements.find((element) => element.tagName === 'base' && attribute(element, 'href') !== null);
  return {
    title: ownText(named('title')).trim(),
    text,
    autoForm: autoFormOf(elements),
    refresh: refreshOf(elements),
    frames: elements.flatMap((element) => (element.tagName === 'iframe' ? (attribute(element, 'src') ?? []) : [])),
    base: base ? attribute(base, 'href') : null,
    needsScript: named('script') !== undefined && text.length < SHELL,
  };
}
