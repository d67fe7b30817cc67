import { useEffect, useRef } from 'preact/hooks';

/** Where words are looked for. The key `/` leads there from anywhere. */
export function SearchField({ value, onType }: { value: string; onType: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.target !== document.body) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, []);
  return (
    <label class="search">
      <span class="visually-hidden">Find cases that contain these words</span>
      <input
        ref={field}
        type="search"
        placeholder="Find by id, title, fault or reason"
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}
