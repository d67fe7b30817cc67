import { timingSafeEqual, createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { DeskError } from '../desk-error.ts';

/** Who may come. */
export interface Door {
  /** Hosts with ports by which the mocks are reached; null: any, as whoever comes has to bring the token. */
  readonly hosts: ReadonlySet<string> | null;
  /** Bearer token; null: none is asked for, as only this machine reaches the mocks. */
  readonly token: string | null;
}

/**
 * Another name for this machine is somebody's attempt to be taken for a page of ours (DNS rebinding), and a page of another site
 * has no business here.
 *
 * @throws DeskError `HOST_UNKNOWN`, `CROSS_SITE`
 */
export function checkSite({ headers }: IncomingMessage, { hosts }: Door): void {
  const host = headers.host?.toLowerCase() ?? '';
  if (hosts && !hosts.has(host))
    throw new DeskError('HOST_UNKNOWN', `"${host}" is none of the hosts of these mocks.`, {
      status: 421,
      hint: `Take one of: ${[...hosts].join(', ')}.`,
    });
  const site = headers['sec-fetch-site'];
  const { origin } = headers;
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host));
  if (foreign)
    throw new DeskError('CROSS_SITE', `A page of ${origin ?? 'another site'} may not do this.`, {
      status: 403,
      hint: 'Call from a program, or from the console.',
    });
}

/** @throws DeskError `TOKEN_MISSING`, `TOKEN_WRONG` */
export function checkToken({ headers }: IncomingMessage, { token }: Door): void {
  if (token === null) return;
  const [, given] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const hint = 'Send "Authorization: Bearer <token>"; jitmus idp printed it when it started.';
  if (given === undefined)
    throw new DeskError('TOKEN_MISSING', 'The mocks listen beyond this machine, so a token is needed.', {
      status: 401,
      hint,
    });
  if (!timingSafeEqual(digest(given), digest(token)))
    throw new DeskError('TOKEN_WRONG', 'The token is another than the one that was printed.', { status: 401, hint });
}

const digest = (text: string) => createHash('sha256').update(text).digest();
