import { defineFault } from '../fault.ts';

const FIVE_MINUTES = 5 * 60_000;

export default defineFault({
  id: 'saml/clock-edge',
  stage: 'draft',
  summary: 'All windows of the response begin or end so many seconds from now.',
  source: {
    title: 'SAML 2.0 Core, Conditions: how far clocks may differ is left to the parties',
    at: 'saml-core-2.0-os §2.5.1.2, §1.3.3; Clever/saml2#151, tngan/samlify#256',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'defined',
  harm: 'check',
  grade: 'hygiene',
  options: { seconds: 30, edge: ['after-the-end', 'before-the-end', 'before-the-beginning', 'after-the-beginning'] },
  touches: ['notBefore', 'notOnOrAfter', 'confirmationNotOnOrAfter'],
  apply(draft, { seconds, edge }, { now }) {
    const [side, moment] = edge.split('-the-');
    // The message is before its end where the end is still to come, and before its beginning likewise.
    const at = side === 'before' ? now + seconds * 1000 : now - seconds * 1000;
    const [start, end] = moment === 'end' ? [at - 2 * FIVE_MINUTES, at] : [at, Math.max(at, now) + FIVE_MINUTES];
    return { ...draft, notBefore: start, notOnOrAfter: end, confirmationNotOnOrAfter: end };
  },
});
