// Generated from mock-idps/faults/ by "npm run generate". Do not edit.

/** Faults of a sign-in, by id, with the options that each takes. */
export interface FaultOptions {
  /** An ID token for the victim that says it needs no signature, in one of the spellings of none. An application has to refuse it. */
  'oidc/algorithm-none': { spelling?: 'none' | 'None' | 'NONE' | 'nOnE' };
  /** The ID token belongs to another access token: at_hash is that of another, or missing. What comes of it, the application defines. */
  'oidc/at-hash': { form?: 'other' | 'missing' };
  /** The ID token is made for another application, or for none. An application has to refuse it. */
  'oidc/audience': { form?: 'other' | 'missing' | 'empty-list' | 'other-in-list' };
  /** The audience is a list with the application alone in it, which means the same. An application has to accept it. */
  'oidc/audience-in-list': Record<never, never>;
  /** The ID token was issued to another application, although this one is its audience. An application has to refuse it. */
  'oidc/authorized-party': Record<never, never>;
  /** The ID token belongs to another code: c_hash is that of another, or missing. An application has to refuse it. */
  'oidc/c-hash': { form?: 'other' | 'missing' };
  /** The same response is delivered a second time, as it stands. An application has to refuse it. */
  'oidc/callback-replay': { browser?: 'other' | 'same' };
  /** The victim was written into an ID token after it had been signed. An application has to refuse it. */
  'oidc/changed-payload': Record<never, never>;
  /** The response carries no code. An application has to refuse it. */
  'oidc/code-missing': { form?: 'missing' | 'empty' };
  /** The response carries the code of an earlier sign-in, which has been used. An application has to refuse it. */
  'oidc/code-of-earlier': Record<never, never>;
  /** The header demands an extension that nobody knows; who does not know it must refuse the token. An application has to refuse it. */
  'oidc/critical-header': Record<never, never>;
  /** The ID token tells no email address, or an empty one. What comes of it, the application defines. */
  'oidc/email-missing': { form?: 'missing' | 'empty' };
  /** The email claim is no single address: a list, two addresses in one text, or an object. An application has to refuse it. */
  'oidc/email-twisted': { form?: 'a-list' | 'two-addresses' | 'an-object' };
  /** The identity provider says that it has not verified the email address. An application has to refuse it. */
  'oidc/email-unverified': { form?: 'false' | 'text-false' };
  /** An ID token for the victim that brings the key to check it with, in its own header. An application has to refuse it. */
  'oidc/embedded-key': { as?: 'jwk' | 'x5c' };
  /** The response carries an error in the place of a code. An application has to refuse it. */
  'oidc/error-response': { error?: 'access_denied' | 'server_error' | 'temporarily_unavailable' | 'an_error_of_nobody' };
  /** An ID token for the victim, signed with a curve key of the attacker under the name of the right one. An application has to refuse it. */
  'oidc/es256': Record<never, never>;
  /** The time of the ID token has run out an hour ago. An application has to refuse it. */
  'oidc/expired': { minutes?: number };
  /** The ID token does not say when it runs out, or says it in a way that is no time. An application has to refuse it. */
  'oidc/expiry': { form?: 'missing' | 'text' | 'null' };
  /** An ID token for the victim, signed with the attacker's key under the name of the right one. An application has to refuse it. */
  'oidc/foreign-key': Record<never, never>;
  /** The ID token is made for the application and for another one, which it does not trust. An application has to refuse it. */
  'oidc/further-audience': { azp?: 'missing' | 'other' };
  /** The hosted domain is missing, as for a consumer account, or another one, although the request hinted at one. What comes of it, the application defines. */
  'oidc/hosted-domain': { form?: 'missing' | 'other' };
  /** The ID token carries a MAC made with the client secret, although RS256 is what was agreed on. An application has to refuse it. */
  'oidc/hs256-client-secret': Record<never, never>;
  /** An ID token for the victim with a MAC, made with the public key as if that were a secret. An application has to refuse it. */
  'oidc/hs256-public-key': { spelling?: 'pem' | 'pem-without-end' | 'pkcs1-pem' | 'certificate' | 'certificate-base64' | 'modulus' | 'jwk' };
  /** The token endpoint answers without an ID token. An application has to refuse it. */
  'oidc/id-token-missing': Record<never, never>;
  /** The ID token does not say when it was issued. An application has to refuse it. */
  'oidc/issued-at-missing': Record<never, never>;
  /** The ID token was issued tomorrow, by what it says. What comes of it, the application defines. */
  'oidc/issued-in-future': { hours?: number };
  /** The ID token was issued a week ago and still has not run out. What comes of it, the application defines. */
  'oidc/issued-long-ago': { days?: number };
  /** The ID token's issuer is another one, is missing, or is no text. An application has to refuse it. */
  'oidc/issuer': { form?: 'other' | 'trailing-slash' | 'missing' | 'a-list' };
  /** The response says that it comes from another authorization server (mix-up). An application has to refuse it. */
  'oidc/issuer-parameter': Record<never, never>;
  /** The response does not say which authorization server it comes from, though its metadata promise that. An application has to refuse it. */
  'oidc/issuer-parameter-missing': Record<never, never>;
  /** An ID token for the victim whose header says where to fetch the key to check it with. An application has to refuse it. */
  'oidc/key-address': { as?: 'jku' | 'x5u' };
  /** The header does not name the key, and the JWK Set holds several. What comes of it, the application defines. */
  'oidc/key-id-missing': Record<never, never>;
  /** The response arrives in another browser than the one that asked for it. An application has to refuse it. */
  'oidc/login-csrf': { other?: 'never-asked' | 'asked-itself' };
  /** A logout token stands in the place of the ID token. An application has to refuse it. */
  'oidc/logout-token': Record<never, never>;
  /** The ID token is signed with a key that the JWK Set holds since this moment. An application has to accept it. */
  'oidc/new-key': Record<never, never>;
  /** The nonce of the ID token is another than the one that was sent, or it is missing. An application has to refuse it. */
  'oidc/nonce': { form?: 'other' | 'missing' | 'empty' };
  /** The ID token carries the nonce of an earlier sign-in, as one that was stolen then would. An application has to refuse it. */
  'oidc/nonce-reused': Record<never, never>;
  /** The ID token is not valid before a time that is an hour away. An application has to refuse it. */
  'oidc/not-yet-valid': { minutes?: number };
  /** The right key signs, but by another algorithm than the one that was agreed on. What comes of it, the application defines. */
  'oidc/other-algorithm': { algorithm?: 'PS256' | 'RS512' | 'RS384' };
  /** A genuine ID token that the identity provider made for another application. An application has to refuse it. */
  'oidc/other-application': Record<never, never>;
  /** A genuine token of another tenant names the victim's address, which anybody can enter there (nOAuth). An application has to refuse it. */
  'oidc/other-tenant': Record<never, never>;
  /** A parameter of the response stands there twice, with two values. What comes of it, the application defines. */
  'oidc/parameter-twice': { name?: 'state' | 'code'; first?: 'wrong' | 'right' };
  /** The ID token carries an s_hash of another state. What comes of it, the application defines. */
  'oidc/s-hash': Record<never, never>;
  /** One character of the ID token's signature is another. An application has to refuse it. */
  'oidc/signature-altered': Record<never, never>;
  /** The state that comes back is another than the one that was sent, or is missing. An application has to refuse it. */
  'oidc/state': { form?: 'other' | 'missing' | 'empty' };
  /** The response carries the state of an earlier sign-in. An application has to refuse it. */
  'oidc/state-of-earlier': Record<never, never>;
  /** The ID token names no subject, or one that is empty or no text. An application has to refuse it. */
  'oidc/subject': { form?: 'missing' | 'empty' | 'a-list' };
  /** The subject is longer than the 255 characters that a provider may use. What comes of it, the application defines. */
  'oidc/subject-long': Record<never, never>;
  /** The token endpoint answers something that is no JSON object. An application has to refuse it. */
  'oidc/token-answer-garbled': { form?: 'empty' | 'cut-off' | 'a-list' | 'html' };
  /** The token endpoint answers ten megabytes. What comes of it, the application defines. */
  'oidc/token-answer-oversized': Record<never, never>;
  /** The token endpoint answers JSON under another content type. What comes of it, the application defines. */
  'oidc/token-answer-type': { type?: 'text/html' | 'text/plain' | 'application/octet-stream' };
  /** The token endpoint refuses the code, or is out of order. An application has to refuse it. */
  'oidc/token-error': { error?: 'invalid_grant' | 'invalid_client' | 'unauthorized_client' | 'server_error' | 'temporarily_unavailable' };
  /** The ID token is no token: not three parts, not base64url, or without an object in it. An application has to refuse it. */
  'oidc/token-garbled': { form?: 'two-parts' | 'four-parts' | 'not-base64url' | 'a-list' | 'a-word' };
  /** A member is missing that the token endpoint may leave out. An application has to accept it. */
  'oidc/token-member-missing': { member?: 'expires_in' | 'scope' };
  /** The token type is written in other letters, which mean the same. An application has to accept it. */
  'oidc/token-type-case': { spelling?: 'bearer' | 'BEARER' | 'bEaReR' };
  /** An ID token for the victim, signed with the attacker's key, whose name no JWK Set knows. An application has to refuse it. */
  'oidc/unknown-key': { kid?: string };
  /** An ID token for the victim whose signature is empty, or cut off. An application has to refuse it. */
  'oidc/unsigned': { form?: 'empty' | 'cut-off' };
  /** Userinfo refuses, is out of order, or answers something that is no JSON object. What comes of it, the application defines. */
  'oidc/userinfo-error': { form?: 'refused' | 'out-of-order' | 'cut-off' };
  /** Userinfo tells of another subject than the ID token, or of none. An application has to refuse it. */
  'oidc/userinfo-subject': { form?: 'other' | 'missing' };
  /** The version claim is a text where the vendor sends a number, or the other way round. An application has to accept it. */
  'oidc/version-type': Record<never, never>;
  /** The IdP signed the response, but the signature of the assertion inside it is by somebody else's key. An application has to refuse it. */
  'saml/assertion-by-another-key': Record<never, never>;
  /** The assertion has no ID, or an empty one. An application has to refuse it. */
  'saml/assertion-id': { spelling?: 'missing' | 'empty' };
  /** A new response whose assertion has the ID of an earlier one. An application has to refuse it. */
  'saml/assertion-id-reused': Record<never, never>;
  /** The assertion does not say when it was issued, or says it in words that are no date. An application has to refuse it. */
  'saml/assertion-issue-instant': { spelling?: 'missing' | 'empty' | 'malformed' };
  /** The Issuer of the assertion is another than that of the response around it, only begins like it, or is not there. An application has to refuse it. */
  'saml/assertion-issuer': { spelling?: 'other' | 'longer' | 'missing' | 'empty' };
  /** The assertion is of another major version of SAML than 2, or of none. An application has to refuse it. */
  'saml/assertion-version': { version?: '1.1' | '3.0' | 'missing' | 'empty' };
  /** Attributes name their NameFormat where the vendor leaves it out, and leave it out where the vendor names it. An application has to accept it. */
  'saml/attribute-name-format': Record<never, never>;
  /** An assertion for the victim has two attributes called ID: its own, and with a prefix that of the genuine assertion, which lies in the signature. An application has to refuse it. */
  'saml/attribute-pollution': { first?: 'with-prefix' | 'without-prefix' };
  /** The assertion is addressed to another service provider. An application has to refuse it. */
  'saml/audience-mismatch': { audience?: string };
  /** The conditions restrict the assertion to no audience, though they say when it is good. An application has to refuse it. */
  'saml/audience-restriction': { spelling?: 'missing' | 'empty' };
  /** The audience is empty, or a name that only begins like the right one. An application has to refuse it. */
  'saml/audience-unlike': { spelling?: 'longer' | 'empty' };
  /** The signature has two References. The one to the status of the response holds; what the other names was rewritten for the victim. An application has to refuse it. */
  'saml/broken-reference': { first?: 'sound' | 'broken' };
  /** All windows of the response begin or end so many seconds from now. What comes of it, the application defines. */
  'saml/clock-edge': { seconds?: number; edge?: 'after-the-end' | 'before-the-end' | 'before-the-beginning' | 'after-the-beginning' };
  /** The conditions ended an hour ago, or say their end in words that are no date; the confirmation still holds. An application has to refuse it. */
  'saml/conditions-expiry': { end?: 'past' | 'malformed' };
  /** The assertion has no Conditions, or Conditions that ask for nothing: it is good for everybody. An application has to refuse it. */
  'saml/conditions-missing': { spelling?: 'missing' | 'empty' };
  /** The conditions begin in an hour, or say their beginning in words that are no date; the confirmation holds by now. An application has to refuse it. */
  'saml/conditions-start': { start?: 'future' | 'malformed' };
  /** The conditions name an audience and no times; the confirmation alone says how long the assertion is good. An application has to accept it. */
  'saml/conditions-without-times': Record<never, never>;
  /** The bearer confirmation says nothing of recipient, request and end. An application has to refuse it. */
  'saml/confirmation-data-missing': Record<never, never>;
  /** The bearer confirmation ended an hour ago, or says of no moment that it ends then; the conditions still hold. An application has to refuse it. */
  'saml/confirmation-expiry': { end?: 'past' | 'missing' | 'empty' | 'malformed' };
  /** The subject is confirmed by another method than bearer, or by none. An application has to refuse it. */
  'saml/confirmation-method': { method?: 'missing' | 'empty' | 'holder-of-key' | 'sender-vouches' };
  /** The bearer confirmation has a NotBefore, which none may have: an hour ahead, or an hour ago. An application has to refuse it. */
  'saml/confirmation-not-before': { start?: 'future' | 'past' };
  /** The bearer confirmation names no recipient, or an address that only begins like the right one. An application has to refuse it. */
  'saml/confirmation-recipient': { spelling?: 'missing' | 'empty' | 'longer' };
  /** The signed response has no Destination, or an empty one. An application has to refuse it. */
  'saml/destination-absent': { spelling?: 'missing' | 'empty' };
  /** The response names another service provider's address as its Destination. An application has to refuse it. */
  'saml/destination-mismatch': { destination?: string };
  /** The message was changed to the victim's, and the digest of the change stands as a comment before the digest that was signed. An application has to refuse it. */
  'saml/digest-comment': Record<never, never>;
  /** The genuine, signed assertion was moved as a whole to where the schema allows anything; an unsigned one for the victim took its place. An application has to refuse it. */
  'saml/displaced-assertion': { genuine?: 'in-extensions' | 'in-status-detail' | 'in-advice' };
  /** The message has a document type declaration that declares nothing of consequence. An application has to refuse it. */
  'saml/doctype': Record<never, never>;
  /** The attribute that holds the signer's address holds the victim's as well. What comes of it, the application defines. */
  'saml/email-twice': { form?: 'attributes' | 'values'; victim?: 'last' | 'first' };
  /** The assertion is encrypted to a certificate that the service provider never had. An application has to refuse it. */
  'saml/encrypted-to-wrong-key': Record<never, never>;
  /** An assertion for the victim, encrypted to the service provider's public certificate and signed by nobody. An application has to refuse it. */
  'saml/encrypted-unsigned': Record<never, never>;
  /** Entities that name one another come to ten thousand when a parser puts them in. All of them are empty. An application has to refuse it. */
  'saml/entity-expansion': Record<never, never>;
  /** A response whose time has run out: all its windows ended an hour ago. An application has to refuse it. */
  'saml/expired': { minutes?: number };
  /** A document type declaration names something outside the message, which a careless parser reads. An application has to refuse it. */
  'saml/external-entity': { kind?: 'general' | 'parameter' | 'external-subset' | 'file' };
  /** The signature has a second Reference, to the status of the response; both hold. An application has to refuse it. */
  'saml/extra-reference': { first?: 'extra' | 'own' };
  /** A response for the victim, signed with the attacker's own key, and a certificate in the message that is to vouch for it. An application has to refuse it. */
  'saml/foreign-key': { certificate?: 'look-alike' | 'stranger' | 'chain' | 'genuine' | 'stranger-and-genuine' | 'key-value-and-genuine' };
  /** The restriction names another audience beside the service provider. An application has to accept it. */
  'saml/further-audience': { position?: 'before' | 'after' };
  /** The conditions hold one of the other two that SAML 2.0 knows: OneTimeUse, or ProxyRestriction. An application has to accept it. */
  'saml/further-condition': { condition?: 'one-time-use' | 'proxy-restriction' };
  /** Beside the bearer confirmation stands one of another method. An application has to accept it. */
  'saml/further-confirmation': { position?: 'before' | 'after' };
  /** The response comes in the query of a GET. An application has to refuse it. */
  'saml/get-delivery': { encoding?: 'post' | 'redirect' };
  /** Every group stands in an Attribute element of its own, all of the same name, as Keycloak writes groups. An application has to accept it. */
  'saml/groups-as-several-attributes': Record<never, never>;
  /** A response for the victim, with an HMAC whose secret is the IdP's public certificate. An application has to refuse it. */
  'saml/hmac-confusion': { secret?: 'pem' | 'pem-without-last-line-break' | 'pem-on-one-line' | 'base64' | 'der' | 'public-key-pem'; method?: 'hmac-sha1' | 'hmac-sha256' };
  /** A response for the victim, with an HMAC of which the message itself says that hardly anything has to be compared. An application has to refuse it. */
  'saml/hmac-truncation': { bits?: '8' | '1' | '0' };
  /** The signature of the assertion was moved up to where the response's own would stand; the assertion in its place speaks for the victim. An application has to refuse it. */
  'saml/hoisted-signature': { genuine?: 'in-extensions' | 'in-object' };
  /** Before the genuine assertion stands one for the victim with the same ID, spelt so that not every look-up finds it the same. An application has to refuse it. */
  'saml/id-by-entity': { spelling?: 'entity' | 'character-reference' };
  /** The IdP answers that it could not sign the person in: a failed status, no assertion, no signature. An application has to refuse it. */
  'saml/idp-error': { status?: 'responder' | 'requester' | 'authn-failed' | 'no-authn-context' | 'no-passive' | 'request-denied' | 'request-unsupported' | 'unknown-principal' };
  /** Of response and assertion only one says which request it answers. An application has to refuse it. */
  'saml/in-response-to-missing': { from?: 'assertion' | 'response'; spelling?: 'missing' | 'empty' };
  /** Response and assertion say of two different requests that they answer them; only one of them was made. An application has to refuse it. */
  'saml/in-response-to-split': { unknown?: 'assertion' | 'response' };
  /** The response answers a request that the service provider never sent. An application has to refuse it. */
  'saml/in-response-to-unknown': Record<never, never>;
  /** Issuers name their Format where the vendor leaves it out, and leave it out where the vendor names it. An application has to accept it. */
  'saml/issuer-format': Record<never, never>;
  /** Response and assertion name an issuer that the service provider does not know, though the key is right. An application has to refuse it. */
  'saml/issuer-mismatch': { issuer?: string };
  /** The response arrives in another browser than the one that asked for it. An application has to refuse it. */
  'saml/login-csrf': { other?: 'never-asked' | 'asked-itself' };
  /** The signature names so many transforms that verifying it costs more than it should. An application has to refuse it. */
  'saml/many-transforms': { count?: number };
  /** The assertion names nobody: it has no NameID, and no attribute holds an address. An application has to refuse it. */
  'saml/missing-nameid': { attributes?: 'without-addresses' | 'all' };
  /** The form is posted as multipart/form-data. What comes of it, the application defines. */
  'saml/multipart-form': Record<never, never>;
  /** The NameID is there and holds nothing. An application has to refuse it. */
  'saml/nameid-empty': Record<never, never>;
  /** The NameID is longer than any address: the victim's behind hundreds of other characters. What comes of it, the application defines. */
  'saml/nameid-long': { characters?: number };
  /** The NameID is another string than the victim's, and becomes it where somebody normalises, decodes or strips. What comes of it, the application defines. */
  'saml/nameid-lookalike': { spelling?: 'full-width-letter' | 'full-width-at' | 'accent' | 'zero-width' | 'cyrillic' | 'percent' | 'html-entity' | 'markup' | 'quotes' };
  /** The signer's address begins with the victim's, and a character reference to U+0000 stands where the victim's ends. An application has to refuse it. */
  'saml/nameid-nul': Record<never, never>;
  /** The subject has two NameIDs: the signer's and the victim's. An application has to refuse it. */
  'saml/nameid-twice': { victim?: 'second' | 'first' };
  /** The NameID is the victim's with white space around it. What comes of it, the application defines. */
  'saml/nameid-white-space': { place?: 'behind' | 'in-front' | 'line-break' | 'indented' | 'no-break-space' };
  /** Before the genuine assertion stands one for the victim in a namespace that is not that of SAML assertions, but looks like it. An application has to refuse it. */
  'saml/namespace-confusion': { namespace?: 'of-saml-1' | 'with-space' | 'in-capitals' };
  /** The response is signed with the second of the two keys in the metadata, as at the beginning of a roll-over. An application has to accept it. */
  'saml/new-key': Record<never, never>;
  /** The response says Success and holds no assertion. An application has to refuse it. */
  'saml/no-assertion': Record<never, never>;
  /** A response from the future: it becomes valid in an hour. An application has to refuse it. */
  'saml/not-yet-valid': { minutes?: number };
  /** The signature is made with another algorithm than the vendor uses, one that is common all the same. An application has to accept it. */
  'saml/other-algorithm': { algorithm?: 'exclusive-with-comments' | 'inclusive' | 'inclusive-with-comments' | 'rsa-sha512' };
  /** The signature is the IdP's, but KeyInfo holds no certificate. An application has to accept it. */
  'saml/other-key-information': { holds?: 'nothing' | 'key-value' | 'subject-name' | 'key-name' };
  /** Another method's IdP issued and signed the response, but addressed it to this method. An application has to refuse it. */
  'saml/other-method': Record<never, never>;
  /** A response that another method's IdP issued for that method is delivered to this one. An application has to refuse it. */
  'saml/other-method-response': Record<never, never>;
  /** The form that should bring the response brings none. An application has to refuse it. */
  'saml/parameter-missing': Record<never, never>;
  /** The form field that holds the response has another name than SAMLResponse. An application has to refuse it. */
  'saml/parameter-name': { name?: 'lower-case' | 'request' };
  /** The form brings two responses: the genuine one, and one for the victim that nobody signed. An application has to refuse it. */
  'saml/parameter-twice': { forged?: 'last' | 'first' };
  /** Two responses in one text, one genuine and one for the victim. Which of them is the document depends on where a parser takes the document type to end. An application has to refuse it. */
  'saml/parser-differential': { genuine?: 'for-exact-parsers' | 'for-hasty-parsers' };
  /** The subject confirmation names another service provider's address as its recipient. An application has to refuse it. */
  'saml/recipient-mismatch': { recipient?: string };
  /** The Reference does not name the element that is signed: its URI is empty or missing. An application has to refuse it. */
  'saml/reference-uri': { uri?: 'empty' | 'absent' };
  /** The signature does not name what it signs: the URI of its Reference is empty or missing. An application has to refuse it. */
  'saml/reference-without-id': { uri?: 'empty' | 'missing' };
  /** Another RelayState than the service provider sent comes back. What comes of it, the application defines. */
  'saml/relay-state-changed': { value?: 'unknown' | 'long' | 'huge' | 'markup' };
  /** The RelayState leads to another site than the service provider's. What comes of it, the application defines. */
  'saml/relay-state-elsewhere': { value?: 'https' | 'scheme-relative' | 'backslash' | 'tab' | 'javascript' | 'line-break' };
  /** The RelayState that the service provider sent does not come back. What comes of it, the application defines. */
  'saml/relay-state-removed': Record<never, never>;
  /** The same response is delivered a second time, as it stands. An application has to refuse it. */
  'saml/replay': { browser?: 'other' | 'same' };
  /** The same response is delivered a second time after the service provider was started anew. An application has to refuse it. */
  'saml/replay-after-restart': { browser?: 'same' | 'other' };
  /** A second, new response answers the request that was answered already. An application has to refuse it. */
  'saml/request-answered-twice': Record<never, never>;
  /** The IdP signed the assertion, but the response around it carries a signature by somebody else's key. An application has to refuse it. */
  'saml/response-by-another-key': { place?: 'behind-issuer' | 'at-the-end' };
  /** The response in the form is compressed, or not even in base64. What comes of it, the application defines. */
  'saml/response-compressed': { form?: 'deflate' | 'zlib' | 'gzip' | 'not-encoded' };
  /** What stands in the field SAMLResponse cannot be read. An application has to refuse it. */
  'saml/response-garbled': { form?: 'not-base64' | 'truncated' | 'empty' | 'not-xml' | 'not-utf8' };
  /** The response has no ID, or an empty one. An application has to refuse it. */
  'saml/response-id': { spelling?: 'missing' | 'empty' };
  /** The response does not say when it was issued, or says it in words that are no date. An application has to refuse it. */
  'saml/response-issue-instant': { spelling?: 'missing' | 'empty' | 'malformed' };
  /** The Issuer of the response is another than that of its assertion, or empty. An application has to refuse it. */
  'saml/response-issuer': { spelling?: 'other' | 'empty' };
  /** The signed response does not say who issued it. An application has to refuse it. */
  'saml/response-issuer-missing': Record<never, never>;
  /** White space behind the response makes megabytes of it, as sent or once it is unpacked. What comes of it, the application defines. */
  'saml/response-oversized': { form?: 'padded' | 'deflate-bomb' };
  /** The response is of another major version of SAML than 2, or of none. An application has to refuse it. */
  'saml/response-version': { version?: '1.1' | '3.0' | 'missing' | 'empty' };
  /** The response is signed with a key of the IdP's that its metadata does not hold, as after an old key was removed. An application has to refuse it. */
  'saml/retired-key': Record<never, never>;
  /** Beside the signer's own assertion stands one of the victim that the IdP signed as well, but for another service provider. An application has to refuse it. */
  'saml/second-assertion': { position?: 'after' | 'before' };
  /** The assertion is restricted twice, and only one of the restrictions names the service provider. An application has to refuse it. */
  'saml/second-audience-restriction': { other?: 'last' | 'first' };
  /** The session that the assertion tells of ended an hour ago. An application has to refuse it. */
  'saml/session-ended': Record<never, never>;
  /** The assertion tells when the session at the IdP will end: in eight hours. An application has to accept it. */
  'saml/session-lasts': Record<never, never>;
  /** One SignedInfo is signed, and another in the same signature holds the digest of forged content. An application has to refuse it. */
  'saml/several-signed-infos': { forged?: 'behind' | 'before' | 'in-object' };
  /** One character of the signature value is another than the IdP wrote. An application has to refuse it. */
  'saml/signature-altered': { of?: 'every-signature' | 'response' | 'assertion' };
  /** Everything speaks for the victim, and the IdP's signature covers something beside the point. An application has to refuse it. */
  'saml/signature-over-part': { part?: 'status' | 'issuer' | 'conditions' | 'logout-response' };
  /** The assertion was rewritten for the victim under its genuine signature, and the digest of the result lies in the response's extensions, before the signed one. An application has to refuse it. */
  'saml/smuggled-digest': Record<never, never>;
  /** A subject and attributes of the victim, groups included, lie loose in a part of the message that the assertion's signature does not cover. An application has to refuse it. */
  'saml/smuggled-subject': { place?: 'in-extensions' | 'before-assertion' | 'in-signature' | 'in-signature-at-end' };
  /** The signer's address begins with the victim's, and something that is no text stands where the victim's ends; the signature stays valid. An application has to refuse it. */
  'saml/split-name': { by?: 'comment' | 'cdata' | 'processing-instruction' | 'entity'; in?: 'everywhere' | 'nameid' | 'attributes' };
  /** The response does not say that the request succeeded: its StatusCode is empty or missing, or the whole Status is. An application has to refuse it. */
  'saml/status-code': { spelling?: 'missing' | 'empty' | 'status-empty' | 'status-missing' };
  /** The response says that the sign-in failed, and holds a valid assertion all the same. An application has to refuse it. */
  'saml/status-failed': { status?: 'requester' | 'responder' | 'version-mismatch' | 'authn-failed' | 'request-denied' | 'success-inside' | 'unknown' };
  /** The response says Success, and has a message to go with it. An application has to accept it. */
  'saml/status-message': Record<never, never>;
  /** A transform of the signature is a stylesheet that fetches a document. Its result is what it was given. An application has to refuse it. */
  'saml/stylesheet-transform': Record<never, never>;
  /** The subject has no SubjectConfirmation, or one that says nothing. An application has to refuse it. */
  'saml/subject-confirmation': { spelling?: 'missing' | 'empty' };
  /** The assertion has no Subject, or an empty one; its attributes tell of the person all the same. An application has to refuse it. */
  'saml/subject-missing': { spelling?: 'missing' | 'empty' };
  /** A genuinely signed response in which the signer's NameID and addresses were replaced by the victim's afterwards. An application has to refuse it. */
  'saml/tampered': Record<never, never>;
  /** The form is posted as plain text: line by line, or so that its text is JSON. An application has to refuse it. */
  'saml/text-plain-form': { form?: 'lines' | 'json' };
  /** All times are written in whole seconds, or down to microseconds. An application has to accept it. */
  'saml/time-precision': { precision?: 'seconds' | 'microseconds' };
  /** Two responses in a row: one that the IdP signed, and an unsigned one for the victim. An application has to refuse it. */
  'saml/two-roots': { first?: 'forged' | 'genuine' | 'failure' };
  /** The signature is made with an algorithm that is sound, but that many libraries do not know. What comes of it, the application defines. */
  'saml/uncommon-algorithm': { algorithm?: 'inclusive-1.1' | 'rsa-sha384' };
  /** A response that claims to be the victim and carries no signature at all. An application has to refuse it. */
  'saml/unsigned': Record<never, never>;
  /** The response around a signed assertion leaves out what it may: its Issuer, or its Destination. An application has to accept it. */
  'saml/unsigned-response-bare': { without?: 'issuer' | 'destination' };
  /** The response says of no request that it answers it, as if the sign-in had started at the IdP. An application has to refuse it. */
  'saml/unsolicited': Record<never, never>;
  /** Attribute values are strings by xsi:type where the vendor says otherwise, and of no type where the vendor says that. An application has to accept it. */
  'saml/value-types': Record<never, never>;
  /** An assertion for the victim that some libraries fail to canonicalise, under a signature over the digest of nothing. An application has to refuse it. */
  'saml/void-canonicalization': Record<never, never>;
  /** The signature is the IdP's, made with a hash in which collisions can be found. An application has to refuse it. */
  'saml/weak-algorithm': { algorithm?: 'sha1' | 'sha1-digest' | 'md5' };
  /** An assertion for the victim stands in the place of the genuine, signed one, which lies in or behind it. An application has to refuse it. */
  'saml/wrapped-assertion': { genuine?: 'inside' | 'behind' | 'in-signature' | 'in-object' };
  /** A response for the victim carries the signature of the genuine one, which lies wrapped inside it. An application has to refuse it. */
  'saml/wrapped-response': { genuine?: 'in-signature' | 'before-signature' | 'in-object' | 'in-extensions' };
  /** Beside the genuine, signed assertion stands an unsigned one for the victim. An application has to refuse it. */
  'saml/wrapped-sibling': { position?: 'before' | 'after' | 'in-extensions'; id?: 'new' | 'same' };
}
