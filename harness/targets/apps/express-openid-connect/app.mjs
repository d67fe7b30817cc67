// A small application with OpenID Connect, written the way the README of express-openid-connect shows it. RESPONSE_TYPE says
// which flow: its default, an ID token from the authorization endpoint by form, or a code, and logout with that.
import { randomBytes, randomUUID } from 'node:crypto';
import express from 'express';
import { auth } from 'express-openid-connect';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, RESPONSE_TYPE } = process.env;

/** Email → account. */
const accounts = new Map();

/** Just-in-time provisioning: who signs in for the first time gets an account. */
function findOrCreateAccount(email) {
  if (!accounts.has(email)) accounts.set(email, { id: randomUUID(), email });
  return accounts.get(email);
}

/** Who was signed out by the identity provider, in the form of a store of express-session. */
class LoggedOut {
  #entries = new Map();
  get = (id, done) => done(null, this.#entries.get(id) ?? null);
  set = (id, entry, done) => done(null, void this.#entries.set(id, entry));
  destroy = (id, done) => done(null, void this.#entries.delete(id));
}

const app = express();

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

app.use(
  auth({
    authRequired: false,
    issuerBaseURL: ISSUER,
    baseURL: `http://127.0.0.1:${PORT}`,
    clientID: CLIENT_ID,
    secret: randomBytes(32).toString('hex'),
    ...(RESPONSE_TYPE === 'code' && {
      clientSecret: CLIENT_SECRET,
      authorizationParams: { response_type: 'code' },
      idpLogout: true,
      backchannelLogout: { store: new LoggedOut() },
    }),
  }),
);

app.get('/', (req, res) => {
  if (!req.oidc.isAuthenticated()) return res.type('text').send('Nobody is signed in. Go to /login.');
  const { email } = req.oidc.user;
  if (!email) return res.status(403).type('text').send('The identity provider tells no email address.');
  res.type('text').send(`Hello ${findOrCreateAccount(email).email}`);
});

app.get('/me', (req, res) => {
  if (!req.oidc.isAuthenticated()) return res.status(401).json({ error: 'Nobody is signed in.' });
  const { email } = req.oidc.user;
  if (!email) return res.status(403).json({ error: 'The identity provider tells no email address.' });
  res.json({ email });
});

app.listen(Number(PORT), '127.0.0.1');
