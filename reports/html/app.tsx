import { render } from 'preact';
import type { Comparison } from '../compare.ts';
import { ComparedPage } from './compared/page.tsx';
import { COMPARED_ID, INDEX_ID } from './document.ts';
import type { PageIndex } from './document.ts';
import { modelOf } from './model/model.ts';
import { unpacked } from './model/packed.ts';
import { Page } from './views/page.tsx';

/** The page that the data of this file is for. */
async function page() {
  if (document.getElementById(INDEX_ID)) return <Page model={modelOf((await unpacked(INDEX_ID)) as PageIndex)} />;
  return <ComparedPage comparison={(await unpacked(COMPARED_ID)) as Comparison} />;
}

const root = document.getElementById('app');
if (root)
  void page().then((content) => {
    root.textContent = '';
    render(content, root);
  });
