import type { Idps } from '../mock-idps/index.ts';

/** Which addresses a browser may contact: the mock IdPs and what is allowed beside, but never a host that the mocks stand in for. */
export const reach =
  ({ owns, proxy }: Pick<Idps, 'owns' | 'proxy'>, allows: (url: string) => boolean) =>
  (url: string): boolean =>
    owns(url) || (allows(url) && !proxy?.leads(new URL(url).hostname));
