import { expect, test } from 'vitest';
import { execute } from './execute.ts';
import { planCases } from './plan.ts';
import { loadScenarios } from './scenario.ts';
import { referenceTarget } from './targets/reference.ts';
import { vocabulary } from './vocabulary.ts';

/** Defect → the forms that it must fall for, each the variant of a scenario: one that nothing falls for would be a form in vain. */
const fallsFor: Readonly<Record<string, readonly string[]>> = {
  'reads-first-assertion': [
    'wrapped-response/in-signature',
    'wrapped-response/before-signature',
    'wrapped-response/in-object',
    'wrapped-response/in-extensions',
    'wrapped-sibling/before',
    'wrapped-assertion/genuine-inside',
    'wrapped-assertion/genuine-behind',
    'wrapped-assertion/genuine-in-signature',
    'wrapped-assertion/genuine-in-object',
    'hoisted-signature/genuine-in-extensions',
    'hoisted-signature/genuine-in-object',
    'displaced-assertion/in-extensions',
    'displaced-assertion/in-status-detail',
    'displaced-assertion/in-advice',
    'signature-over-part/logout-response',
  ],
  'reads-last-assertion': ['wrapped-sibling/after'],
  'reads-any-assertion': ['wrapped-sibling/in-extensions'],
  'reads-assertion-by-id': ['wrapped-sibling/same-id'],
  'reads-first-subject': ['second-assertion/before'],
  'reads-last-subject': ['second-assertion/after'],
  'reads-loose-attributes': [
    'smuggled-subject/in-extensions',
    'smuggled-subject/before-assertion',
    'smuggled-subject/in-signature',
    'smuggled-subject/in-signature-at-end',
  ],
  'reads-several-documents': ['two-roots/forged-first', 'two-roots/signed-failure-first'],
  'reads-last-document': ['two-roots/genuine-first'],
  'takes-any-reference': [
    'signature-over-part/status',
    'signature-over-part/issuer',
    'signature-over-part/conditions',
    'reference-without-id/empty',
    'reference-without-id/missing',
    'extra-reference/first',
    'extra-reference/last',
  ],
  'takes-any-digest-value': ['smuggled-digest'],
  'verifies-one-reference': ['broken-reference/broken-first', 'broken-reference/broken-last'],
  'verifies-one-signature': [
    'signature-by-another-key/assertion',
    'signature-by-another-key/response',
    'signature-by-another-key/response-at-the-end',
  ],
};

const { forms } = await loadScenarios(vocabulary());
const { cases } = planCases(forms, referenceTarget(), { patterns: ['attacks/'], idps: ['entra'], protocols: null });
const caseOf = (form: string) => {
  const [scenario, variant] = form.split('/');
  const found = cases.find(({ id }) => id === `attacks/saml-${scenario}@entra.saml${variant ? `/${variant}` : ''}`);
  if (!found) throw new Error(`There is no case for ${form}.`);
  return found;
};

test.each(Object.entries(fallsFor))('%s falls for every form that is meant for it', async (defect, meant) => {
  const failed: string[] = [];
  await execute({
    target: referenceTarget(defect),
    cases: meant.map(caseOf),
    seed: 1,
    workers: 2,
    driver: 'http',
    store: () => () => '',
    onResult: (_, { id, verdicts }) => {
      if (verdicts.some(({ status }) => status === 'fail')) failed.push(id);
    },
    onError: (error) => {
      throw error;
    },
    signal: new AbortController().signal,
  });
  expect(failed.sort()).toEqual(meant.map((form) => caseOf(form).id).sort());
});
