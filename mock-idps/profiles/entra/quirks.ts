import { formOf, type Quirk, type SignIn } from '../../saml/profile.ts';
import { groupsEndpoint } from './switches.ts';

const GROUPS_LINK = 'http://schemas.microsoft.com/claims/groups.link';
const MAX_GROUPS_IN_ASSERTION = 150;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const groupsOverage: Quirk = {
  id: 'entra/saml-groups-overage',
  summary: 'Past 150 groups, nested ones counted, the assertion carries a Graph link where the groups were.',
  source: {
    title: 'Configure group claims for applications',
    at: 'MicrosoftDocs/entra-docs docs/identity/hybrid/connect/how-to-connect-fed-group-claims.md',
    basis: 'vendor-doc',
    checked: '2026-11-23',
  },
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

/** The mock's own Graph under the vendor's path, so that nothing leads off the machine. */
function groupsLink(signIn: SignIn): string {
  const { app, person, idpOrigin } = signIn;
  return formOf(signIn, groupsEndpoint) === 'graph.windows.net'
    ? `${idpOrigin}/graph.windows.net/${app.tenantId}/users/${person.id}/getMemberObjects`
    : `${idpOrigin}/graph.microsoft.com/v1.0/users/${person.id}/getMemberObjects`;
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

export const quirks: readonly Quirk[] = [spnAudience, groupsOverage, omitsEmptyAttributes];
