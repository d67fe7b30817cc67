import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  /** What to enter, where the label alone does not say it. */
  hint?: ComponentChildren;
  value: string;
  onInput: (value: string) => void;
  placeholder?: string;
  required?: boolean;
}

/** One line of text. */
export function TextField({
  type = 'text',
  ...props
}: FieldProps & { type?: 'text' | 'url' | 'number' | 'password' | 'search' | 'datetime-local' }) {
  return (
    <Field {...props}>
      {(described) => (
        <input
          {...described}
          {...typed(type)}
          value={props.value}
          placeholder={props.placeholder}
          required={props.required}
          autocomplete="off"
          spellcheck={false}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** The declarations of Preact take one word here, not a choice of words. */
export const typed = (type: string): object => ({ type });

/** Text of several lines. */
export function TextArea({ rows = 6, ...props }: FieldProps & { rows?: number }) {
  return (
    <Field {...props}>
      {(described) => (
        <textarea
          {...described}
          class="mono"
          rows={rows}
          value={props.value}
          placeholder={props.placeholder}
          required={props.required}
          spellcheck={false}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** One of a few values. */
export function Select({
  options,
  ...props
}: Omit<FieldProps, 'placeholder'> & { options: readonly (readonly [value: string, name: string])[] }) {
  return (
    <Field {...props}>
      {(described) => (
        <select {...described} value={props.value} onChange={(event) => props.onInput(event.currentTarget.value)}>
          {options.map(([value, name]) => (
            <option value={value}>{name}</option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface Described {
  id: string;
  'aria-describedby'?: string;
}

function Field({
  label,
  hint,
  required,
  children,
}: Pick<FieldProps, 'label' | 'hint' | 'required'> & { children: (described: Described) => ComponentChildren }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span class="muted"> (needed)</span>}
      </label>
      {children(hint ? { id, 'aria-describedby': `${id}-hint` } : { id })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function Check({
  label,
  checked,
  onPick,
}: {
  label: ComponentChildren;
  checked: boolean;
  onPick: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onPick(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Exactly one of a few, all in sight. */
export function Radios<T extends string>({
  legend,
  options,
  value,
  onPick,
}: {
  legend: string;
  options: readonly (readonly [value: T, name: ComponentChildren])[];
  value: T;
  onPick: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset class="radios">
      <legend>{legend}</legend>
      <div class="radio-row">
        {options.map(([one, shown]) => (
          <label class="radio">
            <input type="radio" name={name} checked={one === value} onChange={() => onPick(one)} />
            <span>{shown}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
