import type { Input } from './method-input.ts';
import { Refusal } from './refusal.ts';
import { MAIN_TEAM } from './schema.ts';

/** What a new bearer token is for. `expiresAt`: milliseconds since 1970; null: never. @throws Refusal `invalid-field` */
export function readNewToken({ team, label, expiresAt }: Input): {
  team: string;
  label: string;
  expiresAt: number | null;
} {
  if (team != null && (typeof team !== 'string' || !/^[a-z0-9-]{1,40}$/.test(team)))
    throw new Refusal('invalid-field', 'team must be a name of small letters, digits and hyphens.');
  if (label != null && typeof label !== 'string') throw new Refusal('invalid-field', 'label must be a text.');
  const ends = expiresAt == null ? null : typeof expiresAt === 'string' ? Date.parse(expiresAt) : NaN;
  if (Number.isNaN(ends)) throw new Refusal('invalid-field', 'expiresAt must be a time like 2030-01-31T00:00:00Z.');
  return { team: team ?? MAIN_TEAM, label: label ?? '', expiresAt: ends };
}
