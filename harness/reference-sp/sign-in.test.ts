import { expect, test } from 'vitest';
import { startWorld } from './test-world.ts';

test('a new person who comes through the JIT login URL of a verified method gets one account and is signed in', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod();

  const outcome = await world.signIn(method, 'Ada@corp.test');

  expect(outcome).toMatchObject({ status: 303, location: '/', email: 'Ada@corp.test' });
  expect(await world.accounts('ada@CORP.test')).toEqual([
    expect.objectContaining({
      email: 'Ada@corp.test',
      role: 'member',
      status: 'active',
      provisionedBy: method.id,
      groups: [],
    }),
  ]);
  expect(world.errors).toEqual([]);
});
