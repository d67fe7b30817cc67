import { isLoopback } from '../targets/hosts.ts';

/** A whole address, or a path behind where the application is. */
export const addressOf = (base: string, text: string) => (text.startsWith('/') ? base + text : text);

/** What is wrong with an address or a path. */
export function addressProblem(text: string): string | undefined {
  if (text.startsWith('/')) return undefined;
  return URL.canParse(withPort(text)) && /^https?:\/\//.test(text)
    ? undefined
    : `"${text}" is neither a path (/login) nor an http or https address.`;
}

/** Hosts of these addresses that are not this machine. */
export function hostsElsewhere(addresses: readonly (string | null | undefined)[]): string[] {
  const hosts = addresses.flatMap((address) =>
    address && URL.canParse(withPort(address)) ? [new URL(withPort(address)).hostname] : [],
  );
  return [...new Set(hosts)].filter((host) => !isLoopback(host));
}

const withPort = (text: string) => text.replaceAll('${port}', '1').replaceAll(/\{[a-z]+\}/g, 'x');
