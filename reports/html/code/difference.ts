/** A line of two texts side by side; null where one of them has none. */
export interface DifferenceRow {
  /** Line number from 0. */
  left: number | null;
  right: number | null;
  same: boolean;
}

/** Past this many comparisons what lies between the common ends counts as replaced altogether. */
const MOST_COMPARISONS = 4_000_000;

/** Which lines two texts share, in order, and which are theirs alone. */
export function differences(left: readonly string[], right: readonly string[]): DifferenceRow[] {
  const most = Math.min(left.length, right.length);
  let head = 0;
  while (head < most && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < most - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;
  const shared = middle(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
  return [
    ...range(head).map((i) => ({ left: i, right: i, same: true })),
    ...shared.map((row) => ({
      left: row.left === null ? null : row.left + head,
      right: row.right === null ? null : row.right + head,
      same: row.same,
    })),
    ...range(tail).map((i) => ({ left: left.length - tail + i, right: right.length - tail + i, same: true })),
  ];
}

function middle(left: readonly string[], right: readonly string[]): DifferenceRow[] {
  if (left.length * right.length > MOST_COMPARISONS) return replaced(range(left.length), range(right.length));
  const rows: DifferenceRow[] = [];
  let onlyLeft: number[] = [];
  let onlyRight: number[] = [];
  const flush = () => {
    rows.push(...replaced(onlyLeft, onlyRight));
    onlyLeft = [];
    onlyRight = [];
  };
  for (const step of walk(left, right)) {
    if (step.left !== null && step.right !== null) {
      flush();
      rows.push({ ...step, same: true });
    } else if (step.left !== null) onlyLeft.push(step.left);
    else if (step.right !== null) onlyRight.push(step.right);
  }
  flush();
  return rows;
}

/** The longest common subsequence, as steps through both texts. */
function walk(left: readonly string[], right: readonly string[]): { left: number | null; right: number | null }[] {
  const width = right.length + 1;
  const longest = new Uint32Array((left.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      longest[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const steps: { left: number | null; right: number | null }[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) steps.push({ left: i++, right: j++ });
    else if (j >= right.length || (i < left.length && at(i + 1, j) >= at(i, j + 1)))
      steps.push({ left: i++, right: null });
    else steps.push({ left: null, right: j++ });
  }
  return steps;
}

/** What stands on one side only is set beside what stands on the other only. */
function replaced(left: readonly number[], right: readonly number[]): DifferenceRow[] {
  return range(Math.max(left.length, right.length)).map((i) => ({
    left: left[i] ?? null,
    right: right[i] ?? null,
    same: false,
  }));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** The part in which two lines differ: characters from `start` up to `end` of each. */
export function changedPart(a: string, b: string): { start: number; endA: number; endB: number } {
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start++;
  let tail = 0;
  while (tail < most - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { start, endA: a.length - tail, endB: b.length - tail };
}
