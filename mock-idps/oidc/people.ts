import type { Person } from '../directory/person.ts';

/** The session's account: the same person at the same tenant, whoever asks. */
export const accountIdOf = (tenant: string, { id }: Person): string => `${tenant}/${id}`;
