import type { Vendor } from '../../mock-idps/index.ts';
import type { Capability } from '../capability.ts';
import { addressOf, addressProblem, hostsElsewhere } from './address.ts';
import type { Answers } from './answers.ts';
import type { Asker, Choice } from './asker.ts';
import { isWhole, lookAtMetadata, lookAtWhoAmI } from './looks.ts';
import { Questions, type Given } from './questions.ts';

/** What is known of the folder in which the question is asked. */
export interface Surroundings {
  /** Of package.json, or of the folder. */
  name: string;
  /** By which the application starts there; null where that is not known. */
  start: string | null;
}

type Protocol = 'saml' | 'oidc' | 'scim';

const PROTOCOLS: readonly Choice<Protocol>[] = [
  { value: 'saml', label: 'SAML 2.0' },
  { value: 'oidc', label: 'OpenID Connect' },
  { value: 'scim', label: 'SCIM 2.0', hint: 'provisioning' },
];

const VENDORS: readonly Choice<Vendor>[] = [
  { value: 'entra', label: 'Microsoft Entra ID' },
  { value: 'google', label: 'Google Workspace' },
  { value: 'okta', label: 'Okta' },
  { value: 'other', label: 'another one', hint: 'plain; for IdP types that offer no JIT' },
];

/** What many applications do not have. What a target file does not describe counts as lacking by itself. */
const LACKS: readonly Choice<Capability>[] = [
  { value: 'groups', label: 'groups' },
  { value: 'jit', label: 'just-in-time provisioning', hint: 'accounts are made by somebody else' },
  { value: 'single-logout', label: 'single logout' },
  { value: 'encryption', label: 'encrypted assertions' },
  { value: 'signed-requests', label: 'signed requests' },
  { value: 'persistent-store', label: 'accounts that outlive a restart' },
];

/** How the application is told of its IdP, by variables that many name so. */
const IDP_VARIABLES = {
  saml: 'IDP_ENTITY_ID=${idp.saml.entityId} IDP_SSO_URL=${idp.saml.ssoUrl} IDP_CERT_FILE=${idp.saml.certificateFile}',
  oidc: 'ISSUER=${idp.oidc.issuer} CLIENT_ID=${idp.oidc.clientId} CLIENT_SECRET=${idp.oidc.clientSecret}',
  scim: 'SCIM_TOKEN=${env.SCIM_TOKEN}',
} as const;

/** Asks what a target file needs, few questions for a plain application. */
export async function askAll(given: Given, asker: Asker, { name, start }: Surroundings): Promise<Answers> {
  const ask = new Questions(given, asker);
  const called = await ask.text({
    option: 'name',
    message: 'What is the application called?',
    otherwise: name,
    check: demanded,
  });
  const place = await askPlace(ask, start);
  const protocols = await ask.choices({
    option: 'protocol',
    message: 'What does it speak?',
    choices: PROTOCOLS,
    otherwise: protocolsGiven(given),
    required: true,
  });
  const allowHosts = await askHosts(ask, [place.base]);
  const saml = protocols.includes('saml') ? await askSaml(ask, place.base, allowHosts) : null;
  const oidc = protocols.includes('oidc') ? await askOidc(ask, place.base) : null;
  const scim = protocols.includes('scim') ? await askScim(ask, place.base) : null;
  const signsIn = saml !== null || oidc !== null;
  const whoAmI = signsIn ? await askWhoAmI(ask, place.base) : null;
  const account = signsIn ? await askAccount(ask, place.base) : null;
  const idps = await askIdps(ask, place.start !== null || !signsIn);
  const env = place.start ? await askEnv(ask, place.portVariable, protocols) : new Map<string, string>();
  const addresses = [
    saml?.acsUrl,
    saml?.loginUrl,
    saml?.metadataUrl,
    oidc?.loginUrl,
    oidc?.redirectUri,
    scim?.baseUrl,
    whoAmI?.url,
    account?.url,
  ];
  const elsewhere = hostsElsewhere(addresses).filter((host) => !allowHosts.includes(host));
  return {
    name: called,
    start: place.start && { command: place.start.command, readyUrl: place.start.readyUrl, env },
    listen:
      place.start || !signsIn
        ? null
        : await ask.text({
            option: 'mock-listen',
            message: 'Where shall the mock IdPs listen (host:port)?',
            otherwise: 'localhost:4700',
            check: hostAndPort,
          }),
    allowHosts: elsewhere.length === 0 ? allowHosts : [...allowHosts, ...(await askHosts(ask, addresses))],
    idps,
    saml,
    oidc,
    scim,
    whoAmI,
    account,
    lacks: await ask.choices({
      option: 'lacks',
      message: 'What does it not have, on purpose?',
      choices: LACKS,
      otherwise: [],
      required: false,
    }),
  };
}

/** Where the application is, and how it is started where it is not running. */
interface Place {
  base: string;
  start: { command: readonly string[]; readyUrl: string } | null;
  portVariable: string | null;
}

