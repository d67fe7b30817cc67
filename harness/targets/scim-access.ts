import { JitmusError } from '../errors.ts';
import type { ScimAccess } from './target.ts';
import type { TargetFile } from './target.gen.ts';
import type { At } from './variables.ts';

/** What can be wrong with the `scim` part of a target file whose variables are filled, each with its place. */
export function problemsOfScim({ scim }: TargetFile, at: At): JitmusError[] {
  if (!scim) return [];
  const problem = (key: string, says: string, hint: string) =>
    new JitmusError('TARGET_INVALID', says, { at: at('scim', key), hint });
  const problems: JitmusError[] = [];
  if (URL.canParse(scim.baseUrl) && /[?#]/.test(scim.baseUrl))
    problems.push(
      problem('baseUrl', 'The base URL has a query or a fragment.', 'Paths such as /Users are put behind it.'),
    );
  for (const key of ['token', 'otherTeamToken', 'revokedToken', 'expiredToken'] as const) {
    const token = scim[key];
    if (token === undefined) continue;
    if (token === '') problems.push(problem(key, `"scim.${key}" is empty.`, 'Leave it out, or give the token.'));
    // fetch would refuse such a header with words that name neither token nor file.
    else if (!/^[\x21-\x7e]+$/.test(token))
      problems.push(
        problem(
          key,
          `"scim.${key}" holds white space or a character that no header takes.`,
          /^Bearer\s/i.test(token)
            ? 'Give the token alone, without "Bearer".'
            : 'Was a line break copied along with it? The token is one word.',
        ),
      );
  }
  const { token, otherTeamToken, revokedToken, expiredToken } = scim;
  for (const [key, other] of [
    ['otherTeamToken', otherTeamToken],
    ['revokedToken', revokedToken],
    ['expiredToken', expiredToken],
  ] as const)
    if (other === token)
      problems.push(problem(key, `"scim.${key}" is the token itself.`, 'What it must not reach is reached with it.'));
  return problems;
}

/** How SCIM is reached. */
export const scimAccessOf = ({ scim }: TargetFile): ScimAccess | null =>
  scim
    ? {
        baseUrl: scim.baseUrl.replace(/\/+$/, ''),
        token: scim.token,
        otherTeamToken: scim.otherTeamToken ?? null,
        revokedToken: scim.revokedToken ?? null,
        expiredToken: scim.expiredToken ?? null,
      }
    : null;
