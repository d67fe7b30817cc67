import { useEffect, useRef, useState } from 'preact/hooks';

/** Tells a screen reader, and the eye for as long as the page stays, that something has changed since the page was opened. */
export function Saved({ what }: { what: string }) {
  const first = useRef(what);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (what !== first.current) setChanged(true);
  }, [what]);
  return (
    <span class="saved" role="status">
      {changed ? ' Done.' : ''}
    </span>
  );
}
