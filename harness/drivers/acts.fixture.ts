import type { Browser, BrowserOptions, Driver } from './driver.ts';
import { openSites, type Pages, type Sites } from './sites.fixture.ts';

/** Something that a driver can do beside visiting, and what must come of it. */
export interface Act {
  name: string;
  pages: Pages;
  act: (open: (name: string) => Promise<Browser>, sites: Sites) => Promise<unknown>;
  gives: unknown;
}

/** Performs an act, and ends what it opened. */
export async function perform(driver: Driver, { pages, act }: Act): Promise<unknown> {
  const sites = await openSites(pages);
  const opened: Browser[] = [];
  const options: BrowserOptions = {
    allows: (url) => !url.includes('/forbidden'),
    isIdp: (url) => new URL(url).origin === sites.idp,
    onExchange: () => undefined,
    timeoutMs: 5_000,
  };
  const open = async (name: string) => {
    const browser = await driver.open(name, options);
    opened.push(browser);
    return browser;
  };
  try {
    return await act(open, sites);
  } finally {
    await Promise.all(opened.map((browser) => browser.close()));
    await sites.close();
  }
}

const signedIn = {
  'set-cookie': ['session=1; HttpOnly; SameSite=Strict', 'safe=1; Secure; SameSite=None', 'old=1; Path=/other'],
};
const delivery = `
  <form method=post action="{app}/acs"><input type=hidden name=SAMLResponse value=x></form>
  <script>document.forms[0].submit()</script>`;
const text = (body: string, headers = {}) => ({ headers: { 'content-type': 'text/plain', ...headers }, body });

export const acts: readonly Act[] = [
  {
    name: 'reads with the cookies of the browser, and keeps none',
    pages: {
      'app /home': { ...text('home'), headers: signedIn },
      'app /me': { ...text('you', { 'set-cookie': 'more=1' }) },
    },
    async act(open, sites) {
      const browser = await open('a');
      await browser.visit(sites.addressOf('app /home'));
      await browser.read(sites.addressOf('app /me'));
      const answer = await browser.read(sites.addressOf('app /me'));
      return { answer, read: sites.all.at(-1) };
    },
    gives: { answer: { status: 200, body: 'you' }, read: 'GET app /me [safe session] → 200' },
  },
  {
    name: 'reads a redirect as it is',
    pages: { 'app /me': { status: 302, headers: { location: '/login' } }, 'app /login': text('who are you?') },
    act: async (open, sites) => [await (await open('a')).read(sites.addressOf('app /me')), sites.all],
    gives: [{ status: 302, body: '' }, ['GET app /me → 302']],
  },
  {
    name: 'says why nothing could be read',
    pages: { 'app /reset': { instead: 'reset' }, 'app /long': text('x'.repeat(6 * 1024 * 1024)) },
    async act(open, sites) {
      const browser = await open('a');
      const read = async (address: string) => {
        const answer = await browser.read(address);
        return 'problem' in answer ? answer.problem : answer;
      };
      return [
        await read(sites.addressOf('app /reset')),
        await read(sites.addressOf('app /long')),
        await read('http://127.0.0.1/forbidden'),
        await read('no address'),
      ];
    },
    gives: [
      'socket hang up',
      'The answer is larger than 5 MiB.',
      'This address may not be contacted: http://127.0.0.1/forbidden',
      'This address may not be contacted: no address',
    ],
  },
  {
    name: 'goes nowhere without an address',
    pages: {},
    act: async (open) => (await open('a')).visit('/jit/login'),
    gives: {
      outcome: 'not-allowed',
      url: '/jit/login',
      status: null,
      title: '',
      text: 'This address may not be contacted: /jit/login',
      barred: '/jit/login',
      delivered: 0,
    },
  },
  {
    name: 'keeps the cookies of two browsers apart',
    pages: { 'app /home': { ...text('home'), headers: signedIn } },
    async act(open, sites) {
      const [a, b] = [await open('a'), await open('b')];
      await a.visit(sites.addressOf('app /home'));
      await b.visit(sites.addressOf('app /home'));
      await a.visit(sites.addressOf('app /home'));
      return [a.name, b.name, sites.seen];
    },
    gives: ['a', 'b', ['GET app /home → 200', 'GET app /home → 200', 'GET app /home [safe session] → 200']],
  },
  {
    name: 'forks: the other browser has the cookies of that moment, as they were set',
    pages: {
      'app /home': {
        ...text('home'),
        headers: {
          'set-cookie': ['lax=1; SameSite=Lax', 'none=1; SameSite=None; Secure', 'plain=1', 'kept=1; Max-Age=600'],
        },
      },
      'app /later': { ...text('later'), headers: { 'set-cookie': 'later=1' } },
      'idp /sso': { body: delivery },
      'app /acs': text('thank you very much'),
    },
    async act(open, sites) {
      const a = await open('a');
      await a.visit(sites.addressOf('app /home'));
      const b = await a.fork('b');
      await a.visit(sites.addressOf('app /later'));
      await b.visit(sites.addressOf('idp /sso'));
      await b.close();
      await a.visit(sites.addressOf('app /home'));
      return [b.name, sites.seen.slice(-2)];
    },
    gives: [
      'b',
      ['POST app /acs (SAMLResponse=x) [kept none plain] → 200', 'GET app /home [kept later lax none plain] → 200'],
    ],
  },
  {
    name: 'holds a message back until it may be delivered',
    pages: {
      'idp /sso': { body: delivery },
      'app /acs': text('thank you very much'),
    },
    async act(open, sites) {
      const seenBefore: string[][] = [];
      const browser = await open('a');
      const visit = await browser.visit(sites.addressOf('idp /sso'), {
        beforeDelivery: async () => void seenBefore.push([...sites.seen]),
      });
      return [seenBefore, visit.delivered, sites.seen.length];
    },
    gives: [[['GET idp /sso → 200']], 1, 2],
  },
  {
    name: 'lets several browsers deliver at the same moment',
    pages: {
      'idp /sso': { body: delivery },
      'app /acs': text('thank you very much'),
    },
    async act(open, sites) {
      const browsers = [await open('a'), await open('b')];
      let waiting = 0;
      let everybodyIsThere = () => {};
      const together = new Promise<void>((resolve) => (everybodyIsThere = resolve));
      const beforeDelivery = () => {
        if (++waiting === browsers.length) everybodyIsThere();
        return together;
      };
      await Promise.all(browsers.map((browser) => browser.visit(sites.addressOf('idp /sso'), { beforeDelivery })));
      return sites.seen.map((line) => line.split(' ')[0]);
    },
    gives: ['GET', 'GET', 'POST', 'POST'],
  },
  {
    name: 'holds back what follows a message',
    pages: {
      'idp /sso': { body: delivery },
      'app /acs': { status: 303, headers: { location: '/in' } },
      'app /in': { status: 303, headers: { location: '/home' } },
      'app /home': text('thank you very much'),
    },
    async act(open, sites) {
      const seen: string[][] = [];
      const note = () => void seen.push(sites.seen.map((line) => line.split(' ').slice(0, 3).join(' ')));
      const browser = await open('a');
      await browser.visit(sites.addressOf('idp /sso'), {
        beforeDelivery: async () => note(),
        afterDelivery: async () => note(),
      });
      return seen;
    },
    gives: [['GET idp /sso'], ['GET idp /sso', 'POST app /acs']],
  },
];
