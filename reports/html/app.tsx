import { render } from 'preact';
import { INDEX_ID } from './document.ts';
import type { PageIndex } from './document.ts';
import { modelOf } from './model/model.ts';
import { Page } from './views/page.tsx';

const root = document.getElementById('app');
const index = document.getElementById(INDEX_ID)?.textContent;
if (root && index) {
  root.textContent = '';
  render(<Page model={modelOf(JSON.parse(index) as PageIndex)} />, root);
}
