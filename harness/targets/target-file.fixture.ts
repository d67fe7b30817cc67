import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { JitmusErrors, type JitmusError } from '../errors.ts';
import { loadTarget } from './target-file.ts';
import type { TargetFile } from './target.gen.ts';

export const whoAmI = { url: 'http://127.0.0.1:8080/me', email: '/email' };
export const saml = {
  entityId: 'urn:sp',
  acsUrl: 'http://127.0.0.1:8080/acs',
  loginUrl: 'http://127.0.0.1:8080/login',
};
export const start = { command: ['node', 'app.mjs'], ready: { url: 'http://127.0.0.1:${port}/health' } };
export const create = {
  method: 'POST' as const,
  url: 'http://127.0.0.1:8080/methods',
  body: { type: '{idp}', domains: '{domains}', metadata: '{metadataUrl}' },
  id: '/id',
  acsUrl: '/acsUrl',
  entityId: '/entityId',
};

/** The three kinds of target: started by us, running already, and given its SSO methods. */
export const startedFile: TargetFile = { name: 'started', start, sso: { saml }, observe: { whoAmI } };
export const runningFile: TargetFile = {
  name: 'running',
  idps: ['okta'],
  mockIdps: { listen: 'localhost:4700' },
  sso: { saml },
  observe: { whoAmI },
};
export const methodsFile: TargetFile = { name: 'methods', ssoMethods: { create }, observe: { whoAmI } };

/** Writes a target file into the folder. */
export async function write(folder: string, target: TargetFile | string): Promise<string> {
  const file = join(folder, 'target.yaml');
  await writeFile(file, typeof target === 'string' ? target : stringify(target));
  return file;
}

export const load = async (folder: string, target: TargetFile | string) => loadTarget(await write(folder, target));

/** Code, place within the file, sentence of every problem. */
export async function problems(folder: string, target: TargetFile | string): Promise<(string | undefined)[][]> {
  const error = await load(folder, target).then(
    () => new Error('It was loaded.'),
    (caught: unknown) => caught as JitmusError,
  );
  const all = error instanceof JitmusErrors ? error.problems : [error as JitmusError];
  return all.map(({ code, at, message }) => [code, at?.replace(/^.*target\.yaml/, ''), message]);
}
