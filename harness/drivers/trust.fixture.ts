import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdps, type Idps } from '../../mock-idps/index.ts';
import type { BrowserOptions, Driver } from './driver.ts';

/** Mock IdPs on https, with an authority that nobody knows yet. */
export async function idpsOnTls(options: { impersonate?: boolean } = {}): Promise<{
  idps: Idps;
  certificate: string;
  ca: string;
  close: () => Promise<void>;
}> {
  const keys = await mkdtemp(join(tmpdir(), 'jitmus-trust-'));
  const idps = await startIdps({ ...options, keys, tls: true });
  if (!idps.tls) throw new Error('The mock IdPs answer over http.');
  const close = async () => {
    await idps.close();
    await rm(keys, { recursive: true });
  };
  return { idps, ca: idps.tls.ca, certificate: idps.tls.certificate, close };
}

/** Where the driver comes to rest at that address. */
export async function restAt(driver: Driver, url: string, options: Pick<BrowserOptions, 'hosts'> = {}) {
  const browser = await driver.open('visitor', {
    ...options,
    allows: () => true,
    isIdp: () => true,
    onExchange: () => undefined,
  });
  try {
    const { outcome, status } = await browser.visit(url);
    return { outcome, status };
  } finally {
    await browser.close();
  }
}
