// What node-saml 5 leaves to the application. It verifies signatures, time and audience; it looks at neither issuer,
// status, Destination nor Recipient, takes an assertion without InResponseTo, and never heard of the browser.
import { demand, Refusal } from './refusal.mjs';
import { below, children, demandPlain, DSIG, only, parse, SAML, SAMLP, textOf } from './xml.mjs';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const ENTITY = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const TRANSFORMS = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE];
const SIGNATURES = /^http:\/\/www\.w3\.org\/2001\/04\/xmldsig-more#rsa-sha(256|384|512)$/;
const DIGESTS = /^http:\/\/www\.w3\.org\/2001\/04\/(xmlenc#sha(256|512)|xmldsig-more#sha384)$/;

/** The message as it stands, before anything of it is verified: one response around one assertion, and nothing to confuse them with. */
export function readMessage(encoded) {
  const response = parse(decoded(encoded));
  demandPlain(response);
  demand(response.namespaceURI === SAMLP && response.localName === 'Response', 'A SAML response was expected.');
  const assertion = children(response, SAML, 'Assertion')[0];
  const others = [...below(response, SAML, 'EncryptedAssertion'), ...below(response, SAMLP, 'Response')];
  if (assertion || others.length > 0) {
    const assertions = below(response, SAML, 'Assertion').length;
    demand(assertions === 1 && others.length === 0, 'One plain assertion was expected.', `${assertions} assertions`);
  }
  for (const signature of below(response, DSIG, 'Signature')) checkSignature(signature, [response, assertion]);
  const responseSigned = children(response, DSIG, 'Signature').length === 1;
  const assertionSigned = assertion !== undefined && children(assertion, DSIG, 'Signature').length === 1;
  return { response, responseSigned, assertionSigned };
}

function decoded(encoded) {
  demand(
    typeof encoded === 'string' && /^[A-Za-z0-9+/\s]+=*\s*$/.test(encoded),
    'SAMLResponse is missing or not base64.',
  );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    throw new Refusal(400, 'SAMLResponse is not UTF-8.');
  }
}

/** A signature as the vendors write it: over its own parent, with nothing added and nothing outdated. */
function checkSignature(signature, parents) {
  const message = 'The signature is not of a kind that is accepted here.';
  const algorithm = (element, name) => only(element, DSIG, name).getAttribute('Algorithm');
  const owner = parents.find((parent) => parent === signature.parentNode);
  demand(owner && children(owner, DSIG, 'Signature').length === 1, message, 'place');
  demand(
    below(signature, DSIG, 'Object').length === 0 && below(signature, DSIG, 'SignedInfo').length === 1,
    message,
    'content',
  );
  const signedInfo = only(signature, DSIG, 'SignedInfo');
  const reference = only(signedInfo, DSIG, 'Reference');
  const transforms = children(only(reference, DSIG, 'Transforms'), DSIG, 'Transform').map((each) =>
    each.getAttribute('Algorithm'),
  );
  demand(reference.getAttribute('URI') === `#${owner.getAttribute('ID')}`, message, 'reference');
  demand(
    transforms.every((transform) => TRANSFORMS.includes(transform)),
    message,
    transforms.join(' '),
  );
  demand(algorithm(signedInfo, 'CanonicalizationMethod') === EXCLUSIVE, message, 'canonicalization');
  demand(SIGNATURES.test(algorithm(signedInfo, 'SignatureMethod')), message, algorithm(signedInfo, 'SignatureMethod'));
  demand(DIGESTS.test(algorithm(reference, 'DigestMethod')), message, algorithm(reference, 'DigestMethod'));
  textOf(only(reference, DSIG, 'DigestValue'));
}

/** The envelope. Answers the id of the request that it says it answers. */
export function checkResponse({ response, responseSigned }, { entityId, acsUrl }) {
  const status = only(only(response, SAMLP, 'Status'), SAMLP, 'StatusCode').getAttribute('Value');
  demand(status === SUCCESS, 'Your identity provider did not sign you in.', status);
  checkHead(response);
  if (responseSigned || children(response, SAML, 'Issuer').length > 0) checkIssuer(response, entityId);
  if (responseSigned || response.hasAttribute('Destination'))
    demand(
      response.getAttribute('Destination') === acsUrl,
      'The response is meant for another address.',
      'Destination',
    );
  return response.getAttribute('InResponseTo');
}

/** The attributes that the schema demands of both. */
function checkHead(element) {
  const { localName } = element;
  demand(element.getAttribute('Version') === '2.0', `The version of the ${localName} is unknown.`);
  demand(/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(element.getAttribute('ID') ?? ''), `The ${localName} has no ID.`);
  demand(
    !Number.isNaN(Date.parse(element.getAttribute('IssueInstant'))),
    `The ${localName} does not say when it was made.`,
  );
}

/** The assertion as verified. Answers `{ nameId, format, attributes }`. */
export function checkAssertion(assertion, { entityId, acsUrl, requestId, skewMs }) {
  checkHead(assertion);
  checkIssuer(assertion, entityId);
  only(assertion, SAML, 'Conditions');
  const statements = children(assertion, SAML, 'AuthnStatement');
  demand(statements.length > 0, 'The assertion tells of no sign-in.');
  const ended = statements
    .map((statement) => statement.getAttribute('SessionNotOnOrAfter'))
    .some((end) => end && !(Date.parse(end) + skewMs > Date.now()));
  demand(!ended, 'Your session at the identity provider has ended.');
  const subject = only(assertion, SAML, 'Subject');
  const confirmed = children(subject, SAML, 'SubjectConfirmation')
    .filter((confirmation) => confirmation.getAttribute('Method') === BEARER)
    .flatMap((confirmation) => children(confirmation, SAML, 'SubjectConfirmationData'))
    .some(
      (data) =>
        data.getAttribute('Recipient') === acsUrl &&
        data.getAttribute('InResponseTo') === requestId &&
        !data.hasAttribute('NotBefore') &&
        Date.parse(data.getAttribute('NotOnOrAfter')) + skewMs > Date.now(),
    );
  demand(confirmed, 'The assertion was not made for this sign-in.', 'SubjectConfirmation');
  const nameId = only(subject, SAML, 'NameID');
  return { nameId: textOf(nameId), format: nameId.getAttribute('Format') || null, attributes: attributesOf(assertion) };
}

function checkIssuer(element, entityId) {
  const issuer = only(element, SAML, 'Issuer');
  demand([null, '', ENTITY].includes(issuer.getAttribute('Format')), 'The issuer is of an unknown kind.');
  demand(textOf(issuer) === entityId, 'The message is not of this identity provider.', textOf(issuer));
}

/** Name and values of every attribute, in order. */
function attributesOf(assertion) {
  return children(assertion, SAML, 'AttributeStatement')
    .flatMap((statement) => children(statement, SAML, 'Attribute'))
    .map((attribute) => [attribute.getAttribute('Name'), children(attribute, SAML, 'AttributeValue').map(textOf)]);
}
