import type { Claims } from './claims.ts';
import type { Signer } from './jws.ts';
import type { OidcVendor } from './profile.ts';

/** An ID token before it is signed. */
export interface IdTokenDraft {
  readonly vendor: OidcVendor;
  /** JOSE header, in the vendor's order. */
  readonly header: Claims;
  /** Payload, in the vendor's order. */
  readonly claims: Claims;
  /** What makes the signature, whatever the header says. */
  readonly signer: Signer;
}
