import type { Reply } from './client.ts';
import type { Json } from './dialect.ts';
import { Failed } from './failed.ts';
import { failureOf } from './failure.ts';

/** The resources of a list, and how many there are in all. @throws Failed `malformed-answer` */
export function listIn(reply: Reply): { resources: Json[]; total: number } {
  const { Resources, totalResults, startIndex, itemsPerPage } = (reply.json ?? {}) as Json;
  const resources = Resources ?? [];
  const numbers = [totalResults, startIndex ?? 1, itemsPerPage ?? 0];
  if (!Array.isArray(resources) || !numbers.every(Number.isInteger))
    throw new Failed(failureOf(reply, 'malformed-answer'));
  return { resources: resources as Json[], total: totalResults as number };
}

/** @throws Failed `malformed-answer` */
export function idIn(resource: unknown, reply: Reply): string {
  const id = (resource as Json | null | undefined)?.id;
  if (typeof id !== 'string' || id === '') throw new Failed(failureOf(reply, 'malformed-answer'));
  return id;
}
