import { render } from 'preact';
import type { Comparison } from '../compare.ts';
import { ComparedPage } from './compared/page.tsx';
import { COMPARED_ID, INDEX_ID } from './document.ts';
import type { PageIndex } from './document.ts';
import { modelOf } from './model/model.ts';
import { Page } from './views/page.tsx';

const root = document.getElementById('app');
const textOf = (id: string) => document.getElementById(id)?.textContent;
const index = textOf(INDEX_ID);
const compared = textOf(COMPARED_ID);
if (root && (index || compared)) {
  root.textContent = '';
  if (index) render(<Page model={modelOf(JSON.parse(index) as PageIndex)} />, root);
  else if (compared) render(<ComparedPage comparison={JSON.parse(compared) as Comparison} />, root);
}
