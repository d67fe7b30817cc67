import { SAML as NodeSaml } from '@node-saml/passport-saml';
import { addressesOf } from './addresses.mjs';
import { checkAssertion, checkResponse, readMessage } from './saml-checks.mjs';
import { demand } from './refusal.mjs';
import { askedAt } from './sign-ins.mjs';
import { parse } from './xml.mjs';

/** Milliseconds that the IdP's clock may be off. */
const SKEW_MS = 60_000;

/** Where the browser takes the request of that id. */
export const requestUrl = (method, id) =>
  nodeSaml(method, { generateUniqueId: () => id }).getAuthorizeUrlAsync('', '', {});

export const ourMetadata = (method) => nodeSaml(method).generateServiceProviderMetadata(null);

/** Who signed in by a posted response, by which assertion, and in answer to which request. Throws a refusal. */
export async function readResponse(method, encoded) {
  const message = readMessage(encoded);
  const verifier = nodeSaml(method, {
    // Vendors sign one or the other; whatever signature there is has to hold, and one there has to be.
    wantAuthnResponseSigned: message.responseSigned,
    wantAssertionsSigned: message.assertionSigned || !message.responseSigned,
  });
  const { profile } = await verifier.validatePostResponseAsync({ SAMLResponse: encoded }).catch((error) => {
    demand(false, 'What your identity provider sent could not be accepted.', error.message);
  });
  demand(profile, 'What your identity provider sent names nobody.');

  const expected = { entityId: method.entityId, acsUrl: addressesOf(method).acsUrl, skewMs: SKEW_MS };
  const requestId = checkResponse(message, expected);
  // From here on only what the signature covers is read.
  const assertion = parse(profile.getAssertionXml());
  const identity = checkAssertion(assertion, { ...expected, requestId });
  return { requestId, assertionId: assertion.getAttribute('ID'), identity };
}

function nodeSaml(method, options = {}) {
  const { entityId, acsUrl } = addressesOf(method);
  return new NodeSaml({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acsUrl,
    entryPoint: method.ssoUrl,
    idpCert: method.certificates,
    acceptedClockSkewMs: SKEW_MS,
    disableRequestedAuthnContext: true,
    validateInResponseTo: 'always',
    cacheProvider: requestsOf(method),
    ...options,
  });
}

/** The library's view of the requests under way. They are used up elsewhere, by an answer that is found good in full. */
function requestsOf(method) {
  return {
    saveAsync: async () => null,
    async getAsync(id) {
      const at = askedAt(id, method);
      return at === undefined ? null : new Date(at).toISOString();
    },
    removeAsync: async () => null,
  };
}
