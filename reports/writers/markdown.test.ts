import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parseFragment } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { HOSTILE, fixtureReport } from '../html/fixture.ts';
import { written } from '../html/fixture/written.ts';
import { sourceOf } from '../report.ts';
import type { Report } from '../report.ts';
import { visible } from '../visible.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { markdown } from './markdown.ts';

/** What GitHub makes of Markdown, with everything allowed that could do harm. */
function rendered(text: string): { tags: Set<string>; text: string } {
  const html = micromark(text, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const tags = new Set<string>();
  let plain = '';
  const walk = (node: DefaultTreeAdapterTypes.ParentNode): void => {
    for (const child of node.childNodes) {
      if ('tagName' in child) tags.add(child.tagName);
      if ('value' in child) plain += child.value;
      if ('childNodes' in child) walk(child);
      if (child.nodeName === '#comment') tags.add('comment');
    }
  };
  walk(parseFragment(html));
  return { tags, text: plain.trim() };
}

const oneLine = (text: string) =>
  visible(text)
    .replace(/[\n\t ]+/g, ' ')
    .trim();

const markup = fc.constantFrom(
  ...['|', '`', '``', '\n', '\\', '<b>', '<!--', '-->', '&lt;', '[a](b)', '![a](b)', '**', '_', '~~', '#', '1. ', '- '],
  ...['> ', '+ ', '* ', 'www.evil.test', 'https://evil.test', 'mailto:a@b.test', 'a@b.test', '\u202e', '$x$', '[^1]'],
  ...['```', '---', '===', '[x] ', ':', 'a b', '    ', '\t', '</details>', '<script>alert(1)</script>'],
);
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(markup, fc.string({ unit: 'binary', maxLength: 3 }))).map((parts) => parts.join('')),
);

describe('text from outside', () => {
  test('shows as it is and becomes no markup, in a list, after a word and in a table', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const listed = rendered(`- ${markdownText(value)}`);
        expect([...listed.tags].filter((tag) => tag !== 'ul' && tag !== 'li')).toEqual([]);
        expect(listed.text).toBe(oneLine(value));
        const after = rendered(`word ${markdownText(value)}`);
        expect([...after.tags]).toEqual(['p']);
        const cell = rendered(`| a | b |\n|---|---|\n| ${markdownText(value)} | end |`);
        expect(cell.tags).toEqual(new Set(['table', 'thead', 'tbody', 'tr', 'th', 'td']));
        expect(cell.text).toContain('end');
      }),
      { numRuns: 1000 },
    );
  });

  test('shows as code and ends nowhere else', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        if (oneLine(value) === '') return;
        const { tags, text } = rendered(`- x ${markdownCode(value.replaceAll('|', '/'))} y`);
        expect(tags).toEqual(new Set(['ul', 'li', 'code']));
        expect(text.replaceAll(/ +/g, ' ')).toContain(oneLine(value.replaceAll('|', '/')));
      }),
      { numRuns: 1000 },
    );
  });

  test('a long one is cut', () => {
    expect(markdownText('a'.repeat(20), 10)).toBe(`${'a'.repeat(9)}…`);
  });
});

const summaryOf = (report: Report) => written(markdown, sourceOf(report));

describe('the summary', () => {
  test('tells the end, the totals, and the failures with the worst first', async () => {
    const report = fixtureReport();
    const { text, tags } = rendered(await summaryOf(report));
    expect(text).toContain(report.run.exitBecause);
    expect(text).toContain('bypass');
    expect(text.indexOf('bypass')).toBeLessThan(text.indexOf('check missing'));
    expect(text).toContain(visible(HOSTILE).slice(0, 50));
    const own = ['h2', 'h3', 'p', 'ul', 'li', 'code', 'strong', 'table', 'thead', 'tbody', 'tr', 'th', 'td'];
    expect([...tags].filter((tag) => !own.includes(tag))).toEqual([]);
  });

  test('has the row of totals that the report has', async () => {
    const report = fixtureReport();
    const { totals } = report;
    const row = `| **total** | ${[totals.pass, totals.fail, totals.blocked, totals.skipped, totals.error].join(' | ')} |`;
    expect(await summaryOf(report)).toContain(row);
  });

  test('stays small however large the report is', async () => {
    const long = 'x'.repeat(5000);
    const report = fixtureReport(2000);
    const cases = report.cases.map((result) => ({
      ...result,
      verdicts: result.verdicts.map((verdict) => ({ ...verdict, status: 'fail' as const, because: long })),
    }));
    expect((await summaryOf({ ...report, cases })).length).toBeLessThan(100_000);
  });

  test('says that a run is incomplete', async () => {
    expect(await summaryOf({ ...fixtureReport(0), complete: false })).toContain('**The run is incomplete.**');
  });
});
