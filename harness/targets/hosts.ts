import { JitmusError } from '../errors.ts';

/** Whether the host is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Which addresses may be contacted: loopback, and the hosts (`name` or `name:port`) that the target file names. */
export function hostGuard(allowHosts: readonly string[]): (url: string) => boolean {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()));
  return (url) => {
    if (!isWebAddress(url)) return false;
    const { hostname, host } = new URL(url);
    return isLoopback(hostname) || allowed.has(hostname) || allowed.has(host);
  };
}

/** The problem with an address of the target file that may not be contacted. */
export function notAllowed(url: string, at: string, allowHosts: readonly string[]): JitmusError | null {
  if (!isWebAddress(url)) return new JitmusError('TARGET_INVALID', `"${url}" is not an http or https address.`, { at });
  if (hostGuard(allowHosts)(url)) return null;
  const { hostname } = new URL(url);
  return new JitmusError('TARGET_OFF_LOOPBACK', `${hostname} is not this machine.`, {
    at,
    hint: `If you mean to test an application there, and may, name it: allowHosts: [${hostname}]`,
  });
}

const isWebAddress = (url: string) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