async function askPlace(ask: Questions, usual: string | null): Promise<Place> {
  const running = await ask.choice({
    option: 'base-url',
    message: 'Is the application running already?',
    choices: [
      { value: 'start', label: 'no, jitmus starts it', hint: 'for every run anew, told of the mock IdP by variables' },
      { value: 'running', label: 'yes', hint: 'it trusts one mock IdP, which you enter there' },
    ],
    otherwise: 'start',
    known: ask.has('base-url') ? 'running' : ask.has('start') || ask.has('port') || ask.has('ready') ? 'start' : null,
  });
  if (running === 'running') {
    const base = await ask.text({
      option: 'base-url',
      message: 'Where does it run?',
      otherwise: 'http://127.0.0.1:3000',
      check: (text) => (text.startsWith('/') ? 'Give the whole address.' : addressProblem(text)),
    });
    return { base: base.replace(/\/+$/, ''), start: null, portVariable: null };
  }
  const command = await ask.text({
    option: 'start',
    message: 'By which command does it start? (where it runs already: --base-url)',
    ...(usual === null ? {} : { otherwise: usual }),
    check: demanded,
  });
  const port = await ask.text({
    option: 'port',
    message: 'By which environment variable is it told its port? (or a fixed port)',
    otherwise: 'PORT',
    check: (text) => (/^(\d{1,5}|[A-Za-z_]\w*)$/.test(text) ? undefined : 'Give the name of a variable, or a number.'),
  });
  const fixed = /^\d+$/.test(port);
  const base = `http://127.0.0.1:${fixed ? port : '${port}'}`;
  const ready = await ask.text({
    option: 'ready',
    message: 'Which path answers once it is up?',
    otherwise: '/',
    check: addressProblem,
  });
  return {
    base,
    start: { command: wordsOf(command), readyUrl: addressOf(base, ready) },
    portVariable: fixed ? null : port,
  };
}

async function askSaml(
  ask: Questions,
  base: string,
  allowHosts: readonly string[],
): Promise<NonNullable<Answers['saml']>> {
  const metadata = await ask.text({
    option: 'metadata-url',
    message: 'Where does it serve its SAML metadata? (empty: nowhere)',
    otherwise: '',
    check: (text) => (text === '' ? undefined : addressProblem(text)),
  });
  const metadataUrl = metadata === '' ? null : addressOf(base, metadata);
  const read = metadataUrl !== null && isWhole(metadataUrl) ? await lookAtMetadata(metadataUrl, allowHosts) : null;
  if (read !== null)
    ask.tell('problem' in read ? read.problem : `Read from the metadata: ${read.entityId}, ACS ${read.acsUrl}`);
  const found = read !== null && !('problem' in read) ? read : null;
  const entityId = await ask.text({
    option: 'entity-id',
    message: 'What is its entity id?',
    otherwise: found?.entityId ?? metadataUrl ?? addressOf(base, '/metadata'),
    known: found?.entityId ?? null,
    check: demanded,
  });
  const acsUrl = await ask.text({
    option: 'acs-url',
    message: 'Where does it take SAML responses (ACS)?',
    otherwise: found?.acsUrl ?? '/acs',
    known: found?.acsUrl ?? null,
    check: addressProblem,
  });
  const loginUrl = await ask.text({
    option: 'login-url',
    message: 'Where does a sign-in begin?',
    otherwise: '/login',
    check: addressProblem,
  });
  return {
    entityId: addressOf(base, entityId),
    acsUrl: addressOf(base, acsUrl),
    loginUrl: addressOf(base, loginUrl),
    metadataUrl,
  };
}

async function askOidc(ask: Questions, base: string): Promise<NonNullable<Answers['oidc']>> {
  const option = ask.has('oidc-login-url') || !ask.has('login-url') ? 'oidc-login-url' : 'login-url';
  const loginUrl = await ask.text({
    option,
    message: 'Where does a sign-in over OpenID Connect begin?',
    otherwise: '/login',
    check: addressProblem,
  });
  const redirectUri = await ask.text({
    option: 'redirect-uri',
    message: 'What is its redirect URI?',
    otherwise: '/callback',
    check: addressProblem,
  });
  return { loginUrl: addressOf(base, loginUrl), redirectUri: addressOf(base, redirectUri) };
}

async function askScim(ask: Questions, base: string): Promise<NonNullable<Answers['scim']>> {
  const baseUrl = await ask.text({
    option: 'scim-url',
    message: 'What is the base URL of SCIM? (/Users is put behind it)',
    otherwise: '/scim/v2',
    check: addressProblem,
  });
  const tokenVariable = await ask.text({
    option: 'scim-token-env',
    message: 'Which environment variable holds its bearer token? (the token itself stays out of the file)',
    otherwise: 'SCIM_TOKEN',
    check: (text) => (/^[A-Za-z_]\w*$/.test(text) ? undefined : 'Give the name of a variable, not the token.'),
  });
  return { baseUrl: addressOf(base, baseUrl), tokenVariable };
}

