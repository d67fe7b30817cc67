import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StreamReader } from './sse.ts';

const message = (n: number) => ({ id: String(n), event: 'message', data: `{"n":${n}}` });
const written = (n: number) => `: a comment\nretry: 500\nid: ${n}\ndata: {"n":${n}}\n\n`;

test('messages come out whole, wherever the stream is cut', () => {
  const stream = [1, 2, 3].map(written).join('');
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const reader = new StreamReader();
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const read = places.flatMap((place, i) => reader.take(stream.slice(places[i - 1] ?? 0, place)));
      expect(read).toEqual([1, 2, 3].map(message));
    }),
  );
});

test('several lines of data are one text, and a message without any is none', () => {
  const reader = new StreamReader();
  expect(reader.take('event: reset\ndata: a\ndata:b\n\nid: 7\n\n: ping\n\n')).toEqual([
    { id: null, event: 'reset', data: 'a\nb' },
  ]);
  expect(reader.take('data: one\r\n\r\n')).toEqual([{ id: null, event: 'message', data: 'one' }]);
});
