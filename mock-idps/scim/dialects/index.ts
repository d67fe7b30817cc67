import type { Dialect } from '../dialect.ts';
import type { ProvisioningVendor } from '../provisioning.ts';
import { entra } from './entra.ts';
import { google } from './google.ts';
import { okta } from './okta.ts';

export const dialects: Readonly<Record<ProvisioningVendor, Dialect>> = { entra, google, okta };
