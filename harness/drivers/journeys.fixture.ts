import type { Driver, Exchange, Visit } from './driver.ts';
import { lineOfExchange, openSites, type Pages, type Place, type Reply } from './sites.fixture.ts';

/** A visit on which both drivers must agree: pages, where it starts, where it ends, and what the servers saw on the way. */
export interface Journey {
  name: string;
  pages: Pages;
  start: Place;
  /** An earlier visit of the same browser. */
  before?: Place;
  timeoutMs?: number;
  hosts?: readonly string[];
  ends: Partial<Omit<Visit, 'url'>> & { at: string };
  /** Left out where browsers differ in how often they ask. */
  seen?: readonly string[];
}

/** Nothing below these paths may be contacted. */
export const FORBIDDEN = '/forbidden';

/** What became of a journey. */
export async function walk(driver: Driver, journey: Omit<Journey, 'name' | 'ends'>) {
  const { pages, start, before, timeoutMs = 10_000, hosts = [] } = journey;
  const sites = await openSites(pages);
  const exchanges: Exchange[] = [];
  const browser = await driver.open('a', {
    allows: (url) => /^https?:/.test(url) && !new URL(url).pathname.startsWith(FORBIDDEN),
    isIdp: (url) => new URL(url).origin === sites.idp,
    onExchange: (exchange) => exchanges.push(exchange),
    timeoutMs,
    hosts,
  });
  const told = () => exchanges.map((exchange) => lineOfExchange(exchange, sites));
  try {
    if (before) await browser.visit(sites.addressOf(before));
    const { url, ...visit } = await browser.visit(sites.addressOf(start));
    return { ends: { ...visit, at: sites.placeOf(url) }, seen: sites.seen, all: sites.all, told: told() };
  } finally {
    await browser.close();
    await sites.close();
  }
}

/** What the driver should have told of what the servers saw. */
export const withoutForms = (seen: readonly string[]) => seen.map((line) => line.replace(/ \(.*\)/s, ''));

const to = (location: string, status = 302, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { location, ...headers },
});
const page = (body: string, more: Omit<Reply, 'body'> = {}): Reply => ({
  body: `<title>Here</title><p>${body}</p>`,
  ...more,
});
const submits = '<script>document.forms[0].submit()</script>';
const hidden = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
    .join('');
const form = (action: string, fields: string, method = 'post') =>
  `<form method="${method}" action="${action}">${fields}</form>`;
const post = (action = '{app}/acs', fields: Record<string, string> = { SAMLResponse: 'abc' }): Reply => ({
  body: form(action, hidden(fields)) + submits,
});

const home = page('Welcome home, dear person.');
const atHome = {
  outcome: 'page',
  status: 200,
  title: 'Here',
  text: 'Welcome home, dear person.',
  at: 'app /home',
} as const;
const cookies = {
  'set-cookie': ['lax=1; SameSite=Lax', 'strict=1; SameSite=Strict', 'none=1; SameSite=None; Secure', 'plain=1'],
};

const redirects: Journey[] = [301, 302, 303, 307, 308].map((status) => ({
  name: `a redirect ${status} of a GET`,
  pages: { 'app /start': to('/home?x=1', status), 'app /home': home },
  start: 'app /start',
  ends: { ...atHome, at: 'app /home?x=1', delivered: 0 },
  seen: [`GET app /start → ${status}`, 'GET app /home?x=1 → 200'],
}));

const afterPost: Journey[] = [301, 302, 303, 307, 308].map((status) => ({
  name: `a redirect ${status} of a POST`,
  pages: { 'idp /sso': post('{app}/old'), 'app /old': to('/home', status), 'app /home': home },
  start: 'idp /sso',
  ends: { ...atHome, delivered: status < 307 ? 1 : 2 },
  seen: [
    'GET idp /sso → 200',
    `POST app /old (SAMLResponse=abc) → ${status}`,
    status < 307 ? 'GET app /home → 200' : 'POST app /home (SAMLResponse=abc) → 200',
  ],
}));

