import { expect, test } from 'vitest';
import { Ledger } from './ledger.ts';

const own = { known: true, mixedUp: false };
const another = { known: false, mixedUp: false };

test('whoever was made and is found once is right', () => {
  const ledger = new Ledger(2);
  for (const index of [0, 1]) {
    ledger.tell(index, 'unclear');
    ledger.tell(index, 'made');
    ledger.find(index, own);
  }
  const nothing = { lost: 0, twice: 0, notMade: 0, refusedYetThere: 0, mixedUp: 0, repeated: 0 };
  expect(ledger.count()).toEqual({ wanted: 2, there: 2, ...nothing });
  expect([...ledger.missing()]).toEqual([]);
});

test('who is lost, there twice, mixed up, never made, or there although refused is told apart', () => {
  const ledger = new Ledger(8);
  for (const index of [0, 1, 2, 3]) ledger.tell(index, 'made');
  ledger.find(1, own);
  ledger.find(1, another);
  ledger.find(2, own);
  ledger.find(2, own);
  ledger.find(3, { known: true, mixedUp: true });
  ledger.tell(4, 'refused');
  ledger.tell(5, 'refused');
  ledger.find(5, own);
  ledger.tell(6, 'unclear');
  expect(ledger.count()).toEqual({
    ...{ wanted: 8, there: 4, lost: 1, twice: 1, notMade: 3, refusedYetThere: 1, mixedUp: 1, repeated: 1 },
  });
  expect([...ledger.missing()]).toEqual([0, 6]);
});

test('it takes a byte for each', () => {
  const ledger = new Ledger(1_000_000);
  ledger.tell(999_999, 'made');
  expect(ledger.size).toBe(1_000_000);
  expect(ledger.told(999_999)).toBe('made');
  expect(ledger.told(0)).toBe('nothing');
  expect(ledger.count()).toMatchObject({ lost: 1, notMade: 999_999 });
});
