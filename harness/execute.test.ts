import { expect, test } from 'vitest';
import { sameAddress } from './attempt.ts';
import { redactorFor } from './execute.ts';

test('an address stays the same one in capitals, and no run shows in it', () => {
  const redactor = redactorFor('018ba07fb9ab');
  const address = 'eager-lemur.jzdcstxd.018ba07fb9ab@corp.test';
  const [small, large] = [redactor.text(address), redactor.text(address.toUpperCase())];
  expect(small).toBe('eager-lemur.jzdcstxd.000000000000@corp.test');
  expect(sameAddress(small, large)).toBe(true);
  const decimal = `${0x018ba07fb9ab}`.padStart(15, '0');
  expect(redactor.text(`00u${decimal}`)).toBe(`00u${'0'.repeat(15)}`);
});
