import { checkOptions } from './options.ts';
import type { Provisioning, ProvisioningOptions, ProvisioningVendor } from './provisioning.ts';

/** What a connection belongs to. */
export interface Connection {
  seed: number;
  nonce: string;
  vendor: ProvisioningVendor;
  name: string;
  clock: () => number;
}

/** @throws IdpError `SCIM_*`, `SWITCH_*` */
export function openProvisioning(connection: Connection, options: ProvisioningOptions): Provisioning {
  checkOptions(connection.vendor, options);
  throw new Error('Not built yet.');
}
