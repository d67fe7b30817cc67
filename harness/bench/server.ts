import { deflateRawSync } from 'node:zlib';
import { startIdps, type App, type Vendor } from '../../mock-idps/index.ts';

/** A request that signs somebody in: an address, and the cookie that says who. */
export interface Shot {
  url: string;
  cookie: string;
}

/** What the bench asks of a server: sign-ins, armed beforehand. */
export interface Order {
  vendor: Vendor;
  sign: 'assertion' | 'response' | 'both';
  count: number;
}

const PEOPLE = 50;
const serviceProvider = { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' };

// The mock IdPs in a process of their own, as `jitmus idp` runs them, until the bench hangs up.
const idps = await startIdps();
let armed = 0;
process.on('message', (order: Order) => void arm(order).then((shots) => process.send?.(shots)));
process.once('disconnect', () => void idps.close());

async function arm({ vendor, sign, count }: Order): Promise<Shot[]> {
  const app = await idps.app(vendor, 'bench', {
    settings: { serviceProvider, sign, nameId: { format: 'emailAddress', source: 'email' } },
  });
  const url = signOnUrl(app);
  return Array.from({ length: count }, (_, n) => {
    const person = idps.person(vendor, { groups: 3 }, `bench/${n % PEOPLE}`);
    const ticket = idps.arm({ key: `bench/${armed++}`, app, person });
    return { url, cookie: `jitmus_${vendor}=${ticket.id}` };
  });
}

function signOnUrl({ ssoUrl }: App): string {
  const request = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_bench" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${ssoUrl}" AssertionConsumerServiceURL="${serviceProvider.acsUrl}" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"><saml:Issuer>${serviceProvider.entityId}</saml:Issuer></samlp:AuthnRequest>`;
  const url = new URL(ssoUrl);
  url.searchParams.set('SAMLRequest', deflateRawSync(request).toString('base64'));
  return url.href;
}
