import type { Vendor } from '../api.ts';

/** In the order in which the vendors stand everywhere. */
export const VENDORS = ['entra', 'google', 'okta', 'other'] as const satisfies readonly Vendor[];

export const VENDOR_NAMES: Record<Vendor, string> = {
  entra: 'Entra ID',
  google: 'Google Workspace',
  okta: 'Okta',
  other: 'a plain IdP',
};

/** A vendor by name, with a colour of ours to find it again; nothing of the vendor's own look. */
export function VendorTag({ vendor }: { vendor: Vendor }) {
  return <span class={`vendor vendor-${vendor}`}>{VENDOR_NAMES[vendor]}</span>;
}
