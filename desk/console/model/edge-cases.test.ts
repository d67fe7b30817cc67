import { expect, test } from 'vitest';
import { faults, personas } from 'jitmus';
import { EDGE_CASES } from './edge-cases.ts';

test('every way in leads to people and faults that there are', () => {
  for (const { query } of EDGE_CASES) {
    if (query.as) expect(Object.keys(personas)).toContain(query.as);
    if (query.faults) expect(Object.keys(faults)).toContain(query.faults);
  }
});
