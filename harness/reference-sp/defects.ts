import { StartError } from './start-error.ts';

interface DefectFacts {
  id: string;
  /** What the product does wrong, in one sentence. */
  summary: string;
  /** Rules that must turn red with it. Others may, as a consequence. */
  breaks: readonly string[];
}

/** Deliberate defects of the reference, one mistake each, made where a real product would make it. */
// prettier-ignore
export const defects = [
  // Creating a method
  { id: 'jit-for-any-idp-type', summary: 'Offers JIT provisioning for every IdP type.', breaks: ['jit/chosen-at-creation'] },
  { id: 'owner-switches-jit-on', summary: 'Lets the owner switch JIT on for a method made without it.', breaks: ['jit/existing-method-needs-support'] },
  { id: 'url-changes-on-every-look', summary: 'Makes a new JIT login URL whenever the method is shown.', breaks: ['jit/url-shown-after-save'] },
  { id: 'url-shown-only-once', summary: 'Shows the JIT login URL after saving and never again.', breaks: ['jit/url-shown-after-save'] },

  // Verification
  { id: 'jit-before-verified', summary: 'Signs people in through a method that is waiting for verification.', breaks: ['jit/closed-until-verified'] },
  { id: 'jit-when-rejected', summary: 'Signs people in through a method that was rejected.', breaks: ['jit/closed-until-verified'] },
  { id: 'jit-when-disabled', summary: 'Signs people in through a method that is disabled.', breaks: ['jit/closed-until-verified'] },
  { id: 'verified-needs-extra-enable', summary: 'Leaves a verified method disabled until the owner enables it.', breaks: ['jit/opens-when-verified'] },

  // Who is provisioned
  { id: 'provisions-through-ordinary-login', summary: 'Makes accounts for people who came by the ordinary login.', breaks: ['jit/only-through-jit-url'] },
  { id: 'provisions-on-idp-initiated', summary: 'Takes IdP-initiated starts and makes accounts for them.', breaks: ['jit/only-through-jit-url'] },
  { id: 'provisions-with-jit-off', summary: 'Makes accounts through methods that have JIT off.', breaks: ['jit/off-means-off'] },
  { id: 'provisions-nobody', summary: 'Refuses everybody who has no account, by the JIT login URL too.', breaks: ['jit/creates-new-user'] },
  { id: 'provisions-without-signing-in', summary: 'Makes the account but no session.', breaks: ['jit/creates-new-user'] },

  // What is stored
  { id: 'stores-name', summary: 'Keeps the name that the IdP sent.', breaks: ['jit/stores-only-email'] },
  { id: 'stores-object-id', summary: 'Keeps the object ID itself in place of its keyed hash.', breaks: ['jit/stores-only-email'] },

  // Existing accounts
  { id: 'existing-user-refused', summary: 'A JIT method turns away people who have an account.', breaks: ['sso/existing-user-signs-in', 'jit/independent-of-scim'] },
  { id: 'updates-email-case-on-sign-in', summary: 'Writes the address as the IdP spells it today.', breaks: ['jit/leaves-existing-user-alone'] },
  { id: 'updates-groups-on-second-sign-in', summary: 'Replaces the groups of an existing account by those sent.', breaks: ['jit/leaves-existing-user-alone'] },
  { id: 'overwrites-role', summary: 'Makes everybody who signs in a member.', breaks: ['jit/leaves-existing-user-alone'] },
  { id: 'overwrites-provenance', summary: 'Marks existing accounts as provisioned by the method that signed them in.', breaks: ['jit/leaves-existing-user-alone'] },
  { id: 'revives-disabled-account', summary: 'Signing in enables a disabled account.', breaks: ['sso/disabled-account-stays-out'] },
  { id: 'reassigned-address-signs-in', summary: 'Signs another subject in as the earlier holder of the address.', breaks: ['jit/reassigned-address'] },

  // One account for one person
  { id: 'race-between-lookup-and-insert', summary: 'Looks the account up, waits, inserts; nothing is unique.', breaks: ['jit/one-account-for-simultaneous-first-sign-ins'] },
  { id: 'race-loser-gets-500', summary: 'Looks the account up, waits, inserts; the loser of a race gets a server error.', breaks: ['jit/one-account-for-simultaneous-first-sign-ins'] },
  { id: 'case-sensitive-address', summary: 'Compares addresses letter by letter.', breaks: ['jit/email-case-does-not-duplicate'] },

  // Refusing
  { id: 'account-left-behind-after-refusal', summary: 'Makes the account before the checks.', breaks: ['jit/refused-sign-in-leaves-nothing'] },
  { id: 'group-left-behind', summary: 'Makes the groups before the checks.', breaks: ['jit/refused-sign-in-leaves-nothing'] },
  { id: 'refuses-but-leaves-session', summary: 'Starts the session before the checks, and keeps it after a refusal.', breaks: ['sso/refuses-sign-in', 'jit/refused-sign-in-leaves-nothing'] },
  { id: 'refuses-with-500', summary: 'A refusal is an exception that nobody caught.', breaks: ['sso/refuses-cleanly'] },

  // The address
  { id: 'accepts-upn-when-no-email', summary: 'Without an address as NameID takes one from another attribute.', breaks: ['jit/needs-an-email'] },
  { id: 'accepts-name-that-is-no-address', summary: 'Takes any NameID for the address of the account.', breaks: ['jit/needs-an-email'] },
  { id: 'suffix-domain-match', summary: 'Approves every address that ends in the letters of an approved domain.', breaks: ['jit/only-approved-domains'] },
  { id: 'subdomain-match', summary: 'Approves the subdomains of an approved domain.', breaks: ['jit/only-approved-domains'] },
  { id: 'domain-check-only-for-new-people', summary: 'Does not ask for the domain of people who have an account.', breaks: ['jit/only-approved-domains'] },

  // Groups
  { id: 'groups-required', summary: 'Refuses new people who come without groups.', breaks: ['jit/groups-are-optional'] },
  { id: 'groups-ignored', summary: 'Provisions no groups.', breaks: ['jit/provisions-groups'] },
  { id: 'first-group-only', summary: 'Reads the first value of the group claim.', breaks: ['jit/provisions-groups'] },
  { id: 'groups-from-any-idp', summary: 'Provisions groups from Google Workspace and Okta too.', breaks: ['jit/google-user-only'] },
  { id: 'groups-split-on-comma', summary: 'Takes a comma in a group value for a separator.', breaks: ['jit/group-names-are-data'] },
  { id: 'groups-trimmed', summary: 'Drops white space around group values.', breaks: ['jit/group-names-are-data'] },
  { id: 'groups-html-decoded', summary: 'Decodes HTML entities in group values.', breaks: ['jit/group-names-are-data'] },
  { id: 'overage-fails-sign-in', summary: 'Refuses people whose groups come as an overage pointer.', breaks: ['jit/overage-is-not-an-empty-list'] },
  { id: 'overage-empties-groups', summary: 'Reads an overage pointer as an empty list and empties the groups of an existing account.', breaks: ['jit/overage-is-not-an-empty-list'] },
  { id: 'overage-ignored', summary: 'Does not fetch the groups behind an overage pointer.', breaks: ['jit/overage-is-resolved'] },

  // Whose message counts
  { id: 'other-methods-idp-accepted', summary: 'Looks issuers and keys up over all methods.', breaks: ['jit/method-isolation'] },
  { id: 'any-issuer', summary: 'Does not ask who issued the message.', breaks: ['saml/issuer'] },

  // Forgeries, through the weak verifier
  { id: 'accepts-unsigned', summary: 'Verifies a signature where there is one, and asks for none.', breaks: ['saml/signature-required'] },
  { id: 'ignores-digest', summary: 'Verifies the signature over SignedInfo, not the digest of the content.', breaks: ['saml/signature-covers-content'] },
  { id: 'trusts-keyinfo', summary: 'Verifies with the certificate that the message brings along.', breaks: ['saml/trusted-keys-only'] },
  { id: 'text-up-to-comment', summary: 'Reads the text of an element up to the first comment.', breaks: ['saml/whole-name-id'] },

  // Wrapping and smuggling, through the weak verifier: what is read is not what was verified
  { id: 'reads-first-assertion', summary: 'Verifies any signature in the document, then reads the first assertion.', breaks: ['saml/signed-element-only', 'saml/signature-names-its-element'] },
  { id: 'reads-last-assertion', summary: 'Verifies any signature in the document, then reads the last assertion.', breaks: ['saml/signed-element-only'] },
  { id: 'reads-any-assertion', summary: 'Verifies any signature in the document, then reads the first assertion that it finds anywhere.', breaks: ['saml/signed-element-only'] },
  { id: 'reads-assertion-by-id', summary: 'Looks the signed ID up again to read, and takes the first of several.', breaks: ['saml/signed-element-only'] },
  { id: 'reads-first-subject', summary: 'Checks the last assertion, and reads the first subject and attributes in the message.', breaks: ['saml/signed-element-only', 'saml/checked-assertion-only'] },
  { id: 'reads-last-subject', summary: 'Checks the first assertion, and reads the last subject and attributes in the message.', breaks: ['saml/signed-element-only', 'saml/checked-assertion-only'] },
  { id: 'reads-loose-attributes', summary: 'Reads the assertion that it checked, with all attributes of the message as if they were its own.', breaks: ['saml/signed-element-only'] },
  { id: 'reads-several-documents', summary: 'Reads the first of several documents in a row, and is content with a signature in any of them.', breaks: ['saml/one-document'] },
  { id: 'reads-last-document', summary: 'Reads the last of several documents in a row, and is content with a signature in any of them.', breaks: ['saml/one-document'] },
  { id: 'takes-any-reference', summary: 'Verifies the signatures in their places, and does not ask what they sign.', breaks: ['saml/signature-names-its-element'] },
  { id: 'takes-any-digest-value', summary: 'Compares with the first digest in the message, wherever it stands.', breaks: ['saml/signature-covers-content'] },
  { id: 'verifies-one-reference', summary: 'Is content with one Reference of a signature that holds.', breaks: ['saml/signature-covers-content'] },
  { id: 'verifies-one-signature', summary: 'Is content with one signature that holds.', breaks: ['saml/every-signature'] },

  // Signatures and XML, through the home-made verifier
  { id: 'digest-from-first-node', summary: 'Takes the first node in DigestValue for the digest.', breaks: ['saml/signature-covers-content'] },
  { id: 'void-canonicalization', summary: 'Takes a canonicalization that failed for an empty one.', breaks: ['saml/signature-covers-content'] },
  { id: 'ignores-signature-value', summary: 'Compares digests, and never verifies the value of the signature.', breaks: ['saml/signature-verified'] },
  { id: 'any-signed-info', summary: 'Verifies one SignedInfo and reads the reference in another.', breaks: ['saml/one-signed-info'] },
  { id: 'hmac-with-certificate', summary: "Verifies an HMAC with the IdP's certificate as its secret, as long as the message says.", breaks: ['saml/no-shared-secret'] },
  { id: 'certificate-by-name', summary: 'Trusts a certificate that has subject, issuer and serial number of the right one.', breaks: ['saml/trusted-keys-only'] },
  { id: 'certificate-by-issuer', summary: 'Trusts a certificate that names the right one as its issuer.', breaks: ['saml/trusted-keys-only'] },
  { id: 'first-key-beside-certificate', summary: 'Looks for the right certificate in KeyInfo, and verifies with the first key there.', breaks: ['saml/trusted-keys-only'] },
  { id: 'certificate-vouches', summary: 'Is content when the right certificate lies in KeyInfo.', breaks: ['saml/trusted-keys-only'] },
  { id: 'any-reference', summary: 'Takes a Reference without a name for one to the element that it stands in.', breaks: ['saml/reference-by-id', 'saml/reference-to-document'] },
  { id: 'any-transform', summary: 'Passes over transforms that it does not know.', breaks: ['saml/known-transforms-only'] },
  { id: 'accepts-weak-hashes', summary: 'Accepts SHA-1 and MD5 in signatures and digests.', breaks: ['saml/strong-algorithms'] },
  { id: 'looks-ids-up-twice', summary: 'Looks the signed element up by its ID, and what it reads by another look-up.', breaks: ['saml/signed-element-only'] },
  { id: 'names-without-namespaces', summary: 'Reads elements by names that look right.', breaks: ['saml/signed-element-only'] },
  { id: 'reader-strips-doctype', summary: 'Cuts the document type off with an expression, after the signature was verified.', breaks: ['saml/signed-element-only'] },
  { id: 'verifier-strips-doctype', summary: 'Cuts the document type off with an expression, for the verifier alone.', breaks: ['saml/signed-element-only'] },
  { id: 'reader-drops-entities', summary: 'Verifies with entities put in, and reads without them.', breaks: ['saml/whole-name-id'] },
  { id: 'puts-entities-in', summary: 'Takes document types, and puts in the entities that they declare.', breaks: ['saml/no-document-type'] },

  // Signatures and XML, elsewhere
  { id: 'fetches-external-entities', summary: 'Has a parser that fetches external entities and document types.', breaks: ['saml/fetches-nothing'] },
  { id: 'runs-stylesheets', summary: 'Runs the stylesheets in a signature before it is verified.', breaks: ['saml/fetches-nothing'] },
  { id: 'email-attribute-up-to-comment', summary: 'Takes the address from an attribute, up to the first comment.', breaks: ['saml/whole-name-id'] },
  { id: 'accepts-weak-keys', summary: 'Takes metadata with a key of 1024 bits.', breaks: ['saml/strong-keys'] },
  { id: 'one-algorithm-only', summary: 'Accepts nothing but exclusive canonicalization and RSA with SHA-256.', breaks: ['saml/common-algorithms'] },
  { id: 'needs-certificate-in-message', summary: 'Refuses signatures without a certificate in KeyInfo.', breaks: ['saml/key-information-is-a-hint'] },
  { id: 'first-certificate-only', summary: 'Keeps the first certificate of the metadata.', breaks: ['saml/every-published-key'] },
  { id: 'crashes-on-unknown-algorithm', summary: 'Does not catch what its library throws at an algorithm that it does not know.', breaks: ['saml/answers-clearly'] },

  // Forgotten checks
  { id: 'no-expiry', summary: 'Never looks at NotOnOrAfter.', breaks: ['saml/expiry'] },
  { id: 'no-not-before', summary: 'Never looks at NotBefore.', breaks: ['saml/not-before'] },
  { id: 'no-audience', summary: 'Never looks at the audience.', breaks: ['saml/audience'] },
  { id: 'no-recipient', summary: 'Never looks at the recipient.', breaks: ['saml/recipient'] },
  { id: 'no-destination', summary: 'Never looks at the destination.', breaks: ['saml/destination', 'saml/destination-when-unsigned'] },
  { id: 'no-destination-when-unsigned', summary: 'Looks at the destination of signed responses alone.', breaks: ['saml/destination-when-unsigned'] },
  { id: 'no-replay-cache', summary: 'Takes an assertion as often as it comes.', breaks: ['saml/one-time-use'] },
  { id: 'no-in-response-to', summary: 'Does not compare a response with the requests made.', breaks: ['saml/in-response-to'] },
  { id: 'no-browser-binding', summary: 'Takes the answer to a request from any browser.', breaks: ['saml/bound-to-browser', 'oidc/bound-to-browser'] },
  { id: 'accepts-unsolicited', summary: 'Takes a response that answers no request.', breaks: ['saml/solicited-only'] },

  // Delivery, session and replay
  { id: 'follows-relay-state', summary: 'Sends the browser wherever the RelayState says.', breaks: ['saml/relay-state-stays-on-origin'] },
  { id: 'crashes-without-relay-state', summary: 'Takes for granted that a RelayState comes back.', breaks: ['sso/defined-answer'] },
  { id: 'takes-any-delivery', summary: 'Looks for the response in every parameter of whatever request comes.', breaks: ['saml/post-binding'] },
  { id: 'takes-last-parameter', summary: 'Of two parameters verifies the first and reads the last.', breaks: ['saml/signature-required'] },
  { id: 'replay-cache-in-memory', summary: 'Forgets with every restart which assertions and requests were used.', breaks: ['saml/one-time-use'] },
  { id: 'request-stays-open', summary: 'Takes any number of responses to one request.', breaks: ['saml/request-answered-once'] },
  { id: 'folds-look-alikes', summary: 'Compares addresses in their compatibility form, without accents and invisible characters.', breaks: ['saml/distinct-name-ids'] },
  { id: 'last-name-id', summary: 'Of two NameIDs takes the last.', breaks: ['saml/one-name-id'] },
  { id: 'last-email-attribute', summary: 'Takes the last address of an attribute in place of the NameID.', breaks: ['saml/subject-decides'] },
  { id: 'text-up-to-nul', summary: 'Lets U+0000 pass, and reads a text up to it.', breaks: ['saml/allowed-characters'] },
  { id: 'trusts-encryption', summary: 'Asks for no signature where the assertion was encrypted.', breaks: ['saml/signature-required'] },
  { id: 'cannot-decrypt', summary: 'Gives out an encryption certificate and cannot decrypt.', breaks: ['saml/decrypts-assertions'] },
  { id: 'compares-one-in-response-to', summary: 'Looks at InResponseTo of the response alone.', breaks: ['saml/in-response-to'] },

  // Forgotten fields
  { id: 'any-version', summary: 'Never looks at Version.', breaks: ['saml/version'] },
  { id: 'no-status', summary: 'Never looks at Status.', breaks: ['saml/status'] },
  { id: 'status-optional', summary: 'Takes a response without a status code for a success.', breaks: ['saml/status', 'saml/refuses-what-the-schema-forbids'] },
  { id: 'one-issuer', summary: 'Looks at the issuer of the assertion alone.', breaks: ['saml/issuer', 'saml/response-issuer'] },
  { id: 'destination-optional', summary: 'Looks at the destination of a signed response where there is one.', breaks: ['saml/destination-present'] },
  { id: 'subject-optional', summary: 'Without a subject takes the address from an attribute.', breaks: ['saml/subject-required'] },
  { id: 'confirmation-optional', summary: 'Looks at bearer confirmations where there are any.', breaks: ['saml/bearer-confirmation'] },
  { id: 'confirmation-data-optional', summary: 'Compares what a confirmation says, and asks for nothing to be said.', breaks: ['saml/bearer-confirmation', 'saml/recipient', 'saml/confirmation-expiry', 'saml/in-response-to-present'] },
  { id: 'no-confirmation-expiry', summary: 'Looks at NotOnOrAfter of the conditions alone.', breaks: ['saml/confirmation-expiry'] },
  { id: 'no-confirmation-not-before', summary: 'Looks at NotBefore of the conditions alone.', breaks: ['saml/confirmation-not-before'] },
  { id: 'no-conditions-window', summary: 'Looks at NotOnOrAfter of the confirmation alone.', breaks: ['saml/expiry', 'saml/not-before'] },
  { id: 'no-session-end', summary: 'Never looks at SessionNotOnOrAfter.', breaks: ['saml/session-end'] },
  { id: 'audience-optional', summary: 'Looks at the audience where there is one.', breaks: ['saml/audience-required'] },
  { id: 'one-audience-restriction', summary: 'Takes one of several audience restrictions for enough.', breaks: ['saml/audience'] },
  { id: 'no-time-format', summary: 'A time that is none is neither past nor future.', breaks: ['saml/confirmation-expiry', 'saml/refuses-what-the-schema-forbids'] },
  { id: 'loose-schema', summary: 'Asks for no ID, no Version and no IssueInstant.', breaks: ['saml/refuses-what-the-schema-forbids'] },
  { id: 'first-of-a-kind-only', summary: 'Reads the first audience and the first confirmation, whatever stands behind them.', breaks: ['saml/accepts-permitted-forms'] },
  { id: 'tolerance-by-seconds-part', summary: 'Takes the seconds of a difference in time for the whole difference.', breaks: ['saml/clock-tolerance', 'saml/expiry'] },
  // What it sends: requests
  { id: 'request-not-deflated', summary: 'Sends requests by HTTP-Redirect without compressing them.', breaks: ['saml/request-readable'] },
  { id: 'request-elements-in-another-order', summary: 'Writes the Issuer behind the other elements.', breaks: ['saml/request-schema'] },
  { id: 'request-id-reused', summary: 'Gives every request the same ID.', breaks: ['saml/request-id-fresh'] },
  { id: 'request-of-version-1', summary: 'Says Version 1.1.', breaks: ['saml/request-version'] },
  { id: 'request-in-local-time', summary: 'Writes the time with the offset of its own zone.', breaks: ['saml/request-utc'] },
  { id: 'request-of-two-hours-ago', summary: 'Takes local time for UTC.', breaks: ['saml/request-issued-now'] },
  { id: 'request-for-another-idp', summary: 'Names the address of another IdP as Destination.', breaks: ['saml/request-destination'] },
  { id: 'request-without-destination', summary: 'Leaves the Destination out of signed requests too.', breaks: ['saml/request-destination-when-signed'] },
  { id: 'request-for-another-acs', summary: 'Asks for an address that is not its assertion consumer service.', breaks: ['saml/request-acs'] },
  { id: 'request-acs-by-index-too', summary: 'Names the assertion consumer service by URL and by index.', breaks: ['saml/request-acs-named-once'] },
  { id: 'request-issuer-is-the-origin', summary: 'Takes its origin for its entity ID.', breaks: ['saml/request-issuer'] },
  { id: 'request-own-nameid-format', summary: 'Asks for a NameID format of its own.', breaks: ['saml/request-nameid-policy'] },
  { id: 'request-creates-what-is-transient', summary: 'Asks that transient identifiers be created.', breaks: ['saml/request-allow-create'] },
  { id: 'request-own-authn-context', summary: 'Asks for an authentication context that nobody knows.', breaks: ['saml/request-authn-context'] },
  { id: 'request-minimum-authn-context', summary: 'Asks for a minimum in place of an exact match.', breaks: ['saml/request-authn-context-exact'] },
  { id: 'request-unsigned-although-promised', summary: 'Forgets to sign where it promises to.', breaks: ['saml/request-signed-as-promised'] },
  { id: 'request-changed-after-signing', summary: 'Adds the RelayState after signing.', breaks: ['saml/request-signature'] },
  { id: 'request-signed-with-sha1', summary: 'Signs with RSA-SHA1, the default of its library.', breaks: ['saml/request-signature-algorithm'] },
  { id: 'relay-state-of-any-length', summary: 'Sends whole paths as RelayState, however long.', breaks: ['saml/request-relay-state-size'] },
  { id: 'relay-state-is-an-address', summary: 'Sends the address to land on as RelayState.', breaks: ['saml/request-relay-state-opaque'] },
  { id: 'request-confirms-its-subject', summary: 'Puts a SubjectConfirmation into the request.', breaks: ['saml/request-subject'] },
  { id: 'response-asked-by-redirect', summary: 'Asks for the response by HTTP-Redirect.', breaks: ['saml/request-response-binding'] },

  // What it serves: metadata
  { id: 'metadata-is-a-page', summary: 'Asks for a sign-in where its metadata should be.', breaks: ['saml/metadata-readable'] },
  { id: 'metadata-with-attributes-of-its-own', summary: 'Adds an attribute of its own to the metadata.', breaks: ['saml/metadata-schema'] },
  { id: 'metadata-of-somebody-else', summary: 'Names the same entity ID in every metadata, whatever it sends.', breaks: ['saml/metadata-entity'] },
  { id: 'metadata-of-saml-1', summary: 'Names the protocol of SAML 1.1.', breaks: ['saml/metadata-sp-role'] },
  { id: 'metadata-with-an-old-acs', summary: 'Names an address where it takes nothing any more.', breaks: ['saml/metadata-acs'] },
  { id: 'metadata-indexes-repeat', summary: 'Gives two assertion consumer services the same index.', breaks: ['saml/metadata-acs-indexes'] },
  { id: 'metadata-with-two-defaults', summary: 'Marks two assertion consumer services as the default.', breaks: ['saml/metadata-acs-default'] },
  { id: 'metadata-with-a-broken-certificate', summary: 'Publishes half a certificate.', breaks: ['saml/metadata-certificates'] },
  { id: 'metadata-with-a-short-key', summary: 'Publishes a key of 1024 bits.', breaks: ['saml/metadata-key-strength'] },
  { id: 'metadata-with-an-expired-certificate', summary: 'Publishes a certificate that has expired.', breaks: ['saml/metadata-certificates-in-force'] },
  { id: 'metadata-key-cannot-encrypt', summary: 'Publishes a key on an elliptic curve for encryption.', breaks: ['saml/metadata-encryption-key'] },
  { id: 'metadata-own-nameid-format', summary: 'Asks for a NameID format of its own in the metadata.', breaks: ['saml/metadata-nameid-formats'] },
  { id: 'metadata-expired', summary: 'Serves metadata whose validUntil is past.', breaks: ['saml/metadata-in-force'] },
  { id: 'metadata-wants-what-nobody-checks', summary: 'Asks for signed assertions and takes them unsigned.', breaks: ['saml/metadata-want-assertions-signed'] },

  // Habits of the identity providers
  { id: 'signed-response-required', summary: 'Takes only messages whose response is signed.', breaks: ['sso/either-part-signed'] },
  { id: 'signed-assertion-required', summary: 'Takes only messages whose assertion is signed.', breaks: ['sso/either-part-signed'] },
  { id: 'response-issuer-required', summary: 'Refuses a response without an issuer of its own.', breaks: ['saml/accepts-permitted-forms'] },
  { id: 'password-context-requested', summary: 'Asks the identity provider for a sign-in by password.', breaks: ['sso/any-way-of-authentication'] },
  { id: 'old-idp-session-refused', summary: 'Refuses people who signed in at the identity provider more than two hours ago.', breaks: ['sso/session-at-idp-may-be-old'] },
  { id: 'email-format-required', summary: 'Takes a NameID only where its format says emailAddress.', breaks: ['jit/creates-new-user'] },
  { id: 'mail-attribute-required', summary: 'Demands an attribute with the mail beside the NameID.', breaks: ['jit/creates-new-user'] },
  { id: 'mail-attribute-preferred', summary: 'Takes the address from an attribute where there is one, whatever the NameID says.', breaks: ['jit/creates-new-user'] },
  { id: 'foreign-home-refused', summary: 'Refuses guests, whose attribute names another identity provider.', breaks: ['jit/creates-new-user'] },
  { id: 'guest-mark-stripped', summary: 'Makes an address out of the user principal name of a guest.', breaks: ['jit/needs-an-email'] },
  { id: 'attribute-without-value-crashes', summary: 'Reads the first value of every attribute, also where there is none.', breaks: ['jit/creates-new-user'] },
  { id: 'long-value-refused', summary: 'Has room for 255 characters in the value of an attribute.', breaks: ['jit/creates-new-user'] },
  { id: 'message-read-as-ascii', summary: 'Decodes the message as ASCII before it verifies.', breaks: ['jit/creates-new-user'] },
  { id: 'line-breaks-normalised', summary: 'Drops carriage returns from the message before it verifies.', breaks: ['jit/creates-new-user'] },
  { id: 'line-separators-end-lines', summary: 'Takes the line separators of Unicode for line ends before it verifies, as its parser does.', breaks: ['saml/line-separators'] },
  { id: 'address-in-ascii', summary: 'Leaves letters beyond ASCII out of the address.', breaks: ['sso/whole-or-not-at-all'] },
  { id: 'address-looked-up-as-sent', summary: 'Keeps addresses in lower case, and looks them up as they are sent.', breaks: ['sso/existing-user-signs-in'] },
  { id: 'address-follows-the-subject', summary: 'Gives the account of the same subject the address that was sent today.', breaks: ['jit/changed-address'] },
  { id: 'second-sign-in-inserts-again', summary: 'Inserts the account at every sign-in, and fails where it is there.', breaks: ['sso/existing-user-signs-in'] },
  { id: 'one-method-for-one-account', summary: 'Refuses people whose account another method provisioned.', breaks: ['sso/existing-user-signs-in'] },
  { id: 'one-group-spelled-out', summary: 'Takes the only value of the group claim for a list of letters.', breaks: ['jit/provisions-groups'] },
  { id: 'hundred-groups-only', summary: 'Reads the first hundred groups.', breaks: ['jit/provisions-groups'] },
  { id: 'first-attribute-of-a-name-only', summary: 'Reads the first of several attributes of one name.', breaks: ['saml/attributes-of-one-name'] },
  { id: 'repeated-attribute-refused', summary: 'Refuses a message in which an attribute name is there twice.', breaks: ['saml/attributes-of-one-name'] },
  { id: 'attribute-names-cut', summary: 'Knows an attribute by the last part of its name.', breaks: ['jit/groups-are-optional'] },
  { id: 'groups-normalised', summary: 'Composes the letters of group values.', breaks: ['jit/group-names-are-data'] },
  // OpenID Connect
  { id: 'oidc-any-algorithm', summary: 'Takes ID tokens that say they need no signature, or have none.', breaks: ['oidc/signed-tokens', 'oidc/front-channel-signature'] },
  { id: 'oidc-signature-not-verified', summary: 'Does not verify the signature of ID tokens.', breaks: ['oidc/signature', 'oidc/front-channel-signature'] },
  { id: 'oidc-fails-open-without-keys', summary: 'Takes ID tokens as they are while the keys of the issuer cannot be had.', breaks: ['oidc/signature', 'oidc/front-channel-signature'] },
  { id: 'oidc-public-key-as-secret', summary: 'Verifies a MAC with the public key, where the ID token says that it has one.', breaks: ['oidc/no-shared-secret'] },
  { id: 'oidc-discovery-issuer-not-compared', summary: 'Believes a discovery document that names another issuer than the one that was asked.', breaks: ['oidc/discovery-issuer'] },
  { id: 'oidc-no-pkce', summary: 'Sends no PKCE challenge.', breaks: ['oidc/request-pkce'] },
  { id: 'oidc-same-nonce', summary: 'Sends the same nonce every time.', breaks: ['oidc/request-fresh-values'] },
  { id: 'oidc-code-of-anybody', summary: 'Sends no PKCE challenge and does not look at the nonce, so that any code will do.', breaks: ['oidc/code-injection'] },
  { id: 'oidc-any-issuer', summary: 'Does not ask who issued an ID token.', breaks: ['oidc/issuer'] },
  { id: 'oidc-any-audience', summary: 'Does not ask for which application an ID token was made.', breaks: ['oidc/audience'] },
  { id: 'oidc-any-authorized-party', summary: 'Does not ask to which application an ID token was issued.', breaks: ['oidc/authorized-party'] },
  { id: 'oidc-never-expires', summary: 'Never looks at the expiry of ID tokens.', breaks: ['oidc/expiry'] },
  { id: 'oidc-not-before-ignored', summary: 'Never looks from when on an ID token is valid.', breaks: ['oidc/not-before'] },
  { id: 'oidc-nonce-ignored', summary: 'Sends a nonce, and does not look whether it comes back.', breaks: ['oidc/nonce'] },
  { id: 'oidc-subject-optional', summary: 'Takes ID tokens without a subject.', breaks: ['oidc/subject-required', 'oidc/subject-not-empty'] },
  { id: 'oidc-state-ignored', summary: 'Takes any response for one to the request that the browser made last.', breaks: ['oidc/state'] },
  { id: 'oidc-keeps-answers', summary: 'Keeps what a code was redeemed for, and signs in again whoever brings it again.', breaks: ['oidc/code-once', 'sso/refuses-sign-in'] },
  { id: 'oidc-any-known-algorithm', summary: 'Verifies an ID token by whatever algorithm it names, with the published keys or the client secret.', breaks: ['oidc/expected-algorithm'] },
  { id: 'oidc-key-of-the-header', summary: 'Verifies an ID token with the key that its header brings along.', breaks: ['oidc/published-keys-only'] },
  { id: 'oidc-fetches-key-of-the-header', summary: 'Fetches the key of an ID token from where its header says.', breaks: ['oidc/fetches-nothing'] },
  { id: 'oidc-critical-header-ignored', summary: 'Does not look at what the header of an ID token demands.', breaks: ['oidc/critical-header'] },
  { id: 'oidc-issued-at-optional', summary: 'Takes ID tokens that do not say when they were issued.', breaks: ['oidc/issued-at-required'] },
  { id: 'oidc-issuer-parameter-ignored', summary: 'Does not look which authorization server a response says that it comes from.', breaks: ['oidc/issuer-parameter'] },
  { id: 'oidc-issuer-parameter-optional', summary: 'Takes responses that do not name the authorization server, though it promises to.', breaks: ['oidc/issuer-parameter-required'] },
  { id: 'oidc-audience-as-text', summary: 'Takes the audience of an ID token for a text, never for a list.', breaks: ['oidc/accepts-permitted-forms'] },
  { id: 'oidc-hosted-domain-ignored', summary: 'Takes every account of Google that bears an address of the domain.', breaks: ['oidc/hosted-domain'] },
  { id: 'oidc-first-of-several-emails', summary: 'Takes the first address in an email claim, whatever else stands there.', breaks: ['oidc/one-email'] },
  { id: 'oidc-userinfo-of-anybody', summary: 'Does not compare the subject of userinfo with that of the ID token.', breaks: ['oidc/userinfo-subject'] },
  { id: 'oidc-crashes-on-odd-answers', summary: 'Has no answer where an ID token or userinfo is not as it expects.', breaks: ['oidc/answers-clearly'] },
  { id: 'oidc-code-hash-ignored', summary: 'Does not look whether a code belongs to the ID token that came with it.', breaks: ['oidc/code-hash'] },
  { id: 'oidc-keys-kept', summary: 'Fetches the keys of an issuer once, and not again for a key that it does not know.', breaks: ['oidc/new-keys'] },
  { id: 'oidc-unverified-email-accepted', summary: 'Does not ask whether the identity provider has verified the address.', breaks: ['oidc/verified-email'] },

  // Single logout
  { id: 'logout-ends-nothing', summary: 'Answers LogoutRequests with success, and ends no session.', breaks: ['saml/logout-ends-session'] },
  { id: 'logout-ends-first-found', summary: 'Ends one session of the person whom a LogoutRequest names, whichever it finds first.', breaks: ['saml/logout-ends-session', 'saml/logout-only-session-meant'] },
  { id: 'logout-demands-format', summary: 'Finds nobody by a NameID whose Format is left out.', breaks: ['saml/logout-finds-person'] },
  { id: 'logout-unsigned-accepted', summary: 'Verifies the signature of a LogoutRequest where there is one, and asks for none.', breaks: ['saml/logout-request-authenticated'] },
  { id: 'logout-signature-not-verified', summary: 'Asks for a signature of LogoutRequests, and does not verify it.', breaks: ['saml/logout-request-authenticated'] },
  { id: 'logout-any-issuer', summary: 'Does not ask who issued a LogoutRequest.', breaks: ['saml/logout-request-issuer'] },
  { id: 'logout-any-destination', summary: 'Never looks at the destination of LogoutRequests.', breaks: ['saml/logout-request-destination'] },
  { id: 'logout-never-expires', summary: 'Never looks at NotOnOrAfter of LogoutRequests.', breaks: ['saml/logout-request-expiry'] },
  { id: 'logout-ends-every-session', summary: 'Takes a LogoutRequest for the person alone, whatever session it names, as often as it comes.', breaks: ['saml/logout-only-session-meant'] },
  { id: 'logout-ends-session-of-browser', summary: 'Ends the session of the browser that brings a LogoutRequest, whomever that names.', breaks: ['saml/logout-only-session-meant'] },
  { id: 'logout-response-ends-session', summary: 'Ends the session of the browser that brings a LogoutResponse, whatever that answers.', breaks: ['saml/logout-response-solicited'] },
  { id: 'logout-waits-for-idp', summary: 'Ends the session here when the IdP says that it ended there, and not before.', breaks: ['saml/logout-ends-own-session'] },
  { id: 'logout-request-without-session', summary: 'Names the person in LogoutRequests in its own spelling, and no session.', breaks: ['saml/logout-request-names-session'] },
  { id: 'logout-request-unsigned', summary: 'Signs AuthnRequests and no LogoutRequests.', breaks: ['saml/logout-request-signed'] },
  { id: 'logout-without-answer', summary: 'Shows a page where a LogoutResponse is due.', breaks: ['saml/logout-answered'] },

  // Logout over OpenID Connect
  { id: 'oidc-logout-waits-for-return', summary: 'Ends the session here when the browser is back from the identity provider, which not every one sends back.', breaks: ['oidc/logout-ends-own-session'] },
  { id: 'oidc-logout-here-only', summary: 'Ends the session here alone.', breaks: ['oidc/logout-tells-idp'] },
  { id: 'oidc-logout-without-hint', summary: 'Shows the identity provider no ID token when its session is to end.', breaks: ['oidc/logout-request-hint'] },
  { id: 'oidc-logout-returns-elsewhere', summary: 'Asks to be led back to an address that it has not registered.', breaks: ['oidc/logout-request-return'] },
  { id: 'oidc-logout-crashes-on-state', summary: 'Has no answer where a browser comes back from a logout with another state.', breaks: ['oidc/logout-return-answered'] },
  { id: 'oidc-logout-ends-nothing', summary: 'Answers logout tokens with 200, and ends no session.', breaks: ['oidc/logout-ends-session'] },
  { id: 'oidc-logout-ends-every-session', summary: 'Takes a logout token for the person alone, whatever session it names.', breaks: ['oidc/logout-only-session-meant'] },
  { id: 'oidc-logout-demands-session', summary: 'Ends no session where a logout token names the person alone.', breaks: ['oidc/logout-of-the-person'] },
  { id: 'oidc-logout-token-again', summary: 'Obeys a logout token as often as it comes.', breaks: ['oidc/logout-only-session-meant'] },
  { id: 'oidc-logout-token-not-verified', summary: 'Does not verify the signature of logout tokens.', breaks: ['oidc/logout-token-signature'] },
  { id: 'oidc-logout-token-any-algorithm', summary: 'Verifies a logout token with the client secret, where it says that it has a MAC.', breaks: ['oidc/logout-token-algorithm'] },
  { id: 'oidc-logout-any-issuer', summary: 'Does not ask who issued a logout token.', breaks: ['oidc/logout-token-issuer'] },
  { id: 'oidc-logout-any-audience', summary: 'Does not ask for which application a logout token was made.', breaks: ['oidc/logout-token-audience'] },
  { id: 'oidc-logout-issued-at-optional', summary: 'Takes logout tokens that do not say when they were issued.', breaks: ['oidc/logout-token-issued-at'] },
  { id: 'oidc-logout-never-expires', summary: 'Never looks at the expiry of logout tokens.', breaks: ['oidc/logout-token-expiry'] },
  { id: 'oidc-logout-any-event', summary: 'Takes any token of the identity provider for one about a logout.', breaks: ['oidc/logout-token-event'] },
  { id: 'oidc-logout-nonce-accepted', summary: 'Takes logout tokens with a nonce.', breaks: ['oidc/logout-token-nonce'] },
  { id: 'oidc-logout-names-nobody', summary: 'Ends every session of the method where a logout token names nobody.', breaks: ['oidc/logout-token-names-somebody'] },
  { id: 'oidc-logout-refuses-with-200', summary: 'Answers every logout token with 200.', breaks: ['oidc/logout-token-refused'] },
  { id: 'oidc-logout-answers-with-redirect', summary: 'Sends whoever brings a logout token to its home page.', breaks: ['oidc/logout-token-answered'] },
  { id: 'oidc-logout-frame-ignored', summary: 'Ends no session by a frame of the identity provider.', breaks: ['oidc/logout-frame-ends-session'] },
  { id: 'oidc-logout-frame-any-session', summary: 'Ends every session of the method when its frame is loaded.', breaks: ['oidc/logout-frame-names-session'] },

  // SCIM: every answer
  { id: 'scim-plain-json', summary: 'Answers in application/json, whatever it is asked for.', breaks: ['scim/media-type'] },
  { id: 'scim-errors-as-pages', summary: 'Answers errors with a web page.', breaks: ['scim/errors-in-scim'] },
  { id: 'scim-error-status-is-a-number', summary: 'Tells the status of an error as a number.', breaks: ['scim/errors-in-scim'] },
  { id: 'scim-schemas-of-the-type-alone', summary: 'Does not name extensions among the schemas.', breaks: ['scim/resource-schemas'] },
  { id: 'scim-resource-type-in-small-letters', summary: 'Writes the resource type in small letters.', breaks: ['scim/resource-type'] },
  { id: 'scim-made-without-location', summary: 'Does not tell where a resource is that was made.', breaks: ['scim/location'] },
  { id: 'scim-times-as-numbers', summary: 'Tells moments as numbers.', breaks: ['scim/timestamps'] },
  { id: 'scim-created-with-every-answer', summary: 'Tells another moment of creation every time.', breaks: ['scim/timestamps'] },
  { id: 'scim-version-unlike-etag', summary: 'Tells another version in the resource than in the header.', breaks: ['scim/entity-tags'] },
  { id: 'scim-active-as-text', summary: 'Returns booleans as texts.', breaks: ['scim/booleans'] },
  { id: 'scim-returns-passwords', summary: 'Returns the password that was sent.', breaks: ['scim/no-password'] },
  { id: 'scim-every-address-primary', summary: 'Calls every address the primary one.', breaks: ['scim/one-primary', 'scim/primary-moves'] },
  { id: 'scim-list-without-schema', summary: 'Leaves the schema out of lists.', breaks: ['scim/list-response'] },
  { id: 'scim-total-of-the-page', summary: 'Tells as number of all results how many the page holds.', breaks: ['scim/pages-once-each'] },
  { id: 'scim-items-per-page-as-asked', summary: 'Tells as number on the page how many were asked for.', breaks: ['scim/page-numbers'] },

  // SCIM: people
  { id: 'scim-answers-with-another-id', summary: 'Answers a creation with an id that it does not know.', breaks: ['scim/creates', 'scim/provisions-people'] },
  { id: 'scim-names-in-capitals', summary: 'Stores names in a spelling of its own.', breaks: ['scim/keeps-what-was-sent', 'scim/settles'] },
  { id: 'scim-id-of-the-client', summary: 'Takes the id that a client sends.', breaks: ['scim/server-chosen-id'] },
  { id: 'scim-metadata-of-the-client', summary: 'Takes the metadata that a client sends.', breaks: ['scim/read-only-ignored'] },
  { id: 'scim-second-replaces-the-first', summary: 'Makes a user whose name is taken in the place of the first.', breaks: ['scim/unique-user-name'] },
  { id: 'scim-capitals-are-another-name', summary: 'Takes a userName in another letter case for another one.', breaks: ['scim/unique-user-name'] },
  { id: 'scim-conflict-without-a-word', summary: 'Does not call a conflict by its name.', breaks: ['scim/uniqueness-keyword'] },
  { id: 'scim-takes-names-of-others', summary: 'Gives a user the name of another.', breaks: ['scim/names-stay-unique'] },
  { id: 'scim-makes-the-nameless', summary: 'Makes up names for users and groups that come without one.', breaks: ['scim/required-attributes'] },
  { id: 'scim-crashes-on-no-json', summary: 'Answers a body that is no JSON with a server error.', breaks: ['scim/unreadable-body'] },
  { id: 'scim-nobody-is-somebody', summary: 'Answers a resource that there is not with an empty one.', breaks: ['scim/unknown-id'] },
  { id: 'scim-put-makes', summary: 'Makes the resource that a PUT does not find.', breaks: ['scim/unknown-id'] },
  { id: 'scim-put-without-answer', summary: 'Answers a PUT with nothing.', breaks: ['scim/put-replaces'] },
  { id: 'scim-put-keeps-the-old', summary: 'Answers a PUT with success, and changes nothing.', breaks: ['scim/put-replaces', 'okta/integration-provisions'] },
  { id: 'scim-delete-deactivates', summary: 'Deactivates in the place of deleting.', breaks: ['scim/deletes'] },
  { id: 'scim-deletes-the-gone', summary: 'Answers the deletion of what is gone with success.', breaks: ['scim/deleted-stays-away'] },
  { id: 'scim-keeps-names-of-the-deleted', summary: 'Never gives the name of a deleted user again.', breaks: ['scim/name-free-again'] },
  { id: 'scim-refuses-what-it-does-not-know', summary: 'Refuses users with an attribute that it does not know.', breaks: ['scim/takes-unknown-attributes'] },
  { id: 'scim-insists-on-its-media-type', summary: 'Refuses application/json.', breaks: ['scim/takes-plain-json'] },
  { id: 'scim-never-again', summary: 'Activates nobody again who was deactivated.', breaks: ['scim/comes-back'] },
  { id: 'scim-sessions-live-on', summary: 'Leaves people signed in whom it deactivates.', breaks: ['sso/deactivation-ends-sessions'] },
  { id: 'scim-hides-the-inactive', summary: 'Does not return whoever is deactivated.', breaks: ['scim/deactivated-stays-readable'] },
  { id: 'scim-new-groups-are-empty', summary: 'Forgets the members that a new group comes with.', breaks: ['scim/creates'] },
  { id: 'scim-text-makes-active', summary: 'Makes whoever comes with a text for active an active user.', breaks: ['scim/active-as-text'] },

  // SCIM: PATCH
  { id: 'scim-patch-does-nothing', summary: 'Answers a PATCH with success, and changes nothing.', breaks: ['scim/patch-takes-effect', 'scim/follows-changes', 'scim/deprovisions', 'scim/cycles-bring-everything'] },
  { id: 'scim-patch-needs-a-path', summary: 'Leaves operations without a path aside.', breaks: ['scim/patch-takes-effect'] },
  { id: 'scim-filtered-paths-ignored', summary: 'Leaves operations aside whose path has a filter.', breaks: ['scim/patch-takes-effect', 'scim/removes-only-what-is-named'] },
  { id: 'scim-extension-not-patched', summary: 'Knows no path into an extension.', breaks: ['scim/patch-takes-effect'] },
  { id: 'scim-capital-operations-ignored', summary: 'Leaves operations in capitals aside, and answers with success.', breaks: ['scim/patch-as-entra-writes'] },
  { id: 'scim-every-text-is-true', summary: 'Takes the text "False" for true.', breaks: ['scim/patch-as-entra-writes', 'scim/deprovisions'] },
  { id: 'scim-paths-as-keys-ignored', summary: 'Leaves keys aside that are paths.', breaks: ['scim/patch-as-entra-writes'] },
  { id: 'scim-removing-wipes', summary: 'Removes every member when one is to be removed.', breaks: ['scim/removes-only-what-is-named', 'scim/provisions-groups'] },
  { id: 'scim-half-a-patch', summary: 'Does the first operation before it looks at the next.', breaks: ['scim/patch-all-or-nothing'] },
  { id: 'scim-any-patch-will-do', summary: 'Takes a PATCH without schema and without operations, and leaves unknown ones aside.', breaks: ['scim/patch-form', 'scim/patch-whole'] },
  { id: 'scim-removes-nowhere', summary: 'Leaves a remove without a path aside.', breaks: ['scim/remove-needs-path'] },
  { id: 'scim-unreadable-paths-ignored', summary: 'Leaves operations aside whose path it cannot read.', breaks: ['scim/unreadable-path'] },
  { id: 'scim-removes-what-is-required', summary: 'Answers the removal of what is required with success.', breaks: ['scim/required-stays'] },
  { id: 'scim-keeps-a-new-id', summary: 'Keeps a new id that a client sends.', breaks: ['scim/read-only-not-patched'] },
  { id: 'scim-members-twice', summary: 'Lists a member twice who was added twice.', breaks: ['scim/no-value-twice'] },
  { id: 'scim-replaces-by-adding', summary: 'Adds the values that are to replace others, where no path is given.', breaks: ['scim/patch-takes-effect'] },
  { id: 'scim-parts-replace-the-whole', summary: 'Takes away of a name what a replace does not mention.', breaks: ['scim/patch-takes-effect'] },
  { id: 'scim-removes-to-the-letter', summary: 'Removes a member by value only where it stands there word for word.', breaks: ['scim/removes-only-what-is-named', 'scim/patch-as-entra-writes'] },
  { id: 'scim-values-of-any-type', summary: 'Leaves values of a wrong type aside, and answers with success.', breaks: ['scim/wrong-values-refused'] },
  { id: 'scim-names-to-the-letter', summary: 'Leaves attributes aside that are named in capitals.', breaks: ['scim/attribute-names-in-any-case'] },
  { id: 'scim-refuses-null', summary: 'Refuses null and empty lists.', breaks: ['scim/null-is-no-value'] },
  { id: 'scim-keeps-empty-texts', summary: 'Keeps an empty text for a value.', breaks: ['scim/empty-text-clears'] },

  // SCIM: queries
  { id: 'scim-filter-ignored', summary: 'Returns everybody, whatever the filter.', breaks: ['scim/finds-nobody', 'scim/finds-by-user-name', 'scim/combines-filters'] },
  { id: 'scim-nothing-found-is-an-error', summary: 'Answers with 404 where nothing is found.', breaks: ['scim/finds-nobody'] },
  { id: 'scim-names-found-to-the-letter', summary: 'Finds people by the exact spelling alone.', breaks: ['scim/finds-in-any-case'] },
  { id: 'scim-external-id-not-found', summary: 'Refuses to look for an externalId.', breaks: ['scim/finds-by-external-id'] },
  { id: 'scim-first-part-of-filters', summary: 'Reads a filter up to the first and or or.', breaks: ['scim/combines-filters'] },
  { id: 'scim-quotes-end-filters', summary: 'Forgets a filter that has a quote in its text.', breaks: ['scim/filter-texts-are-data'] },
  { id: 'scim-groups-not-found', summary: 'Finds no group by its name.', breaks: ['scim/finds-groups'] },
  { id: 'scim-odd-filters-find-everybody', summary: 'Returns everybody where it does not understand the filter.', breaks: ['scim/refuses-unreadable-filters'] },
  { id: 'scim-count-ignored', summary: 'Returns as many as it likes.', breaks: ['scim/page-size'] },
  { id: 'scim-pages-begin-one-too-late', summary: 'Counts pages from 0.', breaks: ['scim/pages-once-each'] },
  { id: 'scim-attributes-ignored', summary: 'Returns every attribute, whichever are asked for.', breaks: ['scim/attributes-parameter'] },
  { id: 'scim-search-finds-everybody', summary: 'Does not read the filter of a search by POST.', breaks: ['scim/search-by-post'] },
  { id: 'scim-members-by-name', summary: 'Tells members of a group by their names.', breaks: ['scim/members-shown'] },
  { id: 'scim-pages-begin-anew', summary: 'Answers a page behind the last one with the first.', breaks: ['scim/pages-once-each'] },
  { id: 'scim-values-not-searched', summary: 'Finds nobody by one of several values.', breaks: ['scim/finds-by-any-value'] },
  { id: 'scim-urns-unknown', summary: 'Knows no attribute that is named with its schema.', breaks: ['scim/qualified-names'] },

  // SCIM: tokens, description and versions
  { id: 'scim-anonymous-reading', summary: 'Answers whoever reads without a token.', breaks: ['scim/token-required'] },
  { id: 'scim-any-token', summary: 'Takes every token for one of the team.', breaks: ['scim/token-required', 'scim/connection-is-tested', 'okta/api-credentials-are-tested'] },
  { id: 'scim-empty-token', summary: 'Takes an empty token for one of the team.', breaks: ['scim/token-required'] },
  { id: 'scim-revoked-token', summary: 'Does not look whether a token was revoked.', breaks: ['scim/revoked-token-refused'] },
  { id: 'scim-expired-token', summary: 'Does not look whether a token has expired.', breaks: ['scim/expired-token-refused'] },
  { id: 'scim-teams-mixed', summary: 'Does not look for which team a token is.', breaks: ['scim/teams-apart'] },
  { id: 'scim-takes-over', summary: 'Hands a user whose name is taken to whoever makes them, whatever team they are of.', breaks: ['scim/takes-over-nobody'] },
  { id: 'scim-silent-401', summary: 'Does not say how to authenticate.', breaks: ['scim/says-how-to-authenticate'] },
  { id: 'scim-half-a-configuration', summary: 'Leaves entity tags out of its configuration.', breaks: ['scim/describes-its-service'] },
  { id: 'scim-schemas-without-attributes', summary: 'Lists its schemas without their attributes.', breaks: ['scim/lists-its-schemas', 'scim/schemas-cover-mappings'] },
  { id: 'scim-resource-types-without-schema', summary: 'Lists its resource types without their schemas.', breaks: ['scim/lists-its-resource-types'] },
  { id: 'scim-nothing-is-empty', summary: 'Answers addresses that there are not with an empty object.', breaks: ['scim/nothing-at-unknown-addresses'] },
  { id: 'scim-description-takes-anything', summary: 'Answers a POST to its description with success.', breaks: ['scim/discovery-is-read-only'] },
  { id: 'scim-if-match-ignored', summary: 'Changes a resource whatever version it was made for.', breaks: ['scim/heeds-if-match'] },
  { id: 'scim-external-id-in-any-case', summary: 'Finds an externalId in any letter case.', breaks: ['scim/external-id-case'] },
  { id: 'scim-refuses-unknown-parameters', summary: 'Refuses queries with a parameter that it does not know.', breaks: ['scim/unknown-parameters'] },
  { id: 'scim-orders-booleans', summary: 'Leaves a filter aside that asks whether a boolean is greater.', breaks: ['scim/orders-no-booleans'] },
  { id: 'scim-sort-ignored', summary: 'Returns people in its own order, whichever it is asked for.', breaks: ['scim/sorts'] },
  { id: 'scim-empty-list-without-resources', summary: 'Leaves Resources out where nothing is found.', breaks: ['scim/empty-list-has-resources'] },
  { id: 'scim-last-operation-first', summary: 'Does the operations of a PATCH from the last to the first.', breaks: ['scim/patch-in-order'] },
  { id: 'scim-promises-tags', summary: 'Says that it has entity tags, and sends none.', breaks: ['scim/advertised'] },
  { id: 'scim-members-of-nobody', summary: 'Lists members that there are not.', breaks: ['scim/unknown-member'] },
  { id: 'scim-loses-members', summary: 'Reads a group, waits, and writes it with one member more.', breaks: ['scim/keeps-every-member'] },
] as const satisfies readonly DefectFacts[];

export type DefectId = (typeof defects)[number]['id'];

/** The defects that a running reference has. */
export type Defects = ReadonlySet<DefectId>;

/** @throws StartError `SP_UNKNOWN_DEFECT` with the nearest known id */
export function parseDefects(ids: readonly string[]): Defects {
  const known = new Set<string>(defects.map((defect) => defect.id));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) {
    throw new StartError(
      'SP_UNKNOWN_DEFECT',
      `There is no defect "${unknown}". Did you mean "${nearest(unknown, [...known])}"? All defects: jitmus list defects`,
    );
  }
  return new Set(ids as readonly DefectId[]);
}

/** The id that shares most pairs of letters with the word. */
function nearest(word: string, ids: readonly string[]): string {
  const pairs = (text: string) => new Set(Array.from({ length: text.length }, (_, at) => text.slice(at, at + 2)));
  const asked = pairs(word);
  const likeness = (id: string) => {
    const own = pairs(id);
    return [...asked].filter((pair) => own.has(pair)).length / (asked.size + own.size);
  };
  return ids.reduce((best, id) => (likeness(id) > likeness(best) ? id : best));
}
