import express from 'express';
import { findAccount, findOrProvision } from './accounts.mjs';
import { cookieOf, setCookie } from './cookies.mjs';
import { groupsBehind } from './group-overage.mjs';
import { identityFrom } from './identity.mjs';
import { demand } from './refusal.mjs';
import { ourMetadata, readResponse, requestUrl } from './saml.mjs';
import { newToken } from './secrets.mjs';
import { openSession } from './sessions.mjs';
import { answer, askFor, firstUse, redeem } from './sign-ins.mjs';
import { findMethod, findMethodBySlug } from './sso-methods.mjs';

/** Names the browser while it signs in. */
const COOKIE = 'portal_browser';

/**
 * One sign-in: `/join/…` or `/sso/…/login` → IdP → `/acs`, where the message is judged → `/complete`, where the browser is.
 * The IdP's form comes from another site, so that cookies do not come along; going on by a redirect to ourselves brings them.
 */
export const signInRoutes = express
  .Router()
  .get('/join/:slug', (req, res) => setOut(req, res, findMethodBySlug(req.params.slug), 'jit'))
  .get('/sso/complete', complete)
  .get('/sso/:id/login', (req, res) => setOut(req, res, findMethod(req.params.id), 'login'))
  .get('/sso/:id/metadata', (req, res) => res.type('application/xml').send(ourMetadata(findMethod(req.params.id))))
  .post('/sso/:id/acs', express.urlencoded({ extended: false, limit: '512kb' }), receive);

async function setOut(req, res, method, way) {
  checkOpen(method, way);
  const known = cookieOf(req, COOKIE);
  const browser = /^[\w-]{32}$/.test(known) ? known : newToken();
  setCookie(res, COOKIE, browser);
  res.redirect(303, await requestUrl(method, askFor(method, way, browser)));
}

async function receive(req, res) {
  const method = findMethod(req.params.id);
  checkOpen(method);
  const { requestId, assertionId, identity } = await readResponse(method, req.body?.SAMLResponse);
  const person = identityFrom(identity, method);
  const ticket = firstUse(method, assertionId) && answer(requestId, person);
  demand(ticket, 'This answer of your identity provider was used before.');
  res.redirect(303, `/sso/complete?ticket=${ticket}`);
}

async function complete(req, res) {
  const signIn = redeem(String(req.query.ticket), cookieOf(req, COOKIE) ?? '');
  demand(signIn, 'This sign-in was not begun in this browser, or is over. Please begin again.');
  const method = findMethod(signIn.methodId);
  checkOpen(method, signIn.way);
  openSession(res, await accountFor(signIn, method));
  res.redirect(303, '/');
}

/** A method lets nobody in before it is verified, and its JIT login URL nobody while JIT is off. */
function checkOpen(method, way) {
  demand(method.state === 'verified', 'This sign-in is not open.', method.state);
  demand(way !== 'jit' || method.jit, 'This sign-in takes no new people.');
}

async function accountFor({ way, identity }, method) {
  const { email, subject, groupsLink } = identity;
  const known = findAccount(email);
  demand(known || way === 'jit', 'There is no account of your address. Ask for the link for new people.');
  const groups = !known && groupsLink ? await groupsBehind(groupsLink, method) : identity.groups;
  // Somebody else may have been here in the meantime: then theirs is the account.
  const account = known ?? findOrProvision({ email, groups, subject });
  demand(!account.disabled, 'Your account is switched off.');
  const earlier = account.subjects.find(({ methodId }) => methodId === method.id);
  demand(
    !earlier || earlier.keyedHash === subject?.keyedHash,
    'Your address belonged to somebody else. Ask the owner.',
  );
  return account;
}
