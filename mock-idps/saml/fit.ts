import type { AppSettings } from '../app.ts';
import type { FaultFacts } from '../fault.ts';
import { IdpError } from '../idp-error.ts';
import { profileOf } from './genuine.ts';
import type { ResponseInput } from './respond.ts';
import type { ResponseVendor } from './draft.ts';

export type Shape = 'assertion' | 'response' | 'both' | 'encrypted';

/** The shapes that a vendor can sign with these settings, the configured one first. @throws IdpError `SHAPE_NOT_OFFERED` */
export function signingShapes(vendor: ResponseVendor, settings: AppSettings): Shape[] {
  const offered = offeredBy(vendor, settings);
  const first = settings.sign ? asOffered(vendor, settings.sign, settings) : offered[0];
  return [...offered].sort((a, b) => Number(b === first) - Number(a === first));
}

/** The shape of this message: the order's, else the settings', else the vendor's default. */
export function shapeOf({ app, settings, shape }: Pick<ResponseInput, 'app' | 'settings' | 'shape'>): Shape {
  const chosen = shape ?? settings.sign ?? profileOf(app.vendor).shapes[0];
  return asOffered(app.vendor, chosen ?? 'assertion', settings);
}

/** What the vendor can emit; encrypted messages only to a service provider that gave a certificate for it. */
function offeredBy(vendor: ResponseInput['app']['vendor'], { serviceProvider }: AppSettings): Shape[] {
  const { shapes, encryption } = profileOf(vendor);
  return [...shapes, ...(encryption && serviceProvider?.encryptionCertificate ? ['encrypted' as const] : [])];
}

function asOffered(
  vendor: ResponseInput['app']['vendor'],
  shape: NonNullable<ResponseInput['shape']>,
  settings: AppSettings,
): Shape {
  const shapes = offeredBy(vendor, settings);
  const found = shapes.find((offered) => offered === shape);
  if (found) return found;
  throw new IdpError(
    'SHAPE_NOT_OFFERED',
    `${vendor} cannot emit a message of the shape "${shape}" here. Choose one of: ${shapes.join(', ')}.`,
  );
}

/** Refuses a fault that lacks what it needs, before anything is signed. @throws IdpError `FAULT_*` */
export function checkFits(
  fault: Omit<FaultFacts, 'scope'>,
  input: Pick<ResponseInput, 'victim' | 'otherApp' | 'otherKey' | 'request' | 'earlierKey' | 'publishesNextKey'>,
  shape: Shape,
): void {
  const needs = fault.needs ?? [];
  if ((needs.includes('victim') || needs.includes('victim-as-prefix')) && !input.victim) {
    throw new IdpError('FAULT_NEEDS_VICTIM', `The fault "${fault.id}" claims to be somebody else. Name a victim.`);
  }
  if (needs.includes('other-app') && (!input.otherApp || !input.otherKey || input.otherApp.vendor === 'other')) {
    throw new IdpError(
      'FAULT_NEEDS_OTHER_APP',
      `The fault "${fault.id}" mixes two apps. Name otherApp, one of entra, google or okta.`,
    );
  }
  if (needs.includes('earlier') && input.earlierKey === undefined) {
    throw new IdpError(
      'FAULT_NEEDS_EARLIER',
      `The fault "${fault.id}" uses ids again. Name the key of an earlier order.`,
    );
  }
  if (needs.includes('request') && !input.request) {
    throw new IdpError('FAULT_DOES_NOT_FIT', `The fault "${fault.id}" needs a request to answer: start at the target.`);
  }
  const keyNeed = input.publishesNextKey ? 'next-key-unpublished' : 'next-key-published';
  if (needs.includes(keyNeed)) {
    throw new IdpError(
      'FAULT_DOES_NOT_FIT',
      `The fault "${fault.id}" needs an app that ${input.publishesNextKey ? 'does not publish' : 'publishes'} its next key.`,
    );
  }
  if (fault.shapes && !fault.shapes.includes(shape)) {
    throw new IdpError(
      'FAULT_DOES_NOT_FIT',
      `The fault "${fault.id}" needs a message signed as ${fault.shapes.join(' or ')}; this one is signed as ${shape}.`,
    );
  }
}
