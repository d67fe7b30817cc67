import { formOf } from '../../saml/profile.ts';
import { readings, type PersonCheck, type RequestProfile } from '../../saml/request-profile.ts';
import {
  dated,
  destinationExpected,
  identified,
  onlySupportedParts,
  replyUrlRegistered,
  signedWhenRequired,
  versioned,
} from './message-checks.ts';
import {
  contextPerformed,
  exactComparison,
  knownNameIdFormat,
  noSpNameQualifier,
  sessionWhenPassive,
} from './policy-checks.ts';
import { errorCodes, page, quoted } from './refusal.ts';
import * as switches from './request-switches.ts';

const assigned: PersonCheck = {
  id: 'entra/assigned',
  summary: 'Only people assigned to the application get in.',
  source: errorCodes('AADSTS50105'),
  refuse: ({ app }, person) =>
    person.assigned
      ? null
      : page(
          50105,
          `${person.upn} is not assigned to the application "${app.name}".`,
          'Assign the person, or a group that the person is in.',
        ),
};

/** Entra checks the request before it asks who signs in. */
export const requests: RequestProfile = {
  vendor: 'entra',
  checksSignatures: true,
  allowsSha1: (settings) => formOf({ settings }, switches.requestSha1) === 'allowed',
  unreadable: (problem) =>
    problem === 'missing'
      ? page(750054, readings.missing, 'Send it as a query parameter on HTTP-Redirect, as a form field on HTTP-POST.')
      : page(75005, readings[problem], 'Send a SAML 2.0 AuthnRequest.'),
  unknownApplication: ({ place, asked }) =>
    place === 'unknown'
      ? page(90002, `There is no tenant ${quoted(asked)}.`, "Use the tenant's GUID or domain that the metadata shows.")
      : page(
          700016,
          `No application with the identifier ${quoted(asked)} is registered in this tenant.`,
          'Register it as Identifier (Entity ID): letters, case and slashes count.',
        ),
  beforeSignIn: [
    signedWhenRequired,
    identified,
    versioned,
    dated,
    replyUrlRegistered,
    destinationExpected,
    onlySupportedParts,
    knownNameIdFormat,
    noSpNameQualifier,
    exactComparison,
    contextPerformed,
    sessionWhenPassive,
  ],
  afterSignIn: [assigned],
  emptyNameId: ({ settings }, person) =>
    page(
      501241,
      `${person.upn} has no ${settings.nameId?.source ?? 'upn'}, and the NameID is taken from it.`,
      'Fill it in, or take the NameID from something that everybody has.',
    ),
  acsUrl: ({ request }) => request?.acsUrl ?? null,
  switches: Object.values(switches).filter((exported) => typeof exported === 'object'),
};
