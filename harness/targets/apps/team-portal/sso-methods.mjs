import { randomUUID } from 'node:crypto';
import { all, one, run } from './database.mjs';
import { readMetadata } from './idp-metadata.mjs';
import { Refusal, wanted } from './refusal.mjs';
import { newToken } from './secrets.mjs';

const idpTypes = ['entra', 'google', 'okta', 'adfs', 'onelogin', 'jumpcloud', 'other'];
const withJit = ['entra', 'google', 'okta'];

/** What can happen to a method, and by whose token. */
export const transitions = {
  verify: { by: 'validation', from: 'waiting', to: 'verified' },
  reject: { by: 'validation', from: 'waiting', to: 'rejected' },
  disable: { by: 'owner', from: 'verified', to: 'disabled' },
  enable: { by: 'owner', from: 'disabled', to: 'verified' },
};

/** Saves a method that waits for the validation team. Throws a refusal (422). */
export async function createMethod({
  name,
  idpType,
  jit = false,
  metadataUrl,
  domains,
  clientId = null,
  clientSecret = null,
}) {
  wanted(typeof name === 'string' && name.trim(), 'name is missing.');
  wanted(idpTypes.includes(idpType), `idpType is one of ${idpTypes.join(', ')}.`);
  wanted(typeof jit === 'boolean', 'jit is true or false.');
  wanted(!jit || withJit.includes(idpType), `JIT provisioning is offered for ${withJit.join(', ')} alone.`);
  wanted(Array.isArray(domains) && domains.length > 0 && domains.every(isDomain), 'domains is a list of domain names.');
  wanted(typeof metadataUrl === 'string', 'metadataUrl is missing.');
  wanted([clientId, clientSecret].every(isTextOrNone), 'clientId and clientSecret are texts.');
  const { entityId, ssoUrl, certificates } = await readMetadata(metadataUrl);
  const id = randomUUID();
  const approved = JSON.stringify(domains.map((domain) => domain.toLowerCase()));
  run(
    `INSERT INTO sso_methods VALUES (?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, name, idpType, Number(jit), Number(jit), jit ? newToken() : null, approved],
    ...[entityId, ssoUrl, JSON.stringify(certificates), clientId, clientSecret],
  );
  return findMethod(id);
}

const isTextOrNone = (value) => value === null || typeof value === 'string';
const isDomain = (text) => typeof text === 'string' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text);

/** Throws a refusal (404). */
export const findMethod = (id) => found(one('SELECT * FROM sso_methods WHERE id = ?', id));
export const findMethodBySlug = (slug) => found(one('SELECT * FROM sso_methods WHERE jit_slug = ?', slug));
export const verifiedMethods = () => all(`SELECT * FROM sso_methods WHERE state = 'verified'`).map(found);

function found(row) {
  if (!row) throw new Refusal(404, 'There is no such SSO method.');
  return {
    id: row.id,
    name: row.name,
    idpType: row.idp_type,
    state: row.state,
    jit: row.jit === 1,
    madeWithJit: row.made_with_jit === 1,
    jitSlug: row.jit_slug,
    domains: JSON.parse(row.domains),
    entityId: row.entity_id,
    ssoUrl: row.sso_url,
    certificates: JSON.parse(row.certificates),
    clientId: row.client_id,
    clientSecret: row.client_secret,
  };
}

/** Throws a refusal (409) for what cannot happen to a method in this state. */
export function changeState(id, action) {
  const { from, to } = transitions[action];
  const { state } = findMethod(id);
  const changed = run('UPDATE sso_methods SET state = ? WHERE id = ? AND state = ?', to, id, from);
  if (!changed) throw new Refusal(409, `A method that is ${state} cannot be ${to}.`);
  return findMethod(id);
}

/** The owner switches JIT off, or on again where the method was made with it. Throws a refusal (409, 422). */
export function setJit(id, jit) {
  wanted(typeof jit === 'boolean', 'jit is true or false.');
  if (jit && !findMethod(id).madeWithJit)
    throw new Refusal(409, 'This method was made without JIT provisioning. Please contact support to switch it on.');
  run('UPDATE sso_methods SET jit = ? WHERE id = ?', Number(jit), id);
  return findMethod(id);
}