const other: Journey[] = [
  {
    name: 'a form that is posted as plain text',
    pages: {
      'idp /sso': {
        body: `<form method="post" enctype="text/plain" action="{app}/acs">${hidden({ SAMLResponse: 'a+b c' })}</form>${submits}`,
      },
      'app /acs': home,
    },
    start: 'idp /sso',
    ends: { ...atHome, at: 'app /acs' },
    seen: ['GET idp /sso → 200', 'POST app /acs (SAMLResponse=a+b c\r\n) → 200'],
  },
  {
    name: 'a 300 with an address, which browsers do not follow',
    pages: { 'app /start': page('Choose one of these, please.', { status: 300, headers: { location: '/home' } }) },
    start: 'app /start',
    ends: { outcome: 'page', status: 300, text: 'Choose one of these, please.', at: 'app /start' },
    seen: ['GET app /start → 300'],
  },
  {
    name: 'a redirect without an address',
    pages: { 'app /start': page('This page has moved somewhere.', { status: 302 }) },
    start: 'app /start',
    ends: { outcome: 'page', status: 302, text: 'This page has moved somewhere.', at: 'app /start' },
    seen: ['GET app /start → 302'],
  },
  {
    name: 'a redirect to an address in UTF-8',
    pages: { 'app /start': to(Buffer.from('/home?name=Zoë').toString('latin1')), 'app /home': home },
    start: 'app /start',
    ends: { ...atHome, at: 'app /home?name=Zo%C3%AB' },
    seen: ['GET app /start → 302', 'GET app /home?name=Zo%C3%AB → 200'],
  },
  {
    name: 'a redirect to an address with a password, which nobody asked for',
    pages: { 'app /start': to('http://per%ffson:secret@127.0.0.1:1/forbidden') },
    start: 'app /start',
    ends: { outcome: 'not-allowed', status: 302, at: 'app /start' },
    seen: ['GET app /start → 302'],
  },
];

