import type { PersonCheck, Refusal, RequestProfile } from '../../saml/request-profile.ts';
import { readings } from '../../saml/request-profile.ts';
import type { Source } from '../../source.ts';

const checked = '2026-11-23';
const errorPage: Source = {
  title: 'SAML app error messages',
  at: 'support.google.com/a/answer/6301076',
  basis: 'vendor-doc',
  checked,
};

const page = (status: number, code: string, says: string, mend: string): Refusal => ({ status, code, says, mend });

const serviceOn: PersonCheck = {
  id: 'google/service-on',
  summary: 'Only people whose organisational unit or group has the service ON get in.',
  source: errorPage,
  refuse: (_arrival, person) =>
    person.assigned
      ? null
      : page(
          403,
          'app_not_enabled_for_user',
          `The service is OFF for ${person.email ?? person.username}.`,
          "Turn it ON for the person's organisational unit or for a group that the person is in.",
        ),
};

const acsAsConfigured: PersonCheck = {
  id: 'google/acs-as-configured',
  summary: 'A request that names another ACS URL is answered, at the configured one, with a failed status.',
  source: {
    title: 'A failed Google response of 2022-10, and reports',
    at: 'goauthentik/authentik, tests of the SAML source; hackmdio/codimd#1713; asasmoyo/yii2-saml#4',
    basis: 'capture',
    checked,
  },
  refuse({ request, settings }) {
    const configured = settings.serviceProvider?.acsUrl;
    if (!request || request.acsUrl === null || request.acsUrl === configured || configured === undefined) return null;
    const message = `ACS URL ${request.acsUrl} of the request is not the configured one, ${configured}.`;
    return {
      ...page(200, 'mock:acs_url_differs', message, 'Make the two equal, character by character.'),
      answer: { codes: ['Requester', 'RequestDenied'], message, to: configured, carries: ['Destination'] },
    };
  },
};

/** IsPassive, RequestedAuthnContext and signatures of requests are not looked at (inferred). */
export const requests: RequestProfile = {
  vendor: 'google',
  checksSignatures: false,
  allowsSha1: () => true,
  unreadable: (problem) => page(400, 'mock:malformed_request', readings[problem], 'Send a SAML 2.0 AuthnRequest.'),
  unknownApplication({ place, asked, similar }) {
    if (place === 'unknown')
      return page(
        403,
        'app_not_configured',
        `There is no application under ${JSON.stringify(asked)}.`,
        'Use the address that the Admin console shows.',
      );
    return similar === 'none'
      ? page(
          403,
          'app_not_configured',
          `No application has the entity ID ${JSON.stringify(asked)}.`,
          'Register it as Entity ID in the Admin console.',
        )
      : page(
          403,
          'app_not_configured_for_user',
          `The request's Issuer is ${JSON.stringify(asked)}; ${MEANT[similar]}.`,
          'Make Issuer and Entity ID equal; letter case counts.',
        );
  },
  beforeSignIn: [],
  afterSignIn: [serviceOn, acsAsConfigured],
  // The code is among those whose trigger was not verified.
  emptyNameId: (_arrival, person) =>
    page(
      400,
      'saml_invalid_user_id_mapping',
      `${person.username} lacks what the NameID is mapped to.`,
      'Map the NameID to a field that everybody has.',
    ),
  acsUrl: () => null,
  switches: [],
};

const MEANT = {
  'other-case': 'an application is registered with other letter case',
  'other-account': 'an application with it belongs to another account',
};
