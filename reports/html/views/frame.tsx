import type { ComponentChildren } from 'preact';
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
            jitmus
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

/** A strip of litmus paper, half dipped. */
function Litmus() {
  return (
    <svg class="litmus" viewBox="0 0 10 20" aria-hidden="true">
      <path class="litmus-dry" d="M0 2a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v9H0Z" />
      <path class="litmus-wet" d="M0 10c1.7-1.4 3.3-1.4 5 0s3.3 1.4 5 0v8a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2Z" />
    </svg>
  );
}
