import { execFile } from 'node:child_process';
import type { Account } from '../observation.ts';
import { call, parsedJson } from './api-call.ts';
import { listOf, pointersTo, stringAt, valueAt } from './json-pointer.ts';
import { fill } from './placeholders.ts';
import type { Observer, Reading } from './target.ts';
import type { Observe } from './target.gen.ts';

/** Milliseconds that an observing command may take. */
const COMMAND_TIMEOUT_MS = 30_000;

/** Names in one address: with more of them it outgrows what servers take. */
const GROUPS_AT_ONCE = 40;

interface Source {
  url?: string;
  command?: string[];
  headers?: Record<string, string>;
}

interface AccountShape {
  email?: string;
  groups?: string;
}

/** Reads the application's end state as its target file describes. `folder`: where commands run. */
export function observer(observe: Observe, folder: string): Observer {
  const { whoAmI, account, accounts, groups } = observe;
  return {
    whoAmI: whoAmI
      ? {
          url: whoAmI.url,
          pointer: whoAmI.email,
          email: (status, body) => (status === 200 ? stringAt(parsedJson(body), whoAmI.email) : null),
        }
      : null,
    async accounts(email, spellings = []) {
      const found = account
        ? await ofAddress(account, [email, email.toLowerCase(), ...spellings], folder)
        : accounts
          ? await ofAll(accounts, folder)
          : { problem: 'The target file does not say how to read accounts.' };
      if ('problem' in found) return found;
      const mine = found.value.filter((item) => item.email?.toLowerCase() === email.toLowerCase());
      return { value: { accounts: mine, complete: (account ?? accounts)?.complete === true } };
    },
    groups: groups ? (sought) => groupsAmong(groups, sought, folder) : null,
  };
}

/** Asks for every spelling of the address, so that a second account by letter case is seen. */
async function ofAddress(
  account: NonNullable<Observe['account']>,
  spellings: readonly string[],
  folder: string,
): Promise<Reading<Account[]>> {
  const found = new Map<string, unknown>();
  for (const form of new Set(spellings)) {
    const answer = await read(account, { email: form }, folder);
    if ('problem' in answer) return answer;
    const items = itemsOfAddress(answer.value, account.item ?? '');
    if ('problem' in items) return items;
    for (const item of items.value) found.set(JSON.stringify(item), item);
  }
  return accountsAmong([...found.values()], account);
}

/** An address that nobody has is answered with 404, with nothing at the place of the account, or with a shorter list. */
function itemsOfAddress(answer: unknown, pointer: string): Reading<unknown[]> {
  if (answer === NOT_FOUND) return { value: [] };
  const within = listOf(pointer);
  const value = valueAt(answer, within?.list ?? pointer);
  if (value === null || (value === undefined && !within)) return { value: [] };
  return within ? listAt(answer, within.list, 'observe.account.item') : { value: [value] };
}

async function ofAll(accounts: NonNullable<Observe['accounts']>, folder: string): Promise<Reading<Account[]>> {
  const items = await readList(accounts, 'observe.accounts.items', accounts.items, folder);
  return 'problem' in items ? items : accountsAmong(items.value, accounts);
}

async function groupsAmong(
  groups: NonNullable<Observe['groups']>,
  sought: readonly string[],
  folder: string,
): Promise<Reading<readonly string[]>> {
  const names = new Set<string | null>();
  for (const some of asksForSome(groups) ? portions(sought, GROUPS_AT_ONCE) : [sought]) {
    const values = { groups: JSON.stringify(some) };
    const items = await readList(groups, 'observe.groups.items', groups.items, folder, values);
    if ('problem' in items) return items;
    for (const item of items.value) names.add(stringAt(item, groups.name));
  }
  if (names.size === 1 && names.has(null))
    return { problem: `No group has a text at "${groups.name}" (observe.groups.name).` };
  return { value: sought.filter((name) => names.has(name)) };
}

const asksForSome = ({ url, command = [] }: Source) => [url, ...command].some((text) => text?.includes('{groups}'));

const portions = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));

/** Accounts without any address would all be overlooked, and nothing seen is no proof of nothing there. */
function accountsAmong(items: readonly unknown[], shape: AccountShape): Reading<Account[]> {
  const accounts = items.map((item) => ({
    email: stringAt(item, shape.email),
    groups: groupsOf(item, shape.groups),
    fields: item,
  }));
  if (accounts.length > 0 && accounts.every(({ email }) => email === null)) {
    const [instead] = pointersTo(items[0], (value) => typeof value === 'string' && /^\S+@\S+$/.test(value));
    const hint = instead === undefined ? '' : ` An address stands at "${instead}".`;
    return {
      problem: `No account has a text at "${shape.email ?? ''}" (email of observe.account or observe.accounts).${hint}`,
    };
  }
  return { value: accounts };
}

function groupsOf(item: unknown, pointer: string | undefined): readonly string[] | null {
  if (pointer === undefined) return null;
  const value = valueAt(item, pointer);
  if (value === null) return [];
  // A member that is not there may be a wrong pointer, which is no proof that there are none.
  if (!Array.isArray(value)) return null;
  return value.map((group) => (typeof group === 'string' ? group : JSON.stringify(group)));
}

async function readList(
  source: Source,
  name: string,
  pointer = '',
  folder: string,
  values: Record<string, unknown> = {},
): Promise<Reading<unknown[]>> {
  const answer = await read(source, values, folder);
  if ('problem' in answer) return answer;
  if (answer.value === NOT_FOUND) return { problem: `GET ${source.url} answered 404.` };
  return listAt(answer.value, pointer, name);
}

function listAt(document: unknown, pointer: string, name: string): Reading<unknown[]> {
  const value = valueAt(document, pointer);
  return Array.isArray(value) ? { value } : { problem: `The answer has no list at "${pointer}" (${name}).` };
}

const NOT_FOUND = Symbol('404');

async function read(source: Source, values: Record<string, unknown>, folder: string): Promise<Reading<unknown>> {
  const { command, url, headers = {} } = source;
  try {
    if (command) return await run(fill(command, values) as string[], folder);
    if (!url) return { problem: 'The target file gives neither url nor command.' };
    const { status, json } = await call({ method: 'GET', url, headers }, values);
    if (status === 404) return { value: NOT_FOUND };
    if (status !== 200) return { problem: `GET ${url} answered ${status}.` };
    return json === undefined ? { problem: `GET ${url} answered no JSON.` } : { value: json };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function run([program = '', ...args]: string[], folder: string): Promise<Reading<unknown>> {
  const options = { cwd: folder, timeout: COMMAND_TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error) return resolve({ problem: `${program} failed: ${stderr.trim().split('\n').at(-1) || error.message}` });
      const value = parsedJson(stdout);
      resolve(value === undefined ? { problem: `${program} printed no JSON.` } : { value });
    });
  });
}
