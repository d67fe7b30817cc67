import { boundedFetch } from './bounded-fetch.ts';
import type { Defects } from './defects.ts';

/** Fetches what the message names, as parsers and processors do that were not told otherwise. On this machine alone. */
export async function fetchNamed(xml: string, defects: Defects): Promise<void> {
  const named = [
    ...(defects.has('fetches-external-entities') ? xml.matchAll(/SYSTEM\s+["']([^"']*)["']/g) : []),
    ...(defects.has('runs-stylesheets') ? xml.matchAll(/document\('([^']*)'\)/g) : []),
  ];
  const addresses = named.map(([, address = '']) => address).filter(isHere);
  await Promise.allSettled(addresses.map((address) => boundedFetch(address)));
}

const isHere = (address: string): boolean =>
  URL.canParse(address) &&
  /^https?:$/.test(new URL(address).protocol) &&
  /^(localhost|127\.0\.0\.1)$/.test(new URL(address).hostname);
