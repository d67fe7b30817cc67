import type { ComponentChildren } from 'preact';
import { Litmus } from '../parts/litmus.tsx';
import { Shown } from '../parts/shown.tsx';

interface FrameProps {
  /** What the page is about. */
  name: string;
  views: readonly { name: string; href: string; current: boolean }[];
  foot: ComponentChildren;
  children: ComponentChildren;
}

/** What stands around every view. */
export function Frame({ name, views, foot, children }: FrameProps) {
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header class="top">
        <div class="top-inner">
          <a class="brand" href="#/">
            <Litmus />
            <span class="brand-name">jitmus</span>
          </a>
          <span class="target">
            <Shown text={name} />
          </span>
          {views.length > 0 && (
            <nav aria-label="Report">
              {views.map((view) => (
                <a href={view.href} aria-current={view.current ? 'page' : undefined}>
                  {view.name}
                </a>
              ))}
            </nav>
          )}
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="bottom">{foot}</footer>
    </>
  );
}

/** A link to #main would replace the route. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
