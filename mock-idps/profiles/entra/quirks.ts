import { formOf, type Quirk, type SignIn } from '../../saml/profile.ts';
import type { Source } from '../../source.ts';
import { groupsEndpoint } from './switches.ts';

const GROUPS_LINK = 'http://schemas.microsoft.com/claims/groups.link';
const MAX_GROUPS_IN_ASSERTION = 150;
const MAX_GROUPS_TO_FILTER = 1000;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const groupClaims: Source = {
  title: 'Configure group claims for applications',
  at: 'MicrosoftDocs/entra-docs docs/identity/hybrid/connect/how-to-connect-fed-group-claims.md',
  basis: 'vendor-doc',
  checked: '2026-11-23',
};

const groupFilter: Quirk = {
  id: 'entra/group-filter',
  summary:
    'With a group filter only the groups that it lets through are sent, to people of up to 1000 groups, nested ones counted. Past that the filter is not applied, so that the link takes their place.',
  source: groupClaims,
  apply(draft, { settings, person }) {
    const filter = settings.groups?.filter;
    if (filter === undefined || person.groups.length > MAX_GROUPS_TO_FILTER) return draft;
    const attributes = draft.attributes.map((attribute) =>
      attribute.about === 'groups'
        ? { ...attribute, values: attribute.values.filter((_, index) => person.groups[index]?.name.includes(filter)) }
        : attribute,
    );
    return { ...draft, attributes };
  },
};

const groupsOverage: Quirk = {
  id: 'entra/saml-groups-overage',
  summary: 'Past 150 groups, nested ones counted, the assertion carries a Graph link where the groups were.',
  source: groupClaims,
  apply(draft, signIn) {
    const attributes = draft.attributes.map((attribute) =>
      attribute.about === 'groups' && attribute.values.length > MAX_GROUPS_IN_ASSERTION
        ? {
            name: GROUPS_LINK,
            about: 'groups-link' as const,
            values: [groupsLink(signIn)],
            behindLink: attribute.values,
          }
        : attribute,
    );
    return { ...draft, attributes };
  },
};

/** Under the vendor's path, or at its host where the mocks bear that: nothing leads off the machine. */
function groupsLink(signIn: SignIn): string {
  const { app, person, at } = signIn;
  return formOf(signIn, groupsEndpoint) === 'graph.windows.net'
    ? at(`/graph.windows.net/${app.tenantId}/users/${person.id}/getMemberObjects`)
    : at(`/graph.microsoft.com/v1.0/users/${person.id}/getMemberObjects`);
}

const omitsEmptyAttributes: Quirk = {
  id: 'entra/omits-empty-attributes',
  summary: 'A claim whose source is empty is left out.',
  source: { title: 'Empty claims', at: 'MicrosoftDocs/azure-docs#7599', basis: 'issue', checked: '2026-11-23' },
  apply: (draft) => ({ ...draft, attributes: draft.attributes.filter(({ values }) => values.length > 0) }),
};

const spnAudience: Quirk = {
  id: 'entra/spn-audience',
  summary: 'The audience is the identifier that the request named, and a bare GUID gets the prefix spn:.',
  source: {
    title: 'Audience of an application whose identifier is a GUID',
    at: 'SAML-Toolkits/python3-saml#169; Sustainsys/Saml2#1443',
    basis: 'issue',
    checked: '2026-11-23',
  },
  apply(draft, { request }) {
    const audience = request?.issuer ?? draft.audience;
    return { ...draft, audience: audience !== null && GUID.test(audience) ? `spn:${audience}` : audience };
  },
};

export const quirks: readonly Quirk[] = [spnAudience, groupFilter, groupsOverage, omitsEmptyAttributes];
