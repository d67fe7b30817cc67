import { eachRequest, metadataIn, quoted } from '../judge.ts';
import { defineRule, fail, pass, saml, skipped } from '../rule.ts';

export default defineRule({
  id: 'saml/request-acs',
  level: 'MUST',
  says: 'The assertion consumer service that an AuthnRequest asks for MUST be one of the application itself.',
  source: saml('core', '§3.4.1; profiles §4.1.4.1'),
  covers: ['S203'],
  judge: (log) =>
    eachRequest(log, ({ seen, said, facts }) => {
      const published = metadataIn(log)?.roles.flatMap(({ acs }) => acs) ?? [];
      if (facts.acsUrl !== null) {
        const own = [facts.expected.acsUrl, ...published.map(({ location }) => location)].filter((url) => url !== null);
        if (own.includes(facts.acsUrl)) return pass('It asks for an assertion consumer service of its own.', seen);
        const expected = own.join(' or ');
        return fail('It asks for another address.', { expected, actual: quoted(facts.acsUrl) }, seen);
      }
      const { acsIndex } = said;
      if (acsIndex === null) return pass('It asks for no particular assertion consumer service.', seen);
      if (published.length === 0)
        return skipped('It asks for an index, and without metadata it cannot be told which address that is.', seen);
      if (published.some(({ index }) => Number(index) === Number(acsIndex)))
        return pass('It asks for an index that its metadata has.', seen);
      const expected = published.map(({ index }) => index).join(' or ');
      return fail(
        'It asks for an index that its metadata does not have.',
        { expected, actual: quoted(acsIndex) },
        seen,
      );
    }),
});
