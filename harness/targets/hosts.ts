import { JitmusError } from '../errors.ts';

/** Whether the host is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Which addresses may be contacted: loopback, and the hosts that the target file names. */
export function hostGuard(allowHosts: readonly string[]): (url: string) => boolean {
  return (url) => {
    if (!URL.canParse(url)) return false;
    const { protocol, hostname, host } = new URL(url);
    if (protocol !== 'http:' && protocol !== 'https:') return false;
    return isLoopback(hostname) || allowHosts.includes(hostname) || allowHosts.includes(host);
  };
}

/** Throws where an address of the target file lies off loopback without being named in `allowHosts`. */
export function demandAllowed(url: string, at: string, allowHosts: readonly string[]): void {
  if (!URL.canParse(url)) throw new JitmusError('TARGET_INVALID', `"${url}" is not an address.`, { at });
  if (hostGuard(allowHosts)(url)) return;
  const { hostname } = new URL(url);
  throw new JitmusError('TARGET_OFF_LOOPBACK', `${hostname} is not this machine.`, {
    at,
    hint: `If you mean to test an application there, and may, name it: allowHosts: [${hostname}]`,
  });
}
