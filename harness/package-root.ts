import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Folder of the package, with a slash at its end. The same from source and from the bundle in dist/. */
export const packageRoot = fileURLToPath(new URL('../', import.meta.url));

let version: string | undefined;

/** Version in package.json. */
export function toolVersion(): string {
  version ??= (JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as { version: string }).version;
  return version;
}
