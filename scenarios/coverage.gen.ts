// Generated from coverage.schema.json by "npm run generate". Do not edit.

/**
 * Lines of a catalogue of checks, each by its id. A key like S161-S188 stands for a family of lines.
 */
export interface Coverage {
  [k: string]: Line;
}
export interface Line {
  /**
   * What is wrong or particular, in a few words.
   */
  check: string;
  /**
   * Tools and threads where the check was seen.
   *
   * @minItems 1
   */
  from: string[];
  /**
   * What a sound application does. defined: whatever it does, it does so clearly. policy: its own settings decide.
   */
  expect: 'refuse' | 'accept' | 'defined' | 'policy';
  /**
   * lens: demanded by one federation's profile alone. out: not part of what is tested here.
   */
  level: 'MUST' | 'SHOULD' | 'lens' | 'out';
  /**
   * Test modules of the OpenID Foundation's suite that check the same, by name; each with the scenario that checks what it checks, where that is not all that covers the line.
   */
  modules?:
    | string[]
    | {
        [k: string]: string;
      };
  /**
   * Tests of our own IdPs that prove it and name it, where no application is judged.
   *
   * @minItems 1
   */
  tests?: string[];
  /**
   * Why no scenario and no rule covers it.
   */
  absent?: string;
}
