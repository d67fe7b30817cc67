// A small application with OpenID Connect, on express and openid-client.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import * as client from 'openid-client';

/** What an administrator enters in the application's settings. */
export interface IdpSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

interface Asked {
  pkceCodeVerifier: string;
  expectedState: string;
}

/** Starts the application on a free port, with one identity provider. */
export async function startApp({ issuer, clientId, clientSecret }: IdpSettings) {
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  // Asked for when somebody signs in, so that the IdP may come to know the application first.
  let config: Promise<client.Configuration> | undefined;
  const idp = () =>
    (config ??= client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      // The mock IdPs speak plain http on this machine. Without the second, openid-client looks at no signature of an ID token
      // that comes from the token endpoint, since https vouches for it there.
      execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
    }));

  const asked = new Map<string, Asked>();
  const sessions = new Map<string, string>();
  const cookie = ({ headers }: Request) => /\bsession=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '';

  app.get('/login', async (_req, res) => {
    const session = randomUUID();
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    asked.set(session, { pkceCodeVerifier, expectedState });
    const url = client.buildAuthorizationUrl(await idp(), {
      redirect_uri: `${origin}/callback`,
      scope: 'openid email',
      state: expectedState,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
    res.cookie('session', session, { httpOnly: true, sameSite: 'lax' }).redirect(url.href);
  });

  app.get('/callback', async (req, res) => {
    const checks = asked.get(cookie(req));
    asked.delete(cookie(req));
    if (!checks) return res.status(403).send('<h1>Nobody asked to sign in here</h1>');
    try {
      const answer = new URL(req.originalUrl, origin);
      const tokens = await client.authorizationCodeGrant(await idp(), answer, { ...checks, idTokenExpected: true });
      const email = tokens.claims()?.email;
      if (typeof email !== 'string') return res.status(403).send('<h1>The identity provider tells no address</h1>');
      const session = randomUUID();
      sessions.set(session, email);
      res.cookie('session', session, { httpOnly: true, sameSite: 'lax' }).redirect('/me');
    } catch (error) {
      res.status(403).send(`<h1>The sign-in failed</h1> ${(error as Error).message}`);
    }
  });

  app.get('/me', (req, res) => {
    const email = sessions.get(cookie(req));
    res.status(email === undefined ? 401 : 200).json({ email });
  });

  return {
    origin,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
