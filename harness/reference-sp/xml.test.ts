import { expect, test } from 'vitest';
import { decodeMessage } from './message.ts';
import { parseXml } from './xml.ts';

test.each(['\u0085', '\u2028', '\u2029', '&#13;', '\t\n'])('%j in a text stays what it is', (separator) => {
  const written = `<value at="one${separator}two">one${separator}two</value>`;
  const sent = Buffer.from(written).toString('base64');
  const kept = separator.replace('&#13;', '\r');
  expect(parseXml(written).textContent).toBe(`one${kept}two`);
  expect(parseXml(decodeMessage(sent)).textContent).toBe(`one${kept}two`);
});
