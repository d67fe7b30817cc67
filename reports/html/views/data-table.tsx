import { Code, LongCode } from '../code/code.tsx';
import { formatJson } from '../code/format-json.ts';
import { LongText } from '../parts/long-text.tsx';
import { Shown } from '../parts/shown.tsx';

/** The fact itself, name by name. */
export function DataTable({ data }: { data: Record<string, unknown> }) {
  const entries = Object.entries(data);
  if (entries.length === 0) return null;
  return (
    <table class="data">
      <caption class="visually-hidden">Data</caption>
      <tbody>
        {entries.map(([name, value]) => (
          <tr>
            <th scope="row">
              <Shown text={name} />
            </th>
            <td>
              <Value value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Characters of JSON that fit one line, and those that are shown without a frame. */
const SHORT = 80;
const LONG = 2000;

function Value({ value }: { value: unknown }) {
  if (typeof value === 'string') return value === '' ? <span class="muted">empty</span> : <LongText text={value} />;
  if (value === null) return <span class="muted">null</span>;
  const text = JSON.stringify(value);
  if (text.length > LONG) return <LongCode text={text} linesOf={formatJson} label="Value" />;
  const lines = formatJson(text);
  return <Code lines={text.length > SHORT ? lines : [{ indent: 0, tokens: lines.flatMap(({ tokens }) => tokens) }]} />;
}
