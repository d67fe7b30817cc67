import type { Person } from '../directory/person.ts';
import type { SamlDraft } from './draft.ts';
import type { Emission } from './respond.ts';

/** What the service provider is told of groups, and what an overage pointer stands for. */
export function groupsOf({ attributes }: SamlDraft): Pick<Emission, 'groups' | 'groupsBehindOverage'> {
  const link = attributes.find(({ about }) => about === 'groups-link');
  if (link) return { groups: 'overage', groupsBehindOverage: link.behindLink ?? [] };
  const groups = attributes.filter(({ about }) => about === 'groups');
  return { groups: groups.length ? groups.flatMap(({ values }) => values) : null, groupsBehindOverage: null };
}

/**
 * Personal values in the attributes, by what they tell. What the NameID says already is left out, in any letter case; where
 * the NameID is no address, so is the address, which a service provider can only take from an attribute.
 */
export function personalOf(
  { attributes, nameId }: Pick<SamlDraft, 'attributes' | 'nameId'>,
  person: Person,
): Record<string, string> {
  const known = new Set([nameId?.value.toLowerCase()]);
  if (!nameId?.value.includes('@')) known.add(person.email?.toLowerCase());
  const values = attributes.flatMap(({ about, values: [value] }) =>
    about && about !== 'groups' && about !== 'groups-link' && value && !known.has(value.toLowerCase())
      ? [[about, value] as const]
      : [],
  );
  return Object.fromEntries(values);
}

/** The lasting subject that Entra sends beside the NameID. */
export const subjectIdOf = ({ vendor }: SamlDraft, person: Person): string | null =>
  vendor === 'entra' ? person.id : null;
