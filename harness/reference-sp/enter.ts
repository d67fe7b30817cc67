import { setTimeout as delay } from 'node:timers/promises';
import type { Account, NewAccount } from './accounts.ts';
import { requireApprovedDomain } from './approved-domain.ts';
import { groupsBehind } from './overage.ts';
import { Refusal } from './refusal.ts';
import type { Service } from './service.ts';
import type { Identity, Through, Ticket } from './sign-in-requests.ts';
import type { SsoMethod } from './sso-method.ts';

/** Whose account a verified sign-in opens. */
export interface Entry {
  account: Account;
  isNew: boolean;
}

/**
 * The account of the person whom the identity provider vouches for: the one that exists, unchanged, or a new one where JIT
 * provisioning is for this method and this way of coming. Asks nobody whether the message is genuine. @throws Refusal
 */
export async function enter(ticket: Ticket, method: SsoMethod, service: Service): Promise<Entry> {
  const { identity } = ticket;
  const existing = service.accounts.find(identity.email) ?? renamed(identity, method, service);
  if (!existing || !service.defects.has('domain-check-only-for-new-people')) {
    requireApprovedDomain(identity.email, method, service.defects);
  }
  if (identity.overageLink && service.defects.has('overage-fails-sign-in')) throw new Refusal('groups-missing');
  if (existing && service.defects.has('second-sign-in-inserts-again'))
    throw new Error('UNIQUE constraint failed: accounts.email_key');
  if (existing) return { account: admit(existing, identity, method, service), isNew: false };
  if (!mayProvision(ticket.through, method, service)) throw new Refusal('no-account');
  return provision(identity, method, service);
}

/** The account of the same subject, which a product with this defect gives the new address. */
function renamed(
  { email, subjectKey }: Identity,
  method: SsoMethod,
  { accounts, defects }: Service,
): Account | undefined {
  if (!subjectKey || !defects.has('address-follows-the-subject')) return undefined;
  const account = accounts.all().find((it) => it.provisionedBy === method.id && it.subjectKey === subjectKey);
  if (account) accounts.update(account.id, { email });
  return account && accounts.byId(account.id);
}

function mayProvision(through: Through, method: SsoMethod, { defects }: Service): boolean {
  if (defects.has('provisions-nobody')) return false;
  if (!method.jit) return defects.has('provisions-with-jit-off');
  return {
    jit: true,
    login: defects.has('provisions-through-ordinary-login'),
    idp: defects.has('provisions-on-idp-initiated'),
  }[through];
}

async function provision(identity: Identity, method: SsoMethod, service: Service): Promise<Entry> {
  const { accounts, defects } = service;
  if (!identity.groups && !identity.overageLink && defects.has('groups-required')) throw new Refusal('groups-missing');
  const groups = identity.groups ?? (await groupsBehindOverage(identity, method, service));
  if (defects.has('race-between-lookup-and-insert') || defects.has('race-loser-gets-500')) {
    // What a product waits for between its look-up and its insert: here always long enough for another sign-in.
    await delay(100);
  }
  const account = accounts.create(newAccount(identity, method, service), groups);
  if (account) return { account, isNew: true };
  // Another sign-in of the same person was first.
  const first = accounts.find(identity.email);
  if (!first) throw new Refusal('no-account');
  return { account: admit(first, identity, method, service), isNew: false };
}

async function groupsBehindOverage(identity: Identity, method: SsoMethod, { defects }: Service): Promise<string[]> {
  return identity.overageLink && !defects.has('overage-ignored') ? groupsBehind(identity.overageLink, method) : [];
}

/** All that JIT provisioning stores. */
export function newAccount(identity: Identity, method: SsoMethod, service: Service): NewAccount {
  return {
    email: identity.email,
    name: identity.name,
    role: 'member',
    status: 'active',
    provisionedBy: method.id,
    subjectKey: identity.subjectKey,
    createdAt: service.now(),
  };
}

/** An existing person, whose account stays as it is. @throws Refusal `account-disabled`, `other-subject` */
function admit(account: Account, identity: Identity, method: SsoMethod, service: Service): Account {
  const { accounts, defects } = service;
  if (defects.has('existing-user-refused') && method.jit) throw new Refusal('account-exists');
  const isAnotherMethods = account.provisionedBy !== 'owner' && account.provisionedBy !== method.id;
  if (isAnotherMethods && defects.has('one-method-for-one-account')) throw new Refusal('account-exists');
  if (account.status === 'disabled') {
    if (!defects.has('revives-disabled-account')) throw new Refusal('account-disabled');
    accounts.update(account.id, { status: 'active' });
  }
  if (isSomebodyElse(account, identity, method) && !defects.has('reassigned-address-signs-in')) {
    throw new Refusal('other-subject');
  }
  if (defects.has('updates-email-case-on-sign-in')) accounts.update(account.id, { email: identity.email });
  if (defects.has('overwrites-role')) accounts.update(account.id, { role: 'member' });
  if (defects.has('overwrites-provenance')) accounts.update(account.id, { provisionedBy: method.id });
  if (defects.has('updates-groups-on-second-sign-in')) accounts.replaceGroups(account.id, identity.groups ?? []);
  if (defects.has('overage-empties-groups') && identity.overageLink) accounts.replaceGroups(account.id, []);
  return account;
}

/** Subjects can be compared within the method alone that provisioned the account: elsewhere they mean nothing. */
function isSomebodyElse(account: Account, identity: Identity, method: SsoMethod): boolean {
  const isComparable = account.provisionedBy === method.id && account.subjectKey && identity.subjectKey;
  return Boolean(isComparable) && account.subjectKey !== identity.subjectKey;
}
