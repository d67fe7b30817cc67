import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/metadata-readable',
  level: 'MUST',
  says: 'Metadata that an application serves MUST be well-formed, with an EntityDescriptor in it.',
  source: saml('metadata', '§2.2, §2.3'),
  covers: ['S189'],
  needs: ['sp-metadata'],
  judge(log) {
    const seen = log.last('target.metadata');
    if (!seen) return blocked('The metadata was not read.');
    const { unreachable, problem, url } = seen.data;
    if (unreachable !== null) return blocked(`The metadata could not be fetched: ${unreachable}`, seen);
    if (problem === null) return pass('The metadata can be read.', seen);
    if (problem === 'doctype' || problem === 'too-large') return blocked(`jitmus does not read it: ${problem}.`, seen);
    const actual =
      { 'not-xml': 'no well-formed XML', html: 'a page for people', 'no-entity': 'no EntityDescriptor' }[problem] ??
      problem;
    return fail(`What is served at ${url} is no metadata.`, { expected: 'an EntityDescriptor', actual }, seen);
  },
});
