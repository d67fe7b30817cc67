import type { ComponentChildren } from 'preact';
import { Shown } from './shown.tsx';

/** One line of a list of facts. */
export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>
        <Shown text={name} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
