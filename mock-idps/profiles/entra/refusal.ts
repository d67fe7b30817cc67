import type { Refusal } from '../../saml/request-profile.ts';
import type { Source } from '../../source.ts';

export const checked = '2026-11-23';
export const protocol = (at: string): Source => ({
  title: 'Single sign-on SAML protocol',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/single-sign-on-saml-protocol.md, ${at}`,
  basis: 'vendor-doc',
  checked,
});
export const errorCodes = (at: string): Source => ({
  title: 'Microsoft Entra authentication and authorization error codes',
  at: `MicrosoftDocs/entra-docs docs/identity-platform/reference-error-codes.md, ${at}`,
  basis: 'vendor-doc',
  checked,
});
export const inferred = (at: string): Source => ({
  title: 'Which code goes with it is not established',
  at,
  basis: 'inferred',
  checked,
});

export const page = (code: number, says: string, mend: string): Refusal => ({
  status: 400,
  code: `AADSTS${code}`,
  says,
  mend,
});

export const quoted = (value: string | null | undefined) => (value == null ? 'absent' : JSON.stringify(value));
