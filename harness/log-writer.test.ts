import { describe, expect, test } from 'vitest';
import { LogWriter, Recording } from './log-writer.ts';
import type { Facts } from './observation.ts';
import { Redactor } from './redactor.ts';

function writer(now: () => number = () => 0) {
  const redactor = new Redactor();
  const stored = new Map<string, string>();
  const log = new LogWriter(redactor, now, (name, text) => {
    stored.set(name, text);
    return `evidence/${name}.txt`;
  });
  return { log, redactor, stored };
}

const happened = (what: string) => ({
  kind: 'idp.happened' as const,
  from: 'idp' as const,
  says: `It happened: ${what}`,
  data: { attempt: 1, what },
});
const artefact = (text: string, genuine?: string) => ({
  label: 'message',
  mediaType: 'application/xml' as const,
  text,
  ...(genuine === undefined ? {} : { genuine }),
});

describe('the log', () => {
  test('numbers and times what it is given, in order', () => {
    let now = 1_000;
    const { log } = writer(() => now);
    log.add(happened('first'));
    now = 1_250;
    log.step = 2;
    const second = log.add(happened('second'));
    expect(log.elapsed()).toBe(250);
    expect(log.log.observations.map(({ id, atMs, step }) => [id, atMs, step])).toEqual([
      ['o1', 0, undefined],
      ['o2', 250, 2],
    ]);
    expect(log.log.last('idp.happened')).toBe(second);
  });

  test('cannot be changed afterwards', () => {
    const { log } = writer();
    const data: Facts['idp.happened'] = { attempt: 1, what: 'before' };
    const written = log.add({ kind: 'idp.happened', from: 'idp', says: 'x', data });
    data.what = 'after';
    expect(log.log.observations[0]?.data).toEqual({ attempt: 1, what: 'before' });
    expect(() => (written.data.what = 'after')).toThrow(TypeError);
  });

  test('redacts at once, and names hold where they stand alone', () => {
    const { log, redactor } = writer();
    redactor.secret('s3cr3t-value');
    log.alias('person-4711', '{account}');
    log.add({
      ...happened('s3cr3t-value of person-4711'),
      artefacts: [artefact('person-4711@corp.test s3cr3t-value')],
    });
    const [observation] = log.log.observations;
    expect(observation?.says).toBe('It happened: «secret» of {account}');
    expect(observation?.artefacts).toEqual([artefact('person-4711@corp.test «secret»')]);
    expect(log.redacted('s3cr3t-value')).toBe('«secret»');
  });
});

describe('large texts', () => {
  const large = `${'x'.repeat(64 * 1024)} s3cr3t-value`;

  test('go into files of their own, redacted', () => {
    const { log, redactor, stored } = writer();
    redactor.secret('s3cr3t-value');
    log.add({ ...happened('x'), artefacts: [artefact(large, large), artefact('small'), artefact(large)] });
    expect(log.log.observations[0]?.artefacts).toEqual([
      { label: 'message', mediaType: 'application/xml', file: 'evidence/o1.txt' },
      artefact('small'),
      { label: 'message', mediaType: 'application/xml', file: 'evidence/o1-3.txt' },
    ]);
    expect([...stored.keys()]).toEqual(['o1', 'o1-3']);
    expect([...stored.values()].every((text) => text.endsWith('«secret»') && text.length > 64 * 1024)).toBe(true);
  });

  test('at the limit stay where they are', () => {
    const { log, stored } = writer();
    log.add({ ...happened('x'), artefacts: [artefact('x'.repeat(64 * 1024))] });
    expect(stored.size).toBe(0);
  });
});

test('a recording waits its turn and keeps its times', () => {
  let now = 0;
  const { log } = writer(() => now);
  const [a, b] = [new Recording(log), new Recording(log)];
  b.add(happened('b1'));
  now = 5;
  a.add(happened('a1'));
  now = 9;
  b.add(happened('b2'));
  b.alias('person-4711', '{account}');
  expect(log.log.observations).toEqual([]);
  a.flush();
  b.flush();
  b.flush();
  expect(log.log.all('idp.happened').map(({ atMs, data }) => [atMs, data.what])).toEqual([
    [5, 'a1'],
    [0, 'b1'],
    [9, 'b2'],
  ]);
  expect(log.redacted('person-4711')).toBe('{account}');
});
