import { render } from 'preact';
import { adoptToken } from './http.ts';
import { live } from './live.ts';
import { Shell } from './views/shell.tsx';

adoptToken();
const root = document.getElementById('app');
if (root) {
  root.textContent = '';
  render(<Shell />, root);
  void live.follow();
}
