// A portal for teams: single sign-on by methods that the team's owner adds, with just-in-time provisioning.
// PORT, OWNER_TOKEN, VALIDATION_TOKEN and SUBJECT_KEY come from the environment.
import express from 'express';
import { addressesOf, origin, port } from './addresses.mjs';
import { adminApi } from './admin-api.mjs';
import { page } from './page.mjs';
import { signedIn } from './sessions.mjs';
import { signInRoutes } from './sign-in.mjs';
import { verifiedMethods } from './sso-methods.mjs';

const app = express();
app.disable('x-powered-by');
app.use((req, res, next) => {
  res.set({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  next();
});

app.use('/api', adminApi);
app.use(signInRoutes);

app.get('/', (req, res) => {
  const account = signedIn(req);
  if (account) return res.send(page('Team portal', `Signed in as ${account.email}.`));
  const links = verifiedMethods().map((method) => ({ to: addressesOf(method).loginUrl, text: method.name }));
  res.send(page('Team portal', 'Nobody is signed in.', links));
});

app.get('/me', (req, res) => {
  const account = signedIn(req);
  if (!account) return res.status(401).json({ error: 'Nobody is signed in.' });
  res.json({ email: account.email, role: account.role });
});

app.get('/health', (req, res) => res.json({ ok: true }));

app.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  const status = error.status >= 400 && error.status < 500 ? error.status : 500;
  console.error(status === 500 ? error : `${req.method} ${req.path}: ${status} ${error.message} ${error.detail ?? ''}`);
  const message = status === 500 ? 'Something went wrong.' : error.message;
  if (req.path.startsWith('/api/')) return res.status(status).json({ error: message });
  res.status(status).send(page('Not signed in', message));
});

app.listen(port, '127.0.0.1', () => console.log(`Team portal at ${origin}`));
