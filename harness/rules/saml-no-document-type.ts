import { judgeFault } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'saml/no-document-type',
  level: 'SHOULD',
  says: 'A service provider SHOULD refuse a message with a document type declaration, before anything in it is put in or read.',
  source: {
    title: 'OWASP XML External Entity Prevention Cheat Sheet',
    at: 'CWE-611, CWE-776',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  passesOnRefusal: true,
  judge: (log) => judgeFault(log, 'saml/doctype', 'saml/external-entity', 'saml/entity-expansion'),
});
