import { expect, test } from 'vitest';
import { disagreementsOf } from './drivers.ts';
import { reportWith } from './html/fixture.ts';
import type { Report, Verdict } from './report.ts';

const over = (driver: 'http' | 'browser', ...verdicts: Partial<Verdict>[]): Report => reportWith(verdicts, { driver });

test.each<[string, Partial<Verdict>, Partial<Verdict>, boolean[]]>([
  ['a MUST that fails in a browser alone gates', { status: 'pass' }, { status: 'fail' }, [true]],
  ['a MUST that fails over HTTP alone gates', { status: 'blocked' }, { status: 'pass' }, [true]],
  ['a SHOULD is told and does not', { status: 'pass', level: 'SHOULD' }, { status: 'fail', level: 'SHOULD' }, [false]],
  [
    'a waived one is told and does not',
    { status: 'pass' },
    { status: 'fail', waived: { because: 'APP-1', until: '2027-01-31' } },
    [false],
  ],
  ['the same verdict is none', { status: 'fail' }, { status: 'fail', because: 'For another reason.' }, []],
  ['a skip says nothing', { status: 'pass' }, { status: 'skipped' }, []],
  ['an error of ours says nothing', { status: 'error' }, { status: 'pass' }, []],
])('%s', (_, http, browser, gates) => {
  const found = disagreementsOf([over('browser', browser), over('http', http)]);
  expect(found?.map((one) => one.gates)).toEqual(gates);
  for (const one of found ?? []) expect([one.http.status, one.browser.status]).toEqual([http.status, browser.status]);
});

test('what Chromium refused stands beside it, errors first', () => {
  const seen = { id: 'o1', atMs: 0, kind: 'page', from: 'browser', says: 'A page.', data: {} } as const;
  const text = 'info: hello\nerror: form-action';
  const browser = over('browser', { status: 'fail' });
  const [first] = browser.cases;
  const cases = [
    {
      ...first!,
      observations: [{ ...seen, artefacts: [{ label: 'Console', mediaType: 'text/plain', text } as const] }],
    },
  ];
  const [found] = disagreementsOf([over('http', {}), { ...browser, cases }]) ?? [];
  expect(found?.console).toBe('error: form-action');
});

test('it takes both drivers on one target', () => {
  const [http, browser] = [over('http', {}), over('browser', {})];
  expect(disagreementsOf([http, browser])).toEqual([]);
  expect(disagreementsOf([http, http])).toBeNull();
  expect(disagreementsOf([http, { ...browser, target: { ...browser.target, name: 'another' } }])).toBeNull();
  expect(disagreementsOf([http, browser, browser])).toBeNull();
});
