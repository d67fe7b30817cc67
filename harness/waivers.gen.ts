// Generated from waivers.schema.json by "npm run generate". Do not edit.

/**
 * Failures that are known and tracked, each until a date.
 */
export type Waivers = Waiver[];

export interface Waiver {
  /**
   * Rule id.
   */
  rule: string;
  /**
   * Case id, the beginning of one up to a /, @ or dot, or a pattern with *.
   */
  case: string;
  /**
   * Last day, YYYY-MM-DD.
   */
  until: string;
  because: string;
}
