// A small application with OpenID Connect, written the way the README of openid-client shows it: PKCE always, and a nonce
// where the IdP does not say that it checks PKCE. What the library leaves to the application is the lesson (see target.yaml).
import { createPrivateKey, randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import express from 'express';
import session from 'express-session';
import * as client from 'openid-client';
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, CLIENT_KEY_FILE, PORT } = process.env;
const origin = `http://127.0.0.1:${PORT}`;
const redirectUri = `${origin}/callback`;

// Node's own fetch heeds HTTPS_PROXY and NO_PROXY only in later versions.
if (process.env.HTTPS_PROXY) setGlobalDispatcher(new EnvHttpProxyAgent());

/** Email → account. */
const accounts = new Map();

/** Just-in-time provisioning: who signs in for the first time gets an account. */
function findOrCreateAccount(email) {
  if (!accounts.has(email)) accounts.set(email, { id: randomUUID(), email });
  return accounts.get(email);
}

/** By a signed assertion where the application has a key, else by its secret. */
async function authentication() {
  if (!CLIENT_KEY_FILE) return undefined;
  const key = createPrivateKey(await readFile(CLIENT_KEY_FILE)).export({ format: 'jwk' });
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return client.PrivateKeyJwt(await crypto.subtle.importKey('jwk', key, algorithm, false, ['sign']));
}

const secret = CLIENT_KEY_FILE ? undefined : CLIENT_SECRET;
const config = await client.discovery(new URL(ISSUER), CLIENT_ID, secret, await authentication(), {
  // The mock IdPs speak plain http on this machine, unless they are told otherwise.
  execute: ISSUER.startsWith('http:') ? [client.allowInsecureRequests] : [],
});

const app = express();
app.use(session({ secret: randomBytes(32).toString('hex'), resave: false, saveUninitialized: false }));

app.get('/', (req, res) => {
  res.type('text').send(req.session.email ? `Hello ${req.session.email}` : 'Nobody is signed in. Go to /login.');
});

app.get('/login', async (req, res) => {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedNonce = config.serverMetadata().supportsPKCE() ? undefined : client.randomNonce();
  req.session.asked = { pkceCodeVerifier, expectedNonce };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...(expectedNonce && { nonce: expectedNonce }),
  });
  res.redirect(url.href);
});

app.get('/callback', async (req, res) => {
  const { asked } = req.session;
  delete req.session.asked;
  if (!asked) return res.status(400).type('text').send('Nobody asked to sign in here. Go to /login.');
  const tokens = await client.authorizationCodeGrant(config, new URL(req.originalUrl, origin), {
    ...asked,
    idTokenExpected: true,
  });
  const { email } = tokens.claims();
  if (!email) return res.status(403).type('text').send('The identity provider tells no email address.');
  const account = findOrCreateAccount(email);
  // A new session, so that nobody who knew the old one is signed in with it.
  req.session.regenerate((error) => {
    if (error) throw error;
    req.session.email = account.email;
    res.redirect('/');
  });
});

app.get('/me', (req, res) => {
  if (!req.session.email) return res.status(401).json({ error: 'Nobody is signed in.' });
  res.json({ email: req.session.email });
});

// What a test needs to look inside. A real application keeps these to its test environment.
app.get('/__health', (req, res) => res.json({ ok: true }));

app.get('/__accounts', (req, res) => {
  const { email } = req.query;
  res.json([...accounts.values()].filter((account) => email === undefined || account.email === email));
});

app.post('/__reset', (req, res) => {
  accounts.clear();
  res.status(204).end();
});

// What openid-client throws says why it took no token; whatever else is thrown is a mistake of this application.
app.use((error, req, res, next) => {
  const refused =
    error instanceof client.ClientError ||
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError;
  if (!refused) return next(error);
  res.status(403).type('text').send(`The sign-in failed: ${error.message}`);
});

app.listen(Number(PORT), '127.0.0.1');
