import { defineFault } from '../fault.ts';

export default defineFault({
  id: 'saml/email-twice',
  stage: 'draft',
  summary: "The attribute that holds the signer's address holds the victim's as well.",
  source: {
    title: 'Attributes of several values, and several attributes of one name',
    at: 'saml-core-2.0-os §2.7.3.1; metabase/metabase#20744',
    basis: 'issue',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'bypass',
  needs: ['victim'],
  options: { form: ['attributes', 'values'], victim: ['last', 'first'] },
  touches: ['attributes'],
  apply(draft, { form, victim }, context) {
    const own = draft.attributes.find(({ about }) => about === 'email');
    const other = context.victim().attributes.find(({ about }) => about === 'email');
    if (!own || !other) throw new RangeError('No attribute holds an address.');
    const both = victim === 'last' ? [own, other] : [other, own];
    const written = form === 'attributes' ? both : [{ ...own, values: both.flatMap(({ values }) => values) }];
    return {
      ...draft,
      attributes: draft.attributes.flatMap((attribute) => (attribute === own ? written : [attribute])),
    };
  },
});
