import { judgeFetches } from '../judge.ts';
import { defineRule } from '../rule.ts';

export default defineRule({
  id: 'saml/fetches-nothing',
  level: 'MUST',
  says: 'A service provider MUST NOT fetch what a message names, whether as an external entity, an external document type or by a stylesheet.',
  source: {
    title: 'Server-side request forgery by XML: external entities and stylesheets',
    at: 'CWE-611, CWE-918; GHSA-5379-r78w-42h2 (passport-saml)',
    basis: 'inferred',
    checked: '2026-11-24',
  },
  passesOnRefusal: true,
  judge: (log) => judgeFetches(log, 'saml/external-entity', 'saml/stylesheet-transform'),
});
