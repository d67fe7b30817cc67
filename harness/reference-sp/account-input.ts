import type { NewAccount } from './accounts.ts';
import { flawOf } from './address.ts';
import type { Input } from './method-input.ts';
import { Refusal } from './refusal.ts';

const ROLES = ['member', 'admin', 'owner'];

/** An account that an owner makes, with its groups. @throws Refusal `invalid-field` */
export function readNewAccount(input: Input, now: number): { account: NewAccount; groups: string[] } {
  const { email, name, role, groups, disabled } = input;
  const flaw = typeof email === 'string' ? flawOf(email) : 'It must be a text.';
  if (flaw) throw new Refusal('invalid-field', `email: ${flaw}`);
  if (name != null && typeof name !== 'string') throw new Refusal('invalid-field', 'name must be a text.');
  if (role != null && !ROLES.includes(role as string))
    throw new Refusal('invalid-field', `role must be one of ${ROLES.join(', ')}.`);
  if (disabled != null && typeof disabled !== 'boolean')
    throw new Refusal('invalid-field', 'disabled must be true or false.');
  const account: NewAccount = {
    email: email as string,
    name: (name as string) || null,
    role: (role as string | undefined) ?? 'member',
    status: disabled ? 'disabled' : 'active',
    provisionedBy: 'owner',
    subjectKey: null,
    createdAt: now,
  };
  return { account, groups: readGroups(groups) };
}

function readGroups(groups: unknown): string[] {
  const isList = Array.isArray(groups) && groups.every((group) => typeof group === 'string' && group !== '');
  if (groups != null && !isList) throw new Refusal('invalid-field', 'groups must be a list of names.');
  return (groups ?? []) as string[];
}

/** `among=["staff","admins"]` of a query; null where nothing is asked for. */
export function readNames(among: unknown): readonly string[] | null {
  if (among === undefined) return null;
  const names = parsed(among);
  const isList = Array.isArray(names) && names.every((name): name is string => typeof name === 'string');
  if (!isList) throw new Refusal('invalid-field', 'among must be a list of names, as JSON.');
  return names;
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return null;
  }
}
