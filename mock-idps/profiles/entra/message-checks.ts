import { formOf } from '../../saml/profile.ts';
import type { RequestCheck } from '../../saml/request-profile.ts';
import { checked, errorCodes, inferred, page, protocol, quoted } from './refusal.ts';
import * as switches from './request-switches.ts';

export const signedWhenRequired: RequestCheck = {
  id: 'entra/signed-when-required',
  summary:
    'With verification certificates required, an unsigned request, a wrong signature, and a start from My Apps stop.',
  source: {
    title: 'Enforce signed SAML authentication requests',
    at: 'MicrosoftDocs/entra-docs docs/identity/enterprise-apps/howto-enforce-signed-saml-authentication.md',
    basis: 'vendor-doc',
    checked,
  },
  refuse({ settings, signature }) {
    if (!settings.requireSignedRequests) return null;
    switch (signature) {
      case 'valid':
        return null;
      case 'absent':
        return page(
          76021,
          'The application requires signed requests, and this one is not signed.',
          'Sign the request, or turn the requirement off.',
        );
      case 'weak':
        return page(
          50006,
          'The request is signed with RSA-SHA1.',
          `Sign with RSA-SHA256, or allow SHA-1 (${switches.requestSha1.id}).`,
        );
      case 'invalid':
        return page(
          50006,
          "The request's signature does not fit the certificate.",
          'Register the certificate of the key that signs the requests.',
        );
    }
  },
};

export const identified: RequestCheck = {
  id: 'entra/request-id',
  summary: 'A request needs an ID that does not begin with a digit.',
  source: inferred('that the ID is required, and its first character: single-sign-on-saml-protocol.md, AuthnRequest'),
  refuse: ({ request }) =>
    request && !/^[^\d\s]/.test(request.id ?? '')
      ? page(
          75005,
          `The request's ID is ${quoted(request.id)}: it has to be there and must not begin with a digit.`,
          'Put a letter or _ in front of it.',
        )
      : null,
};

export const versioned: RequestCheck = {
  id: 'entra/request-version',
  summary: 'Version has to be 2.0.',
  source: inferred('that it has to be 2.0: single-sign-on-saml-protocol.md, AuthnRequest'),
  refuse: ({ request }) =>
    request && request.version !== '2.0'
      ? page(75005, `The request's Version is ${quoted(request.version)}.`, 'Send Version="2.0".')
      : null,
};

export const dated: RequestCheck = {
  id: 'entra/request-issue-instant',
  summary: 'IssueInstant has to be there; whether its age is looked at is a switch.',
  source: errorCodes('AADSTS76026'),
  refuse({ request, settings, now }) {
    if (!request) return null;
    const instant = Date.parse(request.issueInstant ?? '');
    if (Number.isNaN(instant))
      return page(75005, `The request's IssueInstant is ${quoted(request.issueInstant)}.`, 'Send the time, in UTC.');
    const old =
      formOf({ settings }, switches.requestAge) === 'evaluated' &&
      Math.abs(now - instant) > switches.MAX_REQUEST_AGE_MS;
    return old
      ? page(
          76026,
          `The request was issued at ${request.issueInstant ?? ''}.`,
          'Set the clock of the service provider.',
        )
      : null;
  },
};

export const replyUrlRegistered: RequestCheck = {
  id: 'entra/reply-url-registered',
  summary: 'An AssertionConsumerServiceURL in the request has to be a registered reply URL.',
  source: protocol('AssertionConsumerServiceURL'),
  refuse({ request, settings }) {
    const registered = settings.serviceProvider?.acsUrl;
    if (!request || request.acsUrl === null || request.acsUrl === registered) return null;
    return page(
      50011,
      `The reply URL ${quoted(request.acsUrl)} is not registered; ${quoted(registered)} is.`,
      'Register it, or send the registered one, character by character.',
    );
  },
};

export const destinationExpected: RequestCheck = {
  id: 'entra/destination',
  summary: 'Whether Destination is looked at is a switch.',
  source: errorCodes('AADSTS75008'),
  refuse({ request, settings, app }) {
    if (!request?.destination || formOf({ settings }, switches.requestDestination) === 'ignored') return null;
    return request.destination === app.ssoUrl
      ? null
      : page(75008, `The request is addressed to ${quoted(request.destination)}.`, `Send it to ${app.ssoUrl}.`);
  },
};

export const onlySupportedParts: RequestCheck = {
  id: 'entra/unsupported-parts',
  summary: 'Subject, Scoping and Conditions: the first two are refused, Conditions is ignored.',
  source: protocol('Subject, Scoping'),
  refuse({ request }) {
    const part = request?.parts.find((name) => name === 'Subject' || name === 'Scoping');
    return part
      ? page(
          900236,
          `The request carries ${part}, which is not supported.`,
          'Leave it out. For a hint of the user name there is login_hint.',
        )
      : null;
  },
};
