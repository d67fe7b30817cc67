// A small application with SAML sign-in and just-in-time provisioning, on express and node-saml.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import express, { type Request } from 'express';

/** What an administrator enters in the application's settings. */
export interface IdpSettings {
  entityId: string;
  ssoUrl: string;
  certificate: string;
}

interface Account {
  email: string;
  groups: string[];
}

const GROUPS = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups';

/** Starts the application with one identity provider. Port 0: a free one. */
export async function startApp({ entityId, ssoUrl, certificate }: IdpSettings, port = 0) {
  const app = express();
  const server = app.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const saml = new SAML({
    issuer: `${origin}/metadata`,
    audience: `${origin}/metadata`,
    callbackUrl: `${origin}/acs`,
    entryPoint: ssoUrl,
    idpCert: certificate,
    idpIssuer: entityId,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: true,
    disableRequestedAuthnContext: true,
    validateInResponseTo: ValidateInResponseTo.always,
  });

  const accounts = new Map<string, Account>();
  const sessions = new Map<string, Account>();
  const signedIn = ({ headers: { cookie = '' } }: Request) =>
    sessions.get(/\bsession=([\w-]+)/.exec(cookie)?.[1] ?? '');

  app.get('/', (req, res) => {
    const account = signedIn(req);
    res.send(account ? `<h1>Welcome</h1> You are in ${account.groups.length} groups.` : '<h1>Nobody is signed in</h1>');
  });

  app.get('/login', async (_req, res) => {
    res.redirect(await saml.getAuthorizeUrlAsync('', undefined, {}));
  });

  app.post('/acs', express.urlencoded({ extended: false }), async (req, res) => {
    const { profile } = await saml
      .validatePostResponseAsync(req.body as Record<string, string>)
      .catch((error: Error) => {
        res.status(403).send(`<h1>The sign-in failed</h1> ${error.message}`);
        return { profile: null };
      });
    if (!profile) return;
    const email = profile.nameID.toLowerCase();
    const groups = [profile[GROUPS] ?? []].flat() as string[];
    // Who signs in for the first time gets an account.
    const account = accounts.get(email) ?? { email, groups };
    accounts.set(email, account);
    const session = randomUUID();
    sessions.set(session, account);
    res.cookie('session', session, { httpOnly: true, sameSite: 'lax' }).redirect('/');
  });

  // What a test needs to look inside. A real application keeps this to its test environment.
  app.get('/__accounts', (req, res) => {
    const email = typeof req.query.email === 'string' ? req.query.email.toLowerCase() : null;
    res.json([...accounts.values()].filter((account) => email === null || account.email === email));
  });

  app.get('/metadata', (_req, res) => {
    res.type('application/xml').send(saml.generateServiceProviderMetadata(null));
  });

  app.get('/me', (req, res) => {
    const account = signedIn(req);
    if (account) res.json(account);
    else res.status(401).json({ error: 'Nobody is signed in.' });
  });

  return {
    origin,
    accounts,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
