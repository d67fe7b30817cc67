import { expect, test } from 'vitest';
import { disarmed } from './terminal.ts';

const github = { GITHUB_ACTIONS: 'true' };

test.each([
  ['::error::x', ': :error::x'],
  ['a\n  ::add-mask::b', 'a\n  : :add-mask::b'],
  ['a\r::stop-commands::b', 'a\r: :stop-commands::b'],
  ['see ##[set-env name=A]b', 'see ## [set-env name=A]b'],
  ['urn:a::b', 'urn:a::b'],
])('GitHub is not told to obey %j', (text, written) => {
  expect(disarmed(text, github)).toBe(written);
  expect(disarmed(text, {})).toBe(text);
});
