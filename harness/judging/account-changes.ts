/** One value of an account that is another than before. */
export interface AccountChange {
  /** Names of the fields that lead to it, with dots. */
  path: string;
  was: string;
  is: string;
}

/** Fields that tell only when and how often somebody came, or that something was written. */
const bookkeeping =
  /^_?((last|current|previous)_?(seen|login|log_?in|logon|sign_?in|signed_?in|auth\w*|access\w*|activ\w*|used|modified|updated)\w*|(updated|modified|accessed)(_?(at|on))?|(login|log_?in|sign_?in|session)_?counts?|etag|version|revision)$/i;

/** What differs between two readings; the order of keys and of lists is no difference. */
export function accountChanges(before: unknown, after: unknown): AccountChange[] {
  const was = leaves(before);
  const is = leaves(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => ({ path, was: was.get(path) ?? 'nothing', is: is.get(path) ?? 'nothing' }));
}

/** Path → JSON of every value that holds no further ones by name; lists are sorted values. */
function leaves(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map([[path, stable(value)]]);
  return new Map(
    Object.entries(value)
      .filter(([key]) => !bookkeeping.test(key))
      .flatMap(([key, item]) => [...leaves(item, path === '' ? key : `${path}.${key}`)]),
  );
}

/** JSON that is the same for values that differ in the order of keys or items alone. */
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'nothing';
  const entries = Object.entries(value).filter(([key]) => !bookkeeping.test(key));
  return `{${entries
    .map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`)
    .sort()
    .join(',')}}`;
}
