import { stat } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsIn, pages, readPage, withoutCode } from './pages.fixture.ts';

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

/** What is wrong with a link; null: it leads somewhere. */
async function problemOf(page: string, link: string): Promise<string | null> {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  if (file.startsWith('..')) return 'leads out of the repository';
  const found = await stat(file).catch(() => null);
  if (!found) return `there is no ${file}`;
  if (anchor === undefined) return null;
  if (!file.endsWith('.md')) return `${file} has no headings`;
  return anchorsIn(await readPage(file)).has(anchor) ? null : `${file} has no heading #${anchor}`;
}

describe('links', () => {
  it.each(pages)('of %s lead somewhere', async (page) => {
    const links = [...withoutCode(await readPage(page)).matchAll(LINK)].map(([, link = '']) => link);
    const inside = links.filter((link) => !/^[a-z]+:/.test(link));
    const problems = await Promise.all(
      inside.map(async (link) => {
        const problem = await problemOf(page, link);
        return problem === null ? null : `${link}: ${problem}`;
      }),
    );
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  it('are found out when they lead nowhere', async () => {
    expect(await problemOf('docs/cli.md', 'nowhere.md')).toContain('there is no');
    expect(await problemOf('docs/cli.md', '#nothing')).toContain('no heading');
    expect(await problemOf('docs/cli.md', '../../elsewhere.md')).toContain('out of the repository');
    expect(await problemOf('docs/cli.md', '#jitmus-run')).toBeNull();
  });

  it('lead to every page from another one', async () => {
    const texts = await Promise.all(pages.map(readPage));
    const orphans = pages.filter(
      (page) => !texts.some((text, at) => pages[at] !== page && text.includes(`${page.split('/').at(-1)}`)),
    );
    expect(orphans.filter((page) => page !== 'README.md')).toEqual([]);
  });
});
