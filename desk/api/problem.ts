import { STATUS_CODES } from 'node:http';
import { JitmusError } from '../../harness/errors.ts';
import { IdpError } from '../../mock-idps/index.ts';
import { DeskError } from '../desk-error.ts';
import type { Problem } from './api.gen.ts';
import { InputError } from './schema.ts';

/** An error as RFC 9457 writes it. What is a mistake of ours tells nothing but that. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InputError) {
    const { problems, ...more } = { ...facts(error), problems: error.problems };
    const each = problems.map(({ message, hint, at }) => problem(400, error.code, message, { hint, at }));
    return { ...more, ...(each.length > 0 && { problems: each }) };
  }
  if (error instanceof DeskError || error instanceof JitmusError) return facts(error);
  if (error instanceof IdpError) return problem(422, error.code, error.message);
  return problem(500, 'INTERNAL', 'This is a mistake of jitmus: please report it.');
}

function facts(error: JitmusError): Problem {
  const { code, message, hint, at } = error;
  const status = error instanceof DeskError ? error.status : 422;
  const suggestions = error instanceof DeskError ? error.suggestions : [];
  return problem(status, code, message, { hint, at, suggestions });
}

function problem(
  status: number,
  code: string,
  detail: string,
  {
    hint,
    at,
    suggestions = [],
  }: { hint?: string | undefined; at?: string | undefined; suggestions?: readonly string[] } = {},
): Problem {
  // Elsewhere what was probably meant stands in the sentence alone.
  const meant =
    suggestions.length > 0
      ? suggestions
      : [...`${detail} ${hint ?? ''}`.matchAll(/Did you mean "([^"]+)"\?/g)].map(([, word = '']) => word);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    ...(hint !== undefined && { hint }),
    ...(at !== undefined && { at }),
    ...(meant.length > 0 && { suggestions: [...new Set(meant)] }),
  };
}
