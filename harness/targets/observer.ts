import { execFile } from 'node:child_process';
import type { Account } from '../observation.ts';
import { call } from './api-call.ts';
import { listOf, stringAt, valueAt } from './json-pointer.ts';
import { fill } from './placeholders.ts';
import type { Observer, Reading } from './target.ts';
import type { Observe } from './target.gen.ts';

/** Milliseconds that an observing command may take. */
const COMMAND_TIMEOUT_MS = 30_000;

interface ReadFrom {
  url?: string;
  command?: string[];
  headers?: Record<string, string>;
}

/** Reads the application's end state as its target file describes. `folder`: where commands run. */
export function observer(observe: Observe, folder: string): Observer {
  const { whoAmI, account, accounts, groups } = observe;
  return {
    whoAmI: { url: whoAmI.url, email: (status, body) => (status === 200 ? stringAt(json(body), whoAmI.email) : null) },
    async accounts(email) {
      if (!account && !accounts) return { problem: 'The target file does not say how to read accounts.' };
      const source = account ? await ofAddress(account, email, folder) : await ofAll(accounts ?? {}, folder);
      if ('problem' in source) return source;
      const mine = source.value.filter((item) => item.email?.toLowerCase() === email.toLowerCase());
      return { value: { accounts: mine, complete: (account ?? accounts)?.complete === true } };
    },
    groups: groups
      ? async (sought) => {
          const answer = await read(groups, {}, folder);
          if ('problem' in answer) return answer;
          const names = list(answer.value, groups.items).map((item) => stringAt(item, groups.name));
          return { value: sought.filter((name) => names.includes(name)) };
        }
      : null,
  };
}

/** Asks for the address as it is, and in lower case where that differs, so that a second account by letter case is seen. */
async function ofAddress(
  account: NonNullable<Observe['account']>,
  email: string,
  folder: string,
): Promise<Reading<Account[]>> {
  const found = new Map<string, Account>();
  for (const form of new Set([email, email.toLowerCase()])) {
    const answer = await read(account, { email: form }, folder);
    if ('problem' in answer) return answer;
    const within = listOf(account.item ?? '');
    const items = within ? list(answer.value, within.list) : [valueAt(answer.value, account.item ?? '')];
    for (const item of items.filter((candidate) => candidate != null)) {
      found.set(JSON.stringify(item), {
        email: stringAt(item, account.email),
        groups: groupsOf(item, account.groups),
        fields: item,
      });
    }
  }
  return { value: [...found.values()] };
}

async function ofAll(accounts: NonNullable<Observe['accounts']>, folder: string): Promise<Reading<Account[]>> {
  const answer = await read(accounts, {}, folder);
  if ('problem' in answer) return answer;
  return {
    value: list(answer.value, accounts.items).map((item) => ({
      email: stringAt(item, accounts.email),
      groups: groupsOf(item, accounts.groups),
      fields: item,
    })),
  };
}

function groupsOf(item: unknown, pointer: string | undefined): readonly string[] | null {
  if (pointer === undefined) return null;
  const value = valueAt(item, pointer);
  if (!Array.isArray(value)) return null;
  return value.map((group) => (typeof group === 'string' ? group : JSON.stringify(group)));
}

function list(document: unknown, pointer: string | undefined): unknown[] {
  const value = valueAt(document, pointer ?? '');
  return Array.isArray(value) ? value : [];
}

async function read(from: ReadFrom, values: Record<string, unknown>, folder: string): Promise<Reading<unknown>> {
  if (from.command) return run(fill(from.command, values) as string[], folder);
  if (!from.url) return { problem: 'The target file gives neither url nor command.' };
  try {
    const answer = await call(
      { method: 'GET', url: from.url, ...(from.headers ? { headers: from.headers } : {}) },
      values,
    );
    if (answer.status === 404) return { value: null };
    if (answer.status !== 200) return { problem: `GET ${from.url} answered ${answer.status}.` };
    if (answer.json === undefined) return { problem: `GET ${from.url} answered no JSON.` };
    return { value: answer.json };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function run([program = '', ...args]: string[], folder: string): Promise<Reading<unknown>> {
  return new Promise((resolve) => {
    execFile(
      program,
      args,
      { cwd: folder, timeout: COMMAND_TIMEOUT_MS, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error)
          return resolve({ problem: `${program} failed: ${stderr.trim().split('\n').at(-1) || error.message}` });
        const value = json(stdout);
        resolve(value === undefined ? { problem: `${program} printed no JSON.` } : { value });
      },
    );
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
