/** Time of day at the mocks, to the millisecond: `10:15:17.250`. */
export const timeOfDay = (at: number) => new Date(at).toISOString().slice(11, 23);

/** `2026-11-29 10:15:17 UTC`. */
export const dayAndTime = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1_000, 's'],
] as const;

/** `+2 d 3 h`, `−40 s`: how far the mocks' clock is ahead. */
export function shift(milliseconds: number): string {
  let left = Math.abs(milliseconds);
  const parts: string[] = [];
  for (const [size, name] of UNITS) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count} ${name}`);
    left %= size;
  }
  return `${milliseconds < 0 ? '−' : '+'}${parts.slice(0, 2).join(' ') || '0 s'}`;
}
