import { expect, test } from 'vitest';
import { readPage } from './html.ts';
import { soon } from './refresh.ts';

test.each<[string, string | null]>([
  ['0;url=/next', '/next'],
  ['0; URL = /next ', '/next'],
  ['5, /next', '/next'],
  ['1 /next', '/next'],
  ['0.5;url=/next', '/next'],
  ['.5;url=/next', '/next'],
  [`0;url='/next' ignored`, '/next'],
  ['0;url="/next"ignored', '/next'],
  ['0;url="/a b;c"', '/a b;c'],
  ['6;url=/later', null],
  ['3600; url=/logout', null],
  ['0', null],
  ['0;url=', null],
  ['url=/next', null],
  ['soon;url=/next', null],
  ['', null],
])('%s leads to %s', (refresh, url) => {
  expect(soon(refresh)).toBe(url);
});

test('the first that leads anywhere counts', () => {
  const html =
    '<meta name="refresh" content="0;url=/no"><meta http-equiv="refresh" content="9;url=/late"><meta http-equiv="REFRESH" content="0;url=/yes">';
  expect(readPage(html).refresh).toBe('/yes');
});
