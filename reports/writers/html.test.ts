import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { CASES_PER_CHUNK, INDEX_ID, evidenceId } from '../html/document.ts';
import { HOSTILE, fixtureReport } from '../html/fixture.ts';
import { written } from '../html/fixture/written.ts';
import { sourceOf } from '../report.ts';
import type { Report } from '../report.ts';
import { html } from './html.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

const elementsOf = (node: DefaultTreeAdapterTypes.ParentNode): Element[] =>
  node.childNodes.flatMap((child: Node) =>
    'childNodes' in child && 'tagName' in child ? [child, ...elementsOf(child)] : [],
  );
const attribute = (element: Element, name: string) => element.attrs.find((one) => one.name === name)?.value;
const textOf = (element: Element | undefined) =>
  element?.childNodes.map((child) => ('value' in child ? child.value : '')).join('') ?? '';

async function pageOf(report: Report) {
  const elements = elementsOf(parse(await written(html, sourceOf(report))));
  const byId = (id: string) => elements.find((element) => attribute(element, 'id') === id);
  const unpacked = (id: string) =>
    JSON.parse(inflateSync(Buffer.from(textOf(byId(id)), 'base64')).toString('utf8')) as unknown;
  return { elements, evidence: (n: number) => unpacked(evidenceId(n)) as unknown[], index: unpacked(INDEX_ID) };
}

describe('a report with every status and hostile strings', () => {
  const report = fixtureReport();
  let page: Awaited<ReturnType<typeof pageOf>>;
  beforeAll(async () => {
    page = await pageOf(report);
  });

  test('the page holds the head and the cases, as they are', () => {
    const { cases, ...head } = report;
    expect(page.index).toEqual({ head, cases: cases.map(({ observations: _, ...summary }) => summary) });
  });

  test('the evidence of every case is in its block', () => {
    const blocks = Math.ceil(report.cases.length / CASES_PER_CHUNK);
    const all = Array.from({ length: blocks }, (_, n) => page.evidence(n)).flat();
    expect(all).toEqual(report.cases.map(({ observations }) => observations));
  });

  test('it is made of these elements and no others: nothing in the data became one', () => {
    const count = (name: string) => page.elements.filter(({ tagName }) => tagName === name).length;
    const blocks = Math.ceil(report.cases.length / CASES_PER_CHUNK);
    expect([...new Set(page.elements.map(({ tagName }) => tagName))].sort()).toEqual(
      ['body', 'div', 'head', 'html', 'meta', 'noscript', 'script', 'style', 'title'], // prettier-ignore
    );
    expect(count('script')).toBe(blocks + 2);
    expect(count('style')).toBe(1);
  });

  test('its policy allows its own script and style, and nothing else', () => {
    const policy = page.elements.find((one) => attribute(one, 'http-equiv') === 'Content-Security-Policy');
    const directives = (attribute(policy as Element, 'content') ?? '').split('; ');
    const hashOf = (element: Element | undefined) =>
      `'sha256-${createHash('sha256').update(textOf(element)).digest('base64')}'`;
    const script = page.elements.find(({ tagName, attrs }) => tagName === 'script' && attrs.length === 0);
    const style = page.elements.find(({ tagName }) => tagName === 'style');
    expect(directives).toEqual([
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(textOf(script).length).toBeGreaterThan(10_000);
    expect(textOf(style).length).toBeGreaterThan(5_000);
  });

  test('nothing in it leads to the network', () => {
    expect(page.elements.filter(({ attrs }) => attrs.some(({ name }) => name === 'src' || name === 'href'))).toEqual(
      [],
    );
  });
});

test('hostile names of the target stay in the title', async () => {
  const report = fixtureReport(1);
  const { elements } = await pageOf({ ...report, target: { ...report.target, name: `</title>${HOSTILE}` } });
  expect(textOf(elements.find(({ tagName }) => tagName === 'title'))).toContain('</title><script>alert(1)</script>');
  expect(elements.filter(({ tagName }) => tagName === 'img' || tagName === 'svg')).toEqual([]);
});

test('a report without cases has a page too', async () => {
  const { index } = await pageOf({ ...fixtureReport(0), complete: false });
  expect(index).toMatchObject({ head: { complete: false }, cases: [] });
});
