// A small application with SAML sign-in, written the way the README of @node-saml/passport-saml shows it.
// It is what many applications look like; what it leaves unchecked is the lesson (see target.yaml).
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Strategy as SamlStrategy } from '@node-saml/passport-saml';
import express from 'express';
import session from 'express-session';
import passport from 'passport';

const { IDP_ENTITY_ID, IDP_SSO_URL, IDP_CERT_FILE, PORT } = process.env;
// Not given in target.yaml: how a request travels, and a policy for all pages, such as that of the package helmet.
const { REQUEST_BINDING = 'HTTP-Redirect', CONTENT_SECURITY_POLICY } = process.env;
const origin = `http://127.0.0.1:${PORT}`;

/** Email → account. */
const accounts = new Map();

/** Just-in-time provisioning: who signs in for the first time gets an account. */
function findOrCreateAccount(email) {
  if (!accounts.has(email)) accounts.set(email, { id: randomUUID(), email });
  return accounts.get(email);
}

const saml = new SamlStrategy(
  {
    issuer: `${origin}/metadata`,
    callbackUrl: `${origin}/acs`,
    entryPoint: IDP_SSO_URL,
    authnRequestBinding: REQUEST_BINDING,
    // Only the redirect binding compresses.
    skipRequestCompression: REQUEST_BINDING === 'HTTP-POST',
    idpCert: readFileSync(IDP_CERT_FILE, 'utf8'),
    idpIssuer: IDP_ENTITY_ID,
    // Entra ID and Google Workspace sign the assertion and leave the response around it unsigned.
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: true,
    // Entra ID refuses people who signed in by other means than the one that is asked for by default.
    disableRequestedAuthnContext: true,
    // Only answers to requests of our own.
    validateInResponseTo: 'always',
  },
  (profile, done) => done(null, findOrCreateAccount(profile.nameID)),
  (profile, done) => done(null, accounts.get(profile.nameID)),
);

passport.use(saml);
passport.serializeUser((account, done) => done(null, account.email));
passport.deserializeUser((email, done) => done(null, accounts.get(email) ?? false));

const app = express();
if (CONTENT_SECURITY_POLICY)
  app.use((req, res, next) => {
    res.set('content-security-policy', CONTENT_SECURITY_POLICY);
    next();
  });
app.use(session({ secret: randomBytes(32).toString('hex'), resave: false, saveUninitialized: false }));
app.use(passport.session());

app.get('/', (req, res) => {
  res.type('text').send(req.user ? `Hello ${req.user.email}` : 'Nobody is signed in. Go to /login.');
});

app.get('/login', passport.authenticate('saml'));

app.post(
  '/acs',
  express.urlencoded({ extended: false }),
  passport.authenticate('saml', { failureRedirect: '/' }),
  (req, res) => res.redirect('/'),
);

app.get('/metadata', (req, res) => {
  res.type('application/xml').send(saml.generateServiceProviderMetadata(null));
});

app.get('/me', (req, res) => {
  if (!req.user) return res.status(401).json({ error: 'Nobody is signed in.' });
  res.json({ email: req.user.email });
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

app.listen(Number(PORT), '127.0.0.1');
