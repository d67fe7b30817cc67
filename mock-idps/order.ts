import type { AppSettings } from './app.ts';
import { resolveFault, resolveLogoutFault, resolveOidcFault, resolveOidcLogoutFault } from './fault-list.ts';
import { IdpError } from './idp-error.ts';
import type { SignInOrder, SignOutOrder } from './idps.ts';
import type { Registry } from './registry.ts';
import { checkFits, shapeOf } from './saml/fit.ts';
import { checkSettings } from './settings.ts';

/**
 * Refuses an order that could not be carried out, before a browser is on its way.
 *
 * @throws IdpError `APP_FOREIGN`, `APP_SETTINGS_INVALID`, `IDPS_OPTION_INVALID`, `SWITCH_*`, `SHAPE_NOT_OFFERED`, `FAULT_*`
 */
export function checkOrder(order: SignInOrder, registry: Registry): void {
  const app = registry.own(order.app);
  checkBegin(order);
  const otherApp = order.otherApp && registry.own(order.otherApp);
  const settings = { ...app.settings, ...order.settings };
  if (order.settings) checkSettings(app.vendor, settings);
  if ((order.faults ?? []).some(({ id }) => id.startsWith('oidc/'))) return checkOidcOrder(order, settings);
  const faults = (order.faults ?? []).map((use) => resolveFault(use).fault);

  if (app.vendor === 'other') {
    if (faults.length > 0) {
      throw new IdpError(
        'FAULT_NOT_FOR_OTHER',
        `"${faults[0]?.id}" cannot be put into a message of the IdP "other". Name entra, google or okta.`,
      );
    }
    if (order.shape && !app.shapes().includes(order.shape)) {
      throw new IdpError(
        'SHAPE_NOT_OFFERED',
        `other cannot emit the shape "${order.shape}". Choose one of: ${app.shapes().join(', ')}.`,
      );
    }
    return;
  }
  const shape = shapeOf({ app, settings, ...(order.shape && { shape: order.shape }) });
  const { victim, earlier } = order;
  for (const fault of faults) {
    // Whether there is a request to answer shows only when the browser comes.
    const needs = (fault.needs ?? []).filter((need) => need !== 'request');
    checkFits(
      { ...fault, needs },
      {
        request: null,
        publishesNextKey: app.publishesNextKey,
        ...(victim && { victim }),
        ...(earlier !== undefined && { earlierKey: earlier }),
        ...(otherApp && { otherApp, otherKey: otherApp.key }),
      },
      shape,
    );
  }
}

/**
 * The same for a sign-out.
 *
 * @throws IdpError `APP_FOREIGN`, `APP_SETTINGS_INVALID`, `SWITCH_*`, `FAULT_*`
 */
export function checkSignOut(order: SignOutOrder, registry: Registry): void {
  const app = registry.own(order.app);
  if (order.settings) checkSettings(app.vendor, { ...app.settings, ...order.settings });
  const faults = order.faults ?? [];
  const resolved = order.protocol === 'oidc' ? faults.map(resolveOidcLogoutFault) : faults.map(resolveLogoutFault);
  for (const { fault } of resolved) {
    const needs = fault.needs ?? [];
    if (needs.includes('victim') && !order.victim)
      throw new IdpError('FAULT_NEEDS_VICTIM', `The fault "${fault.id}" names somebody else. Name a victim.`);
    if (needs.includes('earlier') && order.earlier === undefined)
      throw new IdpError(
        'FAULT_NEEDS_EARLIER',
        `The fault "${fault.id}" sends a message again. Name the key of an earlier sign-out.`,
      );
  }
}

function checkBegin({ beginsAt }: SignInOrder): void {
  if (beginsAt === undefined || (URL.canParse(beginsAt) && /^https?:$/.test(new URL(beginsAt).protocol))) return;
  throw new IdpError('IDPS_OPTION_INVALID', `A sign-in cannot begin at "${beginsAt}": name an http or https address.`);
}

/** What a fault on OpenID Connect needs has to be there too. */
function checkOidcOrder({ faults = [], victim, otherApp, earlier }: SignInOrder, settings: AppSettings): void {
  for (const { fault } of faults.map(resolveOidcFault)) {
    if (!settings.relyingParty)
      throw new IdpError(
        'RELYING_PARTY_MISSING',
        `The fault "${fault.id}" needs an application that is registered for OpenID Connect. Set settings.relyingParty first.`,
      );
    const needs = fault.needs ?? [];
    if (needs.includes('victim') && !victim)
      throw new IdpError('FAULT_NEEDS_VICTIM', `The fault "${fault.id}" claims to be somebody else. Name a victim.`);
    if (needs.includes('other-app') && !otherApp)
      throw new IdpError('FAULT_NEEDS_OTHER_APP', `The fault "${fault.id}" mixes two apps. Name otherApp.`);
    if (needs.includes('earlier') && earlier === undefined)
      throw new IdpError(
        'FAULT_NEEDS_EARLIER',
        `The fault "${fault.id}" uses values again. Name the key of an earlier order.`,
      );
  }
}
