import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/groups-as-several-attributes',
  stage: 'draft',
  touches: ['attributes'],
  summary: 'Every group stands in an Attribute element of its own, all of the same name, as Keycloak writes groups.',
  source: {
    title: 'Groups in several attributes of one name',
    at: 'metabase/metabase#20744',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'accept',
  harm: 'check',
  grade: 'hygiene',
  needs: ['groups'],
  apply: (draft) => ({
    ...draft,
    attributes: draft.attributes.flatMap((attribute) =>
      attribute.about === 'groups' && attribute.values.length > 1
        ? attribute.values.map((value) => ({ ...attribute, values: [value] }))
        : [attribute],
    ),
  }),
});
