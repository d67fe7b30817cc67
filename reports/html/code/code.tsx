import { useState } from 'preact/hooks';
import { Shown } from '../parts/shown.tsx';
import { thousands } from '../parts/numbers.ts';
import { visible } from '../../visible.ts';
import { LONGEST_COLOURED } from './format.ts';
import { indentation } from './token.ts';
import type { Line, Token } from './token.ts';

/** What is shown of a long text before somebody asks for all of it. */
const CHARACTERS_SHOWN = 40_000;
const LINES_SHOWN = 400;

/** Text cut to what is quick to show, with a way to the whole of it. */
export function LongCode({ text, linesOf, label }: { text: string; linesOf: (cut: string) => Line[]; label: string }) {
  const [all, setAll] = useState(false);
  if (all && text.length > LONGEST_COLOURED) return <PlainCode text={text} label={label} />;
  const lines = linesOf(all ? text : text.slice(0, CHARACTERS_SHOWN));
  const cut = !all && (text.length > CHARACTERS_SHOWN || lines.length > LINES_SHOWN);
  return (
    <>
      <div class="code-frame" tabIndex={0} role="region" aria-label={label}>
        <Code lines={all ? lines : lines.slice(0, LINES_SHOWN)} numbered />
      </div>
      {cut && (
        <button type="button" class="button more" onClick={() => setAll(true)}>
          Show all {thousands(text.length)} characters
        </button>
      )}
    </>
  );
}

/** Text of any length, quickly: one piece, in which invisible characters are escapes without a colour. */
function PlainCode({ text, label }: { text: string; label: string }) {
  return (
    <pre class="code-frame code code-plain" tabIndex={0} role="region" aria-label={label}>
      {visible(text)}
    </pre>
  );
}

/** Lines of source text. */
export function Code({ lines, numbered = false }: { lines: readonly Line[]; numbered?: boolean }) {
  return (
    <div class={numbered ? 'code code-numbered' : 'code'}>
      {lines.map((line) => (
        <div class="line" style={indented(line)}>
          <CodeLine line={line} />
        </div>
      ))}
    </div>
  );
}

/** The style sheet turns it into a hanging indent, so that long lines stay readable where they wrap. */
export function indented(line: Line): Record<string, string> {
  return { '--indent': `${indentation(line).length}ch` };
}

/** The tokens of a line. A changed one is marked between `from` and `to`, which count characters with the indentation. */
export function CodeLine({ line, changed }: { line: Line; changed?: { from: number; to: number } | undefined }) {
  let at = indentation(line).length;
  return (
    <>
      {line.tokens.map((token) => {
        const start = at;
        at += token.text.length;
        if (!changed) return <CodeToken token={token} />;
        return <MarkedToken token={token} from={changed.from - start} to={changed.to - start} />;
      })}
    </>
  );
}

function MarkedToken({ token: { kind, text }, from, to }: { token: Token; from: number; to: number }) {
  const before = text.slice(0, Math.max(0, from));
  const within = text.slice(Math.max(0, from), Math.max(0, to));
  const after = text.slice(Math.max(0, from, to));
  return (
    <span class={`tok-${kind}`}>
      {before && <Shown text={before} />}
      {within && (
        <mark>
          <Shown text={within} />
        </mark>
      )}
      {after && <Shown text={after} />}
    </span>
  );
}

/** Certificates and signature values: nobody reads them, so their middle is folded away. */
const FOLDED = /^[A-Za-z0-9+/=]{200,}$/;
const FOLD_KEEPS = 40;

function CodeToken({ token: { kind, text } }: { token: Token }) {
  const [open, setOpen] = useState(false);
  if (open || !FOLDED.test(text))
    return (
      <span class={`tok-${kind}`}>
        <Shown text={text} />
      </span>
    );
  return (
    <span class={`tok-${kind}`}>
      {text.slice(0, FOLD_KEEPS)}
      <button type="button" class="fold" onClick={() => setOpen(true)}>
        … {thousands(text.length - FOLD_KEEPS)} more
      </button>
    </span>
  );
}
