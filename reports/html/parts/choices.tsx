import type { ComponentChildren } from 'preact';

interface TogglesProps<T extends string> {
  name: string;
  all: readonly T[];
  chosen: string | undefined;
  onPick: (value: string) => void;
  children: (value: T) => ComponentChildren;
}

/** Any number of values; none chosen means all. */
export function Toggles<T extends string>({ name, all, chosen, onPick, children }: TogglesProps<T>) {
  const on = chosen?.split(',') ?? [];
  const toggled = (value: T) => all.filter((one) => (one === value) !== on.includes(one)).join(',');
  return (
    <div class="toggles" role="group" aria-label={name}>
      {all.map((value) => (
        <button type="button" class="toggle" aria-pressed={on.includes(value)} onClick={() => onPick(toggled(value))}>
          {children(value)}
        </button>
      ))}
    </div>
  );
}

/** What can be chosen, and how it is called. */
export type Values = readonly (readonly [value: string, name: string])[];

/** One value, or all. A value that the address names and the report has not is kept visible. */
export function Choice({
  name,
  value,
  values,
  onPick,
}: {
  name: string;
  value: string;
  values: Values;
  onPick: (value: string) => void;
}) {
  if (values.length < 2 && value === '') return null;
  const known = values.some(([one]) => one === value);
  return (
    <label class="choice">
      <span>{name}</span>
      <select value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        <option value="">all</option>
        {values.map(([one, shown]) => (
          <option value={one}>{shown}</option>
        ))}
        {!known && value !== '' && <option value={value}>{value}</option>}
      </select>
    </label>
  );
}
