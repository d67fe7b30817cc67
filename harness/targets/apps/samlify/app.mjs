// A small application with SAML sign-in by samlify, written the way its documentation shows it. SAMLIFY names the package:
// the present release, or 2.9.1, whose readers of unsigned content became CVE-2025-47949.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import session from 'express-session';

const { SAMLIFY = 'samlify', IDP_METADATA_FILE, PORT } = process.env;
const samlify = await import(SAMLIFY);
const origin = `http://127.0.0.1:${PORT}`;

// Its documentation leaves the choice of a schema validator to the application, and shows this for none.
samlify.setSchemaValidator({ validate: () => Promise.resolve('skipped') });

const idp = samlify.IdentityProvider({ metadata: readFileSync(IDP_METADATA_FILE, 'utf8') });
const sp = samlify.ServiceProvider({
  entityID: `${origin}/metadata`,
  assertionConsumerService: [
    { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: `${origin}/acs`, isDefault: true },
  ],
  nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
  wantAssertionsSigned: true,
});

/** Email → account. */
const accounts = new Map();

/** Where Entra ID tells who it is, whatever the address: addresses are given to other people in time. */
const OBJECT_ID = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const secret = randomBytes(32);
const fingerprint = (subject) =>
  subject ? createHmac('sha256', secret).update(`${subject}`).digest('base64url') : null;

/** Just-in-time provisioning: who signs in for the first time gets an account. Null: the address is somebody else's by now. */
function findOrCreateAccount(email, subject) {
  if (!accounts.has(email)) accounts.set(email, { id: randomUUID(), email, subject });
  const account = accounts.get(email);
  return account.subject && subject && account.subject !== subject ? null : account;
}

const app = express();
app.use(session({ secret: randomBytes(32).toString('hex'), resave: false, saveUninitialized: false }));

app.get('/', (req, res) => {
  const { email } = req.session;
  res.type('text').send(email ? `Hello ${email}` : 'Nobody is signed in. Go to /login.');
});

app.get('/login', (req, res) => res.redirect(sp.createLoginRequest(idp, 'redirect').context));

app.post('/acs', express.urlencoded({ extended: false, limit: '1mb' }), async (req, res) => {
  let email, subject;
  try {
    const { extract } = await sp.parseLoginResponse(idp, 'post', { body: req.body });
    email = extract.nameID;
    subject = fingerprint(extract.attributes?.[OBJECT_ID]);
  } catch (error) {
    return res
      .status(403)
      .type('text')
      .send(`The response was refused: ${error?.message ?? error}`);
  }
  if (typeof email !== 'string' || email === '') return res.status(403).type('text').send('The response names nobody.');
  if (!findOrCreateAccount(email, subject))
    return res.status(403).type('text').send('The account is of another person.');
  req.session.regenerate(() => {
    req.session.email = email;
    res.redirect(303, '/');
  });
});

app.get('/metadata', (req, res) => res.type('application/xml').send(sp.getMetadata()));

app.get('/me', (req, res) => {
  const { email } = req.session;
  if (!email) return res.status(401).json({ error: 'Nobody is signed in.' });
  res.json({ email });
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
