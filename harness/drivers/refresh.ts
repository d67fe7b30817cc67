import { REFRESH_WITHIN_S } from './driver.ts';
import { attribute, attributeIs, type Element } from './markup.ts';

/** The address, as written, to which a `meta refresh` of the page leads soon; null where it stays. */
export function refreshOf(elements: readonly Element[]): string | null {
  for (const element of elements) {
    if (element.tagName !== 'meta' || !attributeIs(element, 'http-equiv', 'refresh')) continue;
    const url = soon(attribute(element, 'content') ?? '');
    if (url !== null) return url;
  }
  return null;
}

/** Reads `5; url=/next` as the HTML standard says. Null where it leads nowhere within the visit. */
export function soon(refresh: string): string | null {
  const match =
    /^\s*(?<seconds>\d*)(\.[\d.]*)?(\s*[;,]\s*|\s+)(url\s*=\s*)?("(?<double>[^"]*)|'(?<single>[^']*)|(?<bare>.*))/is.exec(
      refresh,
    );
  if (!match?.groups || !/^\s*[\d.]/.test(refresh)) return null;
  const { seconds, double, single, bare } = match.groups;
  const url = (double ?? single ?? bare ?? '').trim();
  return url && Number(seconds) <= REFRESH_WITHIN_S ? url : null;
}
