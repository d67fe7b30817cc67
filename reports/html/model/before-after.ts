import type { Observation } from '../../report.ts';

/** One thing that the application keeps, before and after something that the case did. */
export interface BeforeAfter {
  /** What it is, such as `account of ada@corp.test`. */
  name: string;
  /** JSON; null where there was nothing. */
  before: string | null;
  after: string | null;
  /** Id of the later observation. */
  observation: string;
  step: number | undefined;
}

/** A look at something. `value`: see {@link BeforeAfter}. */
interface Reading {
  name: string;
  value: string | null;
  /** With it a row ends; without, it only says how things stood. */
  isAfter: boolean;
}

/** What became of each account and resource that was read twice, in the order of the later reading. */
export function beforeAndAfter(observations: readonly Observation[]): BeforeAfter[] {
  const known = new Map<string, string | null>();
  const rows: BeforeAfter[] = [];
  for (const observation of observations) {
    const reading = readingOf(observation);
    if (!reading) continue;
    const { name, value, isAfter } = reading;
    const before = known.get(name);
    if (isAfter && before !== undefined)
      rows.push({ name, before, after: value, observation: observation.id, step: observation.step });
    known.set(name, value);
  }
  return rows;
}

function readingOf({ kind, data }: Observation): Reading | null {
  const { when, name, resource, accounts, email, found } = data;
  const isAfter = when !== 'before';
  switch (kind) {
    case 'target.account':
      if (!Array.isArray(accounts) || typeof email !== 'string') return null;
      return { name: `account of ${email}`, value: valueOf(accounts.map(fieldsOf)), isAfter };
    case 'target.groups':
      return Array.isArray(found) ? { name: 'groups of these people', value: valueOf(found), isAfter } : null;
    case 'scim.reading':
    case 'provision.state':
      if (typeof name !== 'string') return null;
      return { name: `${name} over SCIM`, value: resource ? JSON.stringify(resource) : null, isAfter };
    default:
      return null;
  }
}

/** All that the application told of an account, where it told more than the address. */
function fieldsOf(account: unknown): unknown {
  const fields = typeof account === 'object' && account !== null && 'fields' in account ? account.fields : undefined;
  return fields ?? account;
}

function valueOf(items: readonly unknown[]): string | null {
  if (items.length === 0) return null;
  return JSON.stringify(items.length === 1 ? items[0] : items);
}
