import { describe, expect, it } from 'vitest';
import type { Account } from './observation.ts';
import { makeExistingUser } from './existing-user.ts';
import type { Reading } from './targets/target.ts';
import type { World } from './world.ts';

const account = { email: 'x@corp.test', name: 'X', role: 'member', groups: [], disabled: false };
const seen: Account = { email: 'x@corp.test', groups: [], fields: {} };

interface App {
  lacks?: readonly string[];
  made?: Reading<true> | null;
  read?: Reading<readonly Account[]>;
}

function make({ lacks = [], made = { value: true }, read = { value: [seen] } }: App): Promise<void> {
  const accounts = () =>
    Promise.resolve('problem' in read ? read : { value: { accounts: read.value, complete: true } });
  const world = {
    target: { lacks: new Map(lacks.map((capability) => [capability, 'so it is'])) },
    running: { createAccount: made && (() => Promise.resolve(made)), observe: { accounts } },
  };
  return makeExistingUser(world as unknown as World, account);
}

describe('an account that the owner makes', () => {
  it('is there when it is read back', () => expect(make({})).resolves.toBeUndefined());

  it('is taken on trust where accounts cannot be read', async () => {
    await expect(make({ lacks: ['accounts'], read: { value: [] } })).resolves.toBeUndefined();
    await expect(make({ read: { problem: 'GET answered 500.' } })).resolves.toBeUndefined();
  });

  it.each([
    ['it cannot be made', { made: null }, 'accountsAdmin.create'],
    ['it is needed for want of JIT and cannot be made', { made: null, lacks: ['jit'] }, 'lacks: jit'],
    ['the application refuses', { made: { problem: 'POST answered 409' } }, 'POST answered 409'],
    ['it is not seen afterwards', { read: { value: [] } }, 'not among the accounts that are read back'],
  ])('blocks when %s', async (_, app: App, says) => {
    await expect(make(app)).rejects.toThrow(says);
  });
});
