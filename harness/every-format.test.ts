import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { DOMParser } from '@xmldom/xmldom';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { validate as validateCtrf, type CTRFReport } from 'ctrf';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { fixtureReport, HOSTILE } from '../reports/html/fixture.ts';
import {
  comparisonOf,
  comparisonPage,
  githubAnnotations,
  sideBySide,
  sourceOf,
  validateReport,
  writers,
  type Report,
  type Status,
  type Verdict,
} from '../reports/index.ts';
import { mergeReports } from './merge.ts';
import { placesOf } from './shard.ts';

const ODD = [
  HOSTILE,
  '| a | `b` | **c** | <!-- d --> | [e](javascript:f) |\n| - |',
  '🦊👩‍👩‍👧 ٱلْعَرَبِيَّة \u2066isolate\u2069 \u0085 \u007f \b\f\v',
  '::error file=x,line=1::not ours%0A::warning::nor this\r\n',
  `very long ${'long '.repeat(4_000)}`,
];
const TARGETS = ['staging | one', `\u202e]]> ${HOSTILE}`, '🦊 %0A::error::'];
const STATUSES: Status[] = ['pass', 'fail', 'blocked', 'skipped', 'error'];

/** Every status beside every odd text, at whatever can hold one. */
function reportOf(name: string): Report {
  const report = fixtureReport(40);
  let n = 0;
  const odd = () => ODD[n++ % ODD.length] ?? '';
  const verdictOf = (verdict: Verdict): Verdict => ({
    ...verdict,
    status: STATUSES[n % STATUSES.length] ?? 'pass',
    because: odd(),
    expected: odd(),
    actual: odd(),
    line: 1 + (n % 90),
  });
  return {
    ...report,
    run: { ...report.run, command: `jitmus run '${HOSTILE}'` },
    target: { ...report.target, name, lacks: { groups: odd() } },
    cases: report.cases.map((result) => ({
      ...result,
      title: odd(),
      why: odd(),
      control: { status: 'accepted', because: odd() },
      verdicts: result.verdicts.map(verdictOf),
      observations: result.observations.map((seen) => ({ ...seen, says: odd(), data: { [odd()]: odd() } })),
    })),
    errors: ODD.map((message, index) => ({ code: `ODD_${index}`, message, at: message })),
  };
}

/** The same from two machines. */
function merged(report: Report): Report {
  const ids = report.cases.map(({ id }) => id);
  const shards = [1, 2].map((index) => {
    const places = placesOf(ids, { index, of: 2 });
    const shard = { index, of: 2, cases: ids.length, narrowed: false, places };
    const cases = places.flatMap((place) => report.cases[place] ?? []);
    return { file: `${index}.json`, report: { ...report, run: { ...report.run, shard }, cases } };
  });
  return mergeReports(shards, null);
}

// Of draft 04 it uses nothing that draft 07 reads otherwise, but for the name of its id.
const { $schema: _, id: __, ...asDraft07 } = schema;
const ajv = new Ajv({ strict: false, unicodeRegExp: false });
formats(ajv);
const validateSarif = ajv.compile(asDraft07);

const collected = async (pieces: AsyncIterable<string> | Iterable<string>) => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};

function parsedXml(text: string) {
  const onError = (level: string, message: string) => {
    if (level !== 'warning') throw new Error(`${level}: ${message}`);
  };
  return new DOMParser({ onError }).parseFromString(text, 'text/xml');
}

/** Throws where the text is not what its format demands. `count`: of the verdicts in it. */
const VALIDATORS: Record<keyof typeof writers, (text: string, report: Report) => unknown> = {
  json: async (text, report) => expect(await validateReport(JSON.parse(text))).toEqual(report),
  junit: (text, { cases }) => expect(parsedXml(text).getElementsByTagName('testsuite')).toHaveLength(cases.length + 1),
  sarif: (text) => {
    expect(validateSarif(JSON.parse(text)), JSON.stringify(validateSarif.errors)).toBe(true);
    expect(text).toMatch(/"startLine":([2-9]|\d\d)/);
  },
  ctrf: (text, { cases, errors }) => {
    const document = JSON.parse(text) as CTRFReport;
    expect(validateCtrf(document).errors).toEqual([]);
    expect(document.results.tests).toHaveLength(cases.flatMap(({ verdicts }) => verdicts).length + errors.length);
  },
  markdown: (text) => {
    const html = micromark(text, {
      allowDangerousHtml: true,
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
    expect(html).toContain('<table>');
    expect(html).not.toMatch(/<(script|img|svg)|(href|src)="?javascript:/i);
  },
  html: (text) => expectHarmless(text),
};

/** The page has the scripts that are ours, and what the data brings is none. */
function expectHarmless(page: string): void {
  const names: string[] = [];
  const walk = (node: object): void => {
    if ('tagName' in node) names.push(String(node.tagName));
    if ('childNodes' in node) (node.childNodes as object[]).forEach(walk);
  };
  walk(parse(page));
  expect(names).toContain('html');
  expect(names.filter((name) => ['img', 'iframe', 'object'].includes(name))).toEqual([]);
  expect(page).not.toContain('<script>alert');
}

const reports = TARGETS.flatMap((name): [string, Report][] => {
  const report = reportOf(name);
  return [
    [`target ${JSON.stringify(name)}`, report],
    [`target ${JSON.stringify(name)}, merged`, merged(report)],
  ];
});

describe.each(reports)('a run with every status and odd characters, %s', (_name, report) => {
  test('has every status', () => {
    const found = new Set(report.cases.flatMap(({ verdicts }) => verdicts.map(({ status }) => status)));
    expect([...found].sort()).toEqual([...STATUSES].sort());
  });

  test.each(Object.keys(VALIDATORS) as (keyof typeof writers)[])('is valid as %s', async (id) => {
    await VALIDATORS[id](await collected(writers[id].write(sourceOf(report))), report);
  });

  test('is a row of commands for GitHub', async () => {
    const lines: string[] = [];
    for await (const line of githubAnnotations(sourceOf(report))) lines.push(line);
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning) (file=[^,:]+,line=\d+,)?title=[^,:]*::[^\r\n]*$/);
  });
});

test('the three side by side are a page and a table', async () => {
  const comparison = comparisonOf(reports.filter(([name]) => !name.endsWith('merged')).map(([, report]) => report));
  expectHarmless(await collected(sideBySide(comparison)));
  const html = micromark(await collected(comparisonPage(comparison)), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  expect(html.match(/<tr>/g)).toHaveLength(comparison.cases.length + 1);
});
