import { staffSessionOf, type Context } from './cookies.ts';
import { Refusal } from './refusal.ts';
import { sameText } from './secrets.ts';
import type { Service } from './service.ts';
import type { StaffRole } from './sso-method.ts';

const ROLES: readonly StaffRole[] = ['owner', 'validation'];

/** The role of a bearer token. @throws Refusal `unauthorized` */
export function requireBearer(ctx: Context, service: Service): StaffRole {
  const token = /^Bearer (.+)$/i.exec(ctx.get('authorization'))?.[1];
  const role = token && ROLES.find((it) => sameText(token, service.tokens[it]));
  if (!role) throw new Refusal('unauthorized');
  return role;
}

/** The role that this browser signed in for; null without one. */
export const staffOf = (ctx: Context, service: Service): StaffRole | null =>
  service.sessions.findStaff(staffSessionOf(ctx), service.now());

/** @throws Refusal `forbidden` */
export function requireRole(role: StaffRole | null, needed: StaffRole): void {
  const who = { owner: 'an owner of the team', validation: 'the validation team' };
  if (role !== needed) throw new Refusal('forbidden', `Only ${who[needed]} may do this.`);
}
