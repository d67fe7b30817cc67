/** Whether two lists hold the same values, as often, in whatever order. */
export function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [[...a].sort(), [...b].sort()];
  return one.length === other.length && one.every((value, index) => value === other[index]);
}
