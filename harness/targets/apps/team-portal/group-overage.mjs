import { fetchText } from './fetch-text.mjs';

/**
 * The groups behind the link that Entra ID sends in place of more groups than fit. None when they cannot be had: nobody is
 * kept out for it. The link is followed only to where the SSO method itself leads.
 */
export async function groupsBehind(link, { ssoUrl, clientId, clientSecret }) {
  try {
    const { origin, pathname } = new URL(ssoUrl);
    if (new URL(link).origin !== origin) throw new Error(`${link} leads elsewhere`);
    if (!clientId || !clientSecret) throw new Error('the SSO method has no client credentials');
    const [, tenant] = pathname.split('/');
    const credentials = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    };
    const { access_token: token } = await post(
      `${origin}/${tenant}/oauth2/v2.0/token`,
      new URLSearchParams(credentials),
    );
    const { value } = await post(link, JSON.stringify({ securityEnabledOnly: true }), {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    });
    return value.filter((group) => typeof group === 'string' && group !== '');
  } catch (error) {
    console.error(`The groups behind a link could not be read: ${error.message}`);
    return [];
  }
}

const post = async (url, body, headers = {}) => JSON.parse(await fetchText(url, { method: 'POST', body, headers }));
