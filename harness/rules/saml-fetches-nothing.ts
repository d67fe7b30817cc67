import { attempts, type Attempt } from '../attempt.ts';
import { each, outcome, seenIn, told } from '../judge.ts';
import { blocked, defineRule, fail, pass, type Finding } from '../rule.ts';

/** Faults whose messages name an address of the mock that stands nowhere else. */
const NAME_AN_ADDRESS = ['saml/external-entity', 'saml/stylesheet-transform'];

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
  judge(log) {
    const named = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => NAME_AN_ADDRESS.includes(id)));
    return each(named, 'No message named an address.', fetchedNothing);
  },
});

/** What is not excluded stands here, since nobody can wait for ever. */
const nothing = 'nothing was fetched until the case ended; a request that comes later is not excluded.';

function fetchedNothing(attempt: Attempt): Finding {
  const fetched = attempt.happened.find(({ data }) => data.what === 'canary');
  if (fetched) {
    const found = { expected: 'no request', actual: fetched.says, grade: 'check-missing' as const };
    return fail('The application fetched an address that only the message names.', found, fetched);
  }
  const result = outcome(attempt);
  if (result.kind === 'unclear')
    return blocked(`Whether anything was fetched cannot be told. ${result.because}`, ...result.witness);
  if (result.kind === 'refused') return pass(`Refused, and ${nothing}`, ...result.witness);
  const others = result.entries.filter(({ whose }) => whose !== 'signer');
  if (others.length > 0)
    return blocked(`Somebody else than the signer got in: ${told(others)}.`, ...seenIn(result.entries));
  return pass(`The signer got in, and ${nothing}`, ...seenIn(result.entries));
}
