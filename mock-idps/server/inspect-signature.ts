import type { RequestSignature } from '../event.ts';
import {
  checkEnvelopedSignature,
  checkRedirectSignature,
  isKnownAlgorithm,
  type SignatureState,
} from '../saml/request-signature.ts';
import type { Located } from './locate.ts';
import type { Visit } from './visit.ts';

/** What of a message decides about its signature. `parameter`: default SAMLRequest. */
interface Inspected extends Pick<Visit, 'binding' | 'signed' | 'rawQuery'> {
  readonly request: { readonly xml: string; readonly id: string | null } | null;
  readonly parameter?: 'SAMLRequest' | 'SAMLResponse';
}

/** What there is to see of a request's signature. Observers are told; whether the vendor looks is another question. */
export async function inspectSignature(visit: Inspected, located: Located): Promise<RequestSignature> {
  const { binding, request, signed, rawQuery, parameter } = visit;
  if (!request || !signed) return 'absent';
  const certificates = 'settings' in located ? located.settings.serviceProvider?.signingCertificate : undefined;
  if (!certificates) return 'unchecked';
  const algorithm = binding === 'redirect' ? new URLSearchParams(rawQuery).get('SigAlg') : algorithmIn(request.xml);
  if (algorithm && !isKnownAlgorithm(algorithm)) return 'unsupported';
  const trust = { certificates, allowSha1: true };
  const state: SignatureState =
    binding === 'redirect'
      ? checkRedirectSignature(rawQuery, trust, parameter)
      : (await checkEnvelopedSignature(request.xml, request.id, trust)).state;
  return state === 'weak' ? 'valid' : state;
}

const algorithmIn = (xml: string) => /SignatureMethod\s[^>]*?Algorithm\s*=\s*["']([^"']*)/.exec(xml)?.[1];
