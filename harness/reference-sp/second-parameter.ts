import { bodyOf } from './body.ts';
import type { Opened } from './checks.ts';
import type { Context } from './cookies.ts';
import type { Defects } from './defects.ts';
import { readAssertion } from './facts.ts';
import { decodeMessage, parseMessage } from './message.ts';
import { childrenNamed, NS } from './xml.ts';

/** The parameters of a form that holds several: what a product does that takes the first here and the last there. */
export function parametersOf(ctx: Context, defects: Defects): { first: unknown; last: string | null } {
  const { SAMLResponse: given } = bodyOf(ctx);
  if (!defects.has('takes-last-parameter') || !Array.isArray(given)) return { first: given, last: null };
  const list = given as unknown[];
  return { first: list[0], last: String(list.at(-1)) };
}

/** What was verified, with the assertion of another message in its place. */
export function rereadFrom(last: string | null, opened: Opened): Opened {
  const [assertion] = last
    ? childrenNamed(parseMessage(decodeMessage(last), { comments: false }), NS.assertion, 'Assertion')
    : [];
  return assertion ? { ...opened, assertion: readAssertion(assertion) } : opened;
}