const refreshes: Journey[] = [
  {
    name: 'a meta refresh',
    pages: { 'app /start': page('Wait …<meta http-equiv="Refresh" content="0; URL=\'home\'">'), 'app /home': home },
    start: 'app /start',
    ends: { ...atHome },
    seen: ['GET app /start → 200', 'GET app /home → 200'],
  },
  {
    name: 'a meta refresh of a page that says 403',
    pages: {
      'app /start': page('Sign in first.<meta http-equiv=refresh content="1;url=/home">', { status: 403 }),
      'app /home': home,
    },
    start: 'app /start',
    ends: { ...atHome },
    seen: ['GET app /start → 403', 'GET app /home → 200'],
  },
  {
    name: 'a refresh in a header',
    pages: { 'app /start': page('Wait a moment.', { headers: { refresh: '0; url=/home' } }), 'app /home': home },
    start: 'app /start',
    ends: { ...atHome },
    seen: ['GET app /start → 200', 'GET app /home → 200'],
  },
  {
    name: 'a refresh that would sign the person out in a while',
    pages: { 'app /start': page('Welcome.<meta http-equiv="refresh" content="900;url=/logout">') },
    start: 'app /start',
    ends: { outcome: 'page', status: 200, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'a refresh of a page to itself',
    pages: { 'app /start': page('Still at work, come back later.<meta http-equiv="refresh" content="1">') },
    start: 'app /start',
    ends: { outcome: 'page', status: 200, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
];

const forms: Journey[] = [
  {
    name: 'a form that script submits',
    pages: { 'idp /sso': post(), 'app /acs': to('/home', 303), 'app /home': home },
    start: 'idp /sso',
    ends: { ...atHome, delivered: 1 },
    seen: ['GET idp /sso → 200', 'POST app /acs (SAMLResponse=abc) → 303', 'GET app /home → 200'],
  },
  {
    name: 'a form that the body submits when it is loaded',
    pages: {
      'idp /sso': {
        body: `<body onload="document.forms[0].submit()">${form('{app}/home', hidden({ SAMLResponse: 'abc' }))}`,
      },
      'app /home': home,
    },
    start: 'idp /sso',
    ends: { ...atHome, delivered: 1 },
    seen: ['GET idp /sso → 200', 'POST app /home (SAMLResponse=abc) → 200'],
  },
  {
    name: 'a form that script in a file submits',
    pages: {
      'idp /sso': {
        body: `${form('{app}/home', hidden({ SAMLResponse: 'abc' }))}<script src="{app}/submit.js"></script>`,
      },
      'app /submit.js': { headers: { 'content-type': 'text/javascript' }, body: 'document.forms[0].submit()' },
      'app /home': home,
    },
    start: 'idp /sso',
    ends: { ...atHome, delivered: 1 },
    seen: ['GET idp /sso → 200', 'POST app /home (SAMLResponse=abc) → 200'],
  },
  {
    name: 'a form whose button script presses',
    pages: {
      'idp /sso': {
        body: `${form('{app}/home', `${hidden({ SAMLResponse: 'abc' })}<button id="go">Go</button>`)}<script>document.getElementById('go').click()</script>`,
      },
      'app /home': home,
    },
    start: 'idp /sso',
    ends: { ...atHome, delivered: 1 },
    seen: ['GET idp /sso → 200', 'POST app /home (SAMLResponse=abc) → 200'],
  },
  {
    name: 'a form with text areas, entities, line breaks, buttons and what is switched off',
    pages: {
      'idp /sso': {
        body: `${form(
          '{app}/home?a=1&amp;b=2',
          `<textarea name="SAMLResponse">\nab\nc</textarea><input type=hidden name=RelayState value="&quot;x&quot; &amp; y+z&#10;end"><input type=submit name=go value=Go>
           <input type=hidden name=off value=1 disabled><input type=hidden value=nameless>`,
        )}${submits}`,
      },
      'app /home': home,
    },
    start: 'idp /sso',
    ends: { ...atHome, at: 'app /home?a=1&b=2', delivered: 1 },
    seen: [
      'GET idp /sso → 200',
      'POST app /home?a=1&b=2 (SAMLResponse=ab%0D%0Ac&RelayState=%22x%22+%26+y%2Bz%0D%0Aend) → 200',
    ],
  },
  {
    name: 'a form that is sent by GET',
    pages: {
      'idp /sso': {
        body: form('{app}/home?lost=1', hidden({ SAMLResponse: 'abc', RelayState: 'r' }), 'get') + submits,
      },
      'app /home': home,
    },
    start: 'idp /sso',
    ends: { ...atHome, at: 'app /home?SAMLResponse=...&RelayState=r', delivered: 1 },
    seen: ['GET idp /sso → 200', 'GET app /home?SAMLResponse=...&RelayState=r → 200'],
  },
  {
    name: 'relative addresses and a base',
    pages: {
      'app /a/b/start': { body: `<base href="/c/">${form('../home', hidden({ SAMLRequest: 'abc' }))}${submits}` },
      'app /home': home,
    },
    start: 'app /a/b/start',
    ends: { ...atHome, delivered: 0 },
    seen: ['GET app /a/b/start → 200', 'POST app /home (SAMLRequest=abc) → 200'],
  },
  {
    name: 'a form without an address, and without a message',
    pages: { 'app /start': { body: `<form method=post>${hidden({ next: 'x' })}</form>${submits}` } },
    start: 'app /start',
    ends: { outcome: 'redirect-loop', status: null, at: 'app /start' },
  },
  {
    name: 'a form behind a page that says 401',
    pages: {
      'app /start': { ...post('/home', { SAMLResponse: 'again' }), status: 401 },
      'app /home': home,
    },
    start: 'app /start',
    ends: { ...atHome, delivered: 1 },
    seen: ['GET app /start → 401', 'POST app /home (SAMLResponse=again) → 200'],
  },
  {
    name: 'a sign-out button beside script',
    pages: {
      'app /start': page(
        `Welcome, dear person.${form('/logout', `${hidden({ token: 'x' })}<button>Sign out</button>`)}<script src="/app.js"></script>
         <script>document.querySelector('button').addEventListener('click', () => document.forms[0].submit())</script>`,
      ),
      'app /app.js': { headers: { 'content-type': 'text/javascript' }, body: 'document.forms[0].id = "f"' },
    },
    start: 'app /start',
    ends: { outcome: 'page', status: 200, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'a form that a person fills in',
    pages: {
      'idp /sso': page(
        `Sign in here:${form('/sso', `${hidden({ SAMLRequest: 'abc' })}<input name=user><button>Go on</button>`)}`,
      ),
    },
    start: 'idp /sso',
    ends: { outcome: 'page', status: 200, at: 'idp /sso' },
    seen: ['GET idp /sso → 200'],
  },
];

const delivery: Journey[] = [
  {
    name: 'a whole sign-in',
    pages: {
      'app /login': to('{idp}/sso?SAMLRequest=req&RelayState=r', 302, {
        'set-cookie': 'asked=1; Path=/; SameSite=None; Secure',
      }),
      'idp /sso': post('{app}/acs', { SAMLResponse: 'abc', RelayState: 'r' }),
      'app /acs': to('/home', 303, { 'set-cookie': 'session=1; HttpOnly' }),
      'app /home': home,
    },
    start: 'app /login',
    ends: { ...atHome, delivered: 1 },
    seen: [
      'GET app /login → 302',
      'GET idp /sso?SAMLRequest=...&RelayState=r → 200',
      'POST app /acs (SAMLResponse=abc&RelayState=r) [asked] → 303',
      'GET app /home [asked session] → 200',
    ],
  },
  {
    name: 'a message that a redirect brings',
    pages: { 'idp /sso': to('{app}/home?SAMLResponse=abc'), 'app /home': home },
    start: 'idp /sso',
    ends: { ...atHome, at: 'app /home?SAMLResponse=...', delivered: 1 },
    seen: ['GET idp /sso → 302', 'GET app /home?SAMLResponse=... → 200'],
  },
  {
    name: 'a message for the IdP itself, which is no delivery',
    pages: { 'app /start': post('{idp}/slo'), 'idp /slo': page('You are signed out here.') },
    start: 'app /start',
    ends: { outcome: 'page', status: 200, at: 'idp /slo', delivered: 0 },
    seen: ['GET app /start → 200', 'POST idp /slo (SAMLResponse=abc) → 200'],
  },
  {
    name: 'a very long message',
    pages: {
      'idp /sso': post('{app}/acs', { SAMLResponse: 'x'.repeat(300_000) }),
      'app /acs': page('That was a long one indeed.'),
    },
    start: 'idp /sso',
    ends: { outcome: 'page', status: 200, at: 'app /acs', delivered: 1 },
    seen: ['GET idp /sso → 200', `POST app /acs (SAMLResponse=${'x'.repeat(300_000)}) → 200`],
  },
];

const cookieRules: Journey[] = [
  {
    name: 'SameSite on a cross-site POST and on the 303 after it',
    pages: {
      'app /login': to('{idp}/sso', 302, cookies),
      'idp /sso': post(),
      'app /acs': to('/home', 303),
      'app /home': home,
    },
    start: 'app /login',
    ends: { ...atHome },
    seen: [
      'GET app /login → 302',
      'GET idp /sso → 200',
      'POST app /acs (SAMLResponse=abc) [none plain] → 303',
      'GET app /home [lax none plain] → 200',
    ],
  },
  {
    name: 'a frame of another site, without cookies, and on when it is there',
    pages: {
      'app /login': to('{idp}/out', 302, cookies),
      'idp /out': page('<iframe src="{app}/frame"></iframe>Bye.<meta http-equiv=refresh content="0;url={app}/home">'),
      'app /frame': page('Signed out.', {
        headers: { 'set-cookie': ['late=1; SameSite=Lax', 'later=1; SameSite=None; Secure'] },
      }),
      'app /home': home,
    },
    start: 'app /login',
    ends: { ...atHome },
    seen: [
      'GET app /login → 302',
      'GET idp /out → 200',
      'GET app /frame → 200',
      'GET app /home [lax none plain] → 200',
    ],
  },
  {
    name: 'SameSite on a redirect from another site, and when the address is typed in again',
    pages: {
      'app /login': to('{idp}/sso', 302, cookies),
      'idp /sso': page('Go on.<meta http-equiv=refresh content="0;url={app}/home">'),
      'app /home': home,
    },
    before: 'app /login',
    start: 'app /home',
    ends: { ...atHome },
    seen: [
      'GET app /login → 302',
      'GET idp /sso → 200',
      'GET app /home [lax none plain] → 200',
      'GET app /home [lax none plain strict] → 200',
    ],
  },
  {
    name: 'a POST within the site',
    pages: { 'app /login': { ...post('/acs'), headers: cookies }, 'app /acs': home },
    start: 'app /login',
    ends: { ...atHome, at: 'app /acs', delivered: 1 },
    seen: ['GET app /login → 200', 'POST app /acs (SAMLResponse=abc) [lax none plain strict] → 200'],
  },
  {
    name: 'paths, ends, prefixes, and what browsers do not keep',
    pages: {
      'app /a/login': to('/a/next', 302, {
        'set-cookie': [
          'here=1',
          'root=1; Path=/',
          'other=1; Path=/b',
          'gone=1; Path=/; Max-Age=0',
          'past=1; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
          'later=1; Path=/; Max-Age=600',
          'bare=1; Path=/; SameSite=None',
          'odd=1; Path=/; SameSite=Sometimes',
          '__Host-path=1; Secure; Path=/a',
          '__Host-open=1; Path=/',
          '__Host-good=1; Path=/; Secure',
          'foreign=1; Path=/; Domain=example.test',
          `long=${'x'.repeat(4096)}; Path=/`,
        ],
      }),
      'app /a/next': to('/home', 302, { 'set-cookie': 'root=; Path=/; Max-Age=0' }),
      'app /home': home,
    },
    start: 'app /a/login',
    ends: { ...atHome },
    seen: [
      'GET app /a/login → 302',
      'GET app /a/next [__Host-good here later odd root] → 302',
      'GET app /home [__Host-good later odd] → 200',
    ],
  },
];

const answers: Journey[] = [
  {
    name: 'a server error with a page',
    pages: { 'app /start': page('Something broke in here.', { status: 500 }) },
    start: 'app /start',
    ends: { outcome: 'server-error', status: 500, title: 'Here', text: 'Something broke in here.', at: 'app /start' },
    seen: ['GET app /start → 500'],
  },
  ...[
    [204, 'page'],
    [403, 'page'],
    [404, 'page'],
    [502, 'server-error'],
  ].map(([status, outcome]): Journey => ({
    name: `a message that is answered by an empty ${status}`,
    pages: { 'idp /sso': post(), 'app /acs': { status: status as number } },
    start: 'idp /sso',
    ends: { outcome: outcome as 'page', status: status as number, text: '', at: 'app /acs', delivered: 1 },
    seen: ['GET idp /sso → 200', `POST app /acs (SAMLResponse=abc) → ${status}`],
  })),
  {
    name: 'a 401 that asks for a password',
    pages: {
      'app /start': page('Who are you, if I may ask?', {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="x"' },
      }),
    },
    start: 'app /start',
    ends: { outcome: 'page', status: 401, at: 'app /start' },
    seen: ['GET app /start → 401'],
  },
  {
    name: 'JSON, which is no page even where it looks like one',
    pages: {
      'app /start': {
        headers: { 'content-type': 'application/json' },
        body: '"<!doctype html><meta http-equiv=refresh content=\'0;url=/home\'>"',
      },
    },
    start: 'app /start',
    ends: { outcome: 'page', status: 200, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'a download',
    pages: {
      'app /start': {
        headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment' },
        body: 'zip',
      },
    },
    start: 'app /start',
    ends: { outcome: 'page', status: 200, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
];

const dead: Journey[] = [
  {
    name: 'a server that never answers',
    pages: { 'idp /sso': post(), 'app /acs': { instead: 'nothing' } },
    start: 'idp /sso',
    timeoutMs: 1_500,
    ends: { outcome: 'timeout', status: null, text: 'No answer within 1,500 ms.', at: 'app /acs', delivered: 1 },
    seen: ['GET idp /sso → 200', 'POST app /acs (SAMLResponse=abc) → null'],
  },
  {
    name: 'a server that stops in the middle',
    pages: { 'app /start': page('Half of it.', { instead: 'half' }) },
    start: 'app /start',
    timeoutMs: 1_500,
    ends: { outcome: 'timeout', status: null, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'a connection that closes without an answer',
    pages: { 'app /start': { instead: 'reset' } },
    start: 'app /start',
    ends: { outcome: 'dead-socket', status: null, at: 'app /start' },
  },
  {
    name: 'a connection that closes in the middle',
    pages: { 'app /start': page('Half of it.', { instead: 'half-reset' }) },
    start: 'app /start',
    ends: { outcome: 'dead-socket', status: null, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'an answer without end',
    pages: { 'app /start': page('x'.repeat(6 * 1024 * 1024)) },
    start: 'app /start',
    ends: { outcome: 'too-large', status: null, at: 'app /start' },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'a redirect to itself',
    pages: { 'app /start': to('/start') },
    start: 'app /start',
    ends: { outcome: 'redirect-loop', status: null, at: 'app /start' },
  },
];

const barriers: Journey[] = [
  {
    name: 'a first address that may not be contacted',
    pages: { 'app /forbidden': home },
    start: 'app /forbidden',
    ends: { outcome: 'not-allowed', status: null, at: 'app /forbidden' },
    seen: [],
  },
  {
    name: 'a redirect to where nobody may go, before anything was delivered',
    pages: { 'app /login': to('{idp}/forbidden'), 'idp /forbidden': home },
    start: 'app /login',
    ends: { outcome: 'not-allowed', status: 302, at: 'app /login', delivered: 0 },
    seen: ['GET app /login → 302'],
  },
  {
    name: 'a redirect to where nobody may go, as the answer to a message',
    pages: { 'idp /sso': post(), 'app /acs': to('{app}/forbidden/home'), 'app /forbidden/home': home },
    start: 'idp /sso',
    ends: { outcome: 'page', status: 302, at: 'app /acs', delivered: 1 },
    seen: ['GET idp /sso → 200', 'POST app /acs (SAMLResponse=abc) → 302'],
  },
  {
    name: 'a form for where nobody may go',
    pages: { 'app /start': post('{idp}/forbidden', { SAMLResponse: 'abc' }), 'idp /forbidden': home },
    start: 'app /start',
    ends: { outcome: 'not-allowed', status: 200, at: 'app /start', delivered: 0 },
    seen: ['GET app /start → 200'],
  },
  {
    name: 'a redirect to something that is no web address',
    pages: { 'app /start': to('mailto:somebody@corp.test') },
    start: 'app /start',
    ends: { outcome: 'not-allowed', status: 302, at: 'app /start' },
    seen: ['GET app /start → 302'],
  },
];

export const journeys: readonly Journey[] = [
  ...redirects,
  ...afterPost,
  ...other,
  ...refreshes,
  ...forms,
  ...delivery,
  ...cookieRules,
  ...answers,
  ...dead,
  ...barriers,
];
