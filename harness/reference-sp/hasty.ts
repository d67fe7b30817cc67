import { flawOf } from './address.ts';
import type { Opened } from './checks.ts';
import { renewSession, type Context } from './cookies.ts';
import { newAccount } from './enter.ts';
import { identityIn } from './identity.ts';
import type { Service } from './service.ts';
import type { SsoMethod } from './sso-method.ts';

/**
 * What a hasty product does as soon as the signature holds: it acts on the assertion, and asks afterwards for whom and until
 * when it was meant, whether the browser asked for it, and whether the domain is approved. A sound product does nothing here.
 */
export function actHastily(ctx: Context, service: Service, method: SsoMethod, { assertion }: Opened): void {
  const { accounts, defects, secrets, sessions } = service;
  const email = assertion.nameId?.value ?? '';
  if (!method.jit || flawOf(email)) return;
  if (defects.has('account-left-behind-after-refusal')) {
    const identity = identityIn(assertion, method, secrets, defects);
    accounts.create(newAccount(identity, method, service), identity.groups ?? []);
  }
  if (defects.has('group-left-behind')) {
    accounts.createGroups(identityIn(assertion, method, secrets, defects).groups ?? []);
  }
  if (defects.has('refuses-but-leaves-session')) {
    renewSession(ctx, service, sessions.start(null, email, service.now()));
  }
}
