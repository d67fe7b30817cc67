import { visible } from '../visible.ts';

/** Any text as a SARIF message, in which an opening bracket begins a link and braces stand for arguments. */
export function messageText(value: string): string {
  return visible(value)
    .replace(/(\\*)\[/g, '$1$1\\[')
    .replace(/[{}]/g, (brace) => brace + brace);
}

/** A path as SARIF locates it: relative where it is, and never mistaken for an address. */
export function uriOf(path: string): string {
  const parts = Buffer.from(path).toString().replaceAll('\\', '/').split('/').map(encodeURIComponent);
  const uri = parts.join('/');
  if (uri.startsWith('/')) return `file://${uri}`;
  return /^[A-Za-z]%3A\//.test(uri) ? `file:///${uri}` : uri;
}
