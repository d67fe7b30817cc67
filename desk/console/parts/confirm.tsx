import { useEffect, useRef, useState } from 'preact/hooks';

/** A button for what cannot be taken back: it asks once more, in place. */
export function Confirm({ label, question, onConfirm }: { label: string; question: string; onConfirm: () => void }) {
  const [asking, setAsking] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asking) cancel.current?.focus();
    else if (asked.current) first.current?.focus();
    asked.current = asking;
  }, [asking]);
  if (!asking)
    return (
      <p class="confirm">
        <button ref={first} type="button" class="button button-bad" onClick={() => setAsking(true)}>
          {label}
        </button>
      </p>
    );
  return (
    <p class="confirm" role="group" aria-label={label}>
      <span>{question}</span>
      <button ref={cancel} type="button" class="button" onClick={() => setAsking(false)}>
        Keep it
      </button>
      <button
        type="button"
        class="button button-bad"
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {label}
      </button>
    </p>
  );
}
