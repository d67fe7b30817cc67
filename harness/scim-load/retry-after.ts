/** Milliseconds that `Retry-After` asks for (RFC 9110 §10.2.3: seconds or a date); null where it says nothing that can be read. */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