async function askWhoAmI(ask: Questions, base: string): Promise<NonNullable<Answers['whoAmI']>> {
  const url = addressOf(
    base,
    await ask.text({
      option: 'who-am-i',
      message: 'Which address answers, as JSON, who is signed in?',
      otherwise: '/me',
      check: addressProblem,
    }),
  );
  const question = {
    option: 'who-am-i-email',
    message: 'Where in that answer stands the email address? (JSON Pointer)',
  };
  const look =
    isWhole(url) && hostsElsewhere([url]).length === 0 && !ask.has(question.option) ? await lookAtWhoAmI(url) : null;
  if (look !== null && 'problem' in look) ask.tell(look.problem);
  if (look === null || 'problem' in look || look.pointers.length === 0)
    return { url, email: await ask.text({ ...question, otherwise: '/email', check: pointer }) };
  const choices = look.pointers.map(({ pointer: value, text }) => ({
    value,
    label: value || '""',
    hint: text.slice(0, 60),
  }));
  return { url, email: await ask.choice({ ...question, choices, otherwise: choices[0]?.value ?? '/email' }) };
}

async function askAccount(ask: Questions, base: string): Promise<Answers['account']> {
  const url = await ask.text({
    option: 'account',
    message: 'Which address answers the account of {email}, as JSON? (empty: accounts cannot be read)',
    otherwise: '',
    check: (text) =>
      text === ''
        ? undefined
        : (addressProblem(text) ?? (text.includes('{email}') ? undefined : 'Put {email} where the address stands.')),
  });
  if (url === '') return null;
  const item = await ask.text({
    option: 'account-item',
    message: 'Where in that answer stands the account? (JSON Pointer; /0: first of a list)',
    otherwise: '/0',
    check: pointer,
  });
  const email = await ask.text({
    option: 'account-email',
    message: 'Where in the account stands the email address? (JSON Pointer)',
    otherwise: '/email',
    check: pointer,
  });
  return { url: addressOf(base, url), item, email };
}

async function askIdps(ask: Questions, several: boolean): Promise<readonly Vendor[]> {
  const option = 'idp';
  if (several)
    return ask.choices({
      option,
      message: 'Which identity providers does it take?',
      choices: VENDORS,
      otherwise: ['entra', 'google', 'okta'],
      required: true,
    });
  return [
    await ask.choice({
      option,
      message: 'Which identity provider does it trust? (one that is running already has one)',
      choices: VENDORS,
      otherwise: 'entra',
    }),
  ];
}

async function askEnv(
  ask: Questions,
  portVariable: string | null,
  protocols: readonly Protocol[],
): Promise<ReadonlyMap<string, string>> {
  const text = await ask.text({
    option: 'env',
    message: 'By which environment variables is it told of its IdP? (the names on the left are yours)',
    otherwise: protocols.map((protocol) => IDP_VARIABLES[protocol]).join(' '),
    check: (answer) =>
      wordsOf(answer).every((word) => /^[A-Za-z_]\w*=/.test(word))
        ? undefined
        : 'Write NAME=value, with spaces between.',
  });
  const pairs = wordsOf(text).map((word): [string, string] => [
    word.slice(0, word.indexOf('=')),
    word.slice(word.indexOf('=') + 1),
  ]);
  return new Map([...(portVariable === null ? [] : [[portVariable, '${port}'] as const]), ...pairs]);
}

async function askHosts(ask: Questions, addresses: readonly (string | null | undefined)[]): Promise<readonly string[]> {
  const hosts = hostsElsewhere(addresses);
  if (hosts.length === 0) return [];
  return ask.agrees('allow-host', hosts);
}

/** Protocols for which an option speaks; SAML where none does. */
function protocolsGiven(given: Given): readonly Protocol[] {
  const speaks = (options: readonly string[]) => options.some((option) => given.has(option));
  const found: Protocol[] = [
    ...(speaks(['metadata-url', 'entity-id', 'acs-url']) ? ['saml' as const] : []),
    ...(speaks(['redirect-uri', 'oidc-login-url']) ? ['oidc' as const] : []),
    ...(speaks(['scim-url', 'scim-token-env']) ? ['scim' as const] : []),
  ];
  return found.length > 0 && (found[0] !== 'scim' || !given.has('login-url')) ? found : ['saml', ...found];
}

/** Words of a command line: quotes keep spaces. */
export const wordsOf = (text: string): string[] =>
  [...text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));

const demanded = (text: string) => (text.trim() === '' ? 'An answer is needed.' : undefined);
const pointer = (text: string) =>
  text === '' || text.startsWith('/') ? undefined : `A JSON Pointer begins with a slash: /${text}`;
const hostAndPort = (text: string) =>
  /^[^:]+:\d{1,5}$/.test(text) ? undefined : 'Write host:port, such as localhost:4700.';
