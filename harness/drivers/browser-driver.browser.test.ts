import { expect, test } from '@playwright/test';
import { acts, perform } from './acts.fixture.ts';
import { browserDriver } from './browser-driver.ts';
import type { Driver } from './driver.ts';
import { journeys, walk, withoutForms } from './journeys.fixture.ts';
import type { Pages, Reply } from './sites.fixture.ts';

let driver: Driver;
test.beforeAll(async () => {
  driver = await browserDriver();
});
test.afterAll(() => driver.close());

test('says what to do where no Chromium can be started', async () => {
  const { JITMUS_CHROMIUM: before } = process.env;
  process.env.JITMUS_CHROMIUM = '/bin/false';
  try {
    await expect(browserDriver()).rejects.toMatchObject({
      code: 'BROWSER_MISSING',
      message: 'No Chromium could be started.',
      hint: expect.stringMatching(/^Install one .* or name it in JITMUS_CHROMIUM\. \S+/),
    });
  } finally {
    if (before === undefined) delete process.env.JITMUS_CHROMIUM;
    else process.env.JITMUS_CHROMIUM = before;
  }
});

test.describe('journeys, as the HTTP driver goes them', () => {
  for (const journey of journeys) {
    test(journey.name, async () => {
      const { ends, seen, told } = await walk(driver, journey);
      expect(ends).toMatchObject(journey.ends);
      if (journey.seen) expect(seen).toEqual(journey.seen);
      if (journey.seen) expect(told).toEqual(withoutForms(seen));
    });
  }
});

test.describe('beside visiting, as the HTTP driver does', () => {
  for (const act of acts) {
    test(act.name, async () => {
      expect(await perform(driver, act)).toEqual(act.gives);
    });
  }
});

test.describe('what takes a script', () => {
  const home = { body: '<title>Home</title><p>Welcome home.' };
  const atHome = { outcome: 'page', status: 200, title: 'Home', text: 'Welcome home.', at: 'app /home' };
  const script = (text: string): Reply => ({ body: `<p>One moment …<script>${text}</script>` });
  const form = '<form method=post action="{app}/home"><input type=hidden name=SAMLResponse value=abc></form>';

  const scripted: Record<string, Pages> = {
    'goes where script leads': { 'app /start': script('location = "/home"') },
    'goes where script leads a little later': {
      'app /start': script('setTimeout(() => location.replace("/home"), 50)'),
    },
    'goes where script leads once it has asked': {
      'app /start': script('fetch("/next").then((answer) => answer.text()).then((path) => { location = path; })'),
      'app /next': { headers: { 'content-type': 'text/plain' }, body: '/home' },
    },
    'waits for a message that is submitted after a moment': {
      'app /start': { body: `${form}<script>setTimeout(() => document.forms[0].submit(), 700)</script>` },
    },
    'is not held up by an alert': { 'app /start': script('alert("!"); confirm("?"); location = "/home"') },
    'is not misled by a frame that fails': {
      'app /start': { body: '<meta http-equiv=refresh content="0;url=/home"><p>One moment' },
      'app /home': { body: `${home.body}<iframe src="/broken" hidden></iframe>` },
      'app /broken': { status: 500, body: 'broken' },
    },
  };
  for (const [name, pages] of Object.entries(scripted)) {
    test(name, async () => {
      const { ends } = await walk(driver, { pages: { 'app /home': home, ...pages }, start: 'app /start' });
      expect(ends).toMatchObject(atHome);
    });
  }

  test('rests although the page goes on asking', async () => {
    const start = { body: '<title>Home</title><p>Welcome home.<script>fetch("/events")</script>' };
    const pages: Pages = { 'app /home': start, 'app /events': { instead: 'nothing' } };
    const { ends } = await walk(driver, { pages, start: 'app /home' });
    expect(ends).toMatchObject(atHome);
  });

  test('tells where an application without pages of its own has gone', async () => {
    const pages: Pages = { 'app /start': script('history.pushState({}, "", "/people"); document.title = "People"') };
    const { ends } = await walk(driver, { pages, start: 'app /start' });
    expect(ends).toMatchObject({ outcome: 'page', status: 200, title: 'People', at: 'app /people' });
  });

  test('rests although script never ends', async () => {
    const pages: Pages = { 'app /start': script('setTimeout(() => { for (;;); }, 0)') };
    const { ends } = await walk(driver, { pages, start: 'app /start' });
    expect(ends).toMatchObject({ outcome: 'page', status: 200 });
  });

  test('closes pop-ups', async () => {
    const pages: Pages = {
      'app /start': script('open("/home"); setTimeout(() => { location = "/home"; }, 50)'),
      'app /home': home,
    };
    const { ends } = await walk(driver, { pages, start: 'app /start' });
    expect(ends).toMatchObject(atHome);
  });

  // 0.0.0.0 leads to this machine without being a name of it: the nearest thing to a host elsewhere.
  for (const [hosts, arrives] of [
    [[], false],
    [['0.0.0.0'], true],
  ] as const) {
    test(`a pop-up ${arrives ? 'reaches a host that was named' : 'leads to no other host'}`, async () => {
      const start = script(
        'open("{app}/pop-up".replace("127.0.0.1", "0.0.0.0")); setTimeout(() => { location = "/home"; }, 300)',
      );
      const pages: Pages = { 'app /start': start, 'app /home': home };
      const { all } = await walk(driver, { pages, start: 'app /start', hosts });
      expect(all.some((line) => line.includes('/pop-up'))).toBe(arrives);
    });
  }

  test('contacts nothing that it may not, whatever a page tries', async () => {
    const image =
      '<img src="/forbidden/a.png"><iframe src="{idp}/forbidden/b"></iframe><link rel=stylesheet href="/forbidden/c.css">';
    const calls = 'fetch("/forbidden/d").catch(() => {}); navigator.sendBeacon("/forbidden/e");';
    const away = `fetch("http://192.0.2.1/").catch(() => { document.title = "Home"; })`;
    const pages: Pages = { 'app /home': { body: `<p>Welcome home.${image}<script>${calls}${away}</script>` } };
    const { ends, all } = await walk(driver, { pages, start: 'app /home' });
    expect(ends).toMatchObject(atHome);
    expect(all.filter((line) => line.includes('forbidden'))).toEqual([]);
  });
});
