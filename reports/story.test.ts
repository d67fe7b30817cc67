import { createColors } from 'picocolors';
import { expect, test } from 'vitest';
import { fixtureReport } from './html/fixture.ts';
import type { CaseResult } from './report.ts';
import { storyOf } from './story.ts';
import { visible } from './visible.ts';

const plain = createColors(false);
const storyOfCase = (result: CaseResult, recorded = result) => [...storyOf(result, recorded, plain)].join('\n');

function caseWith(id: string): CaseResult {
  const found = fixtureReport().cases.find((result) => result.id === id);
  if (!found) throw new Error(`The fixture has no ${id}.`);
  return found;
}

test('every observation and every verdict is told, in order', () => {
  const result = caseWith('attacks/saml-unsigned@entra.saml');
  const story = storyOfCase(result);
  const places = result.observations.map(({ id }) => story.search(new RegExp(`^${id} `, 'm')));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const { rule } of result.verdicts) expect(story).toContain(`${rule} (`);
});

test('messages are written for reading, and long ones are cut', () => {
  const result = caseWith('attacks/saml-unsigned@entra.saml');
  const [first] = result.observations;
  if (!first) throw new Error('The case has no observation.');
  const xml = `<a>${'<b/>'.repeat(100)}</a>`;
  const story = storyOfCase({
    ...result,
    observations: [{ ...first, artefacts: [{ label: 'A message', mediaType: 'application/xml', text: xml }] }],
  });
  expect(story).toContain('      A message (application/xml)\n      │ <a>\n      │   <b/>\n');
  expect(story).toContain('… and 22 lines more');
});

test('a verdict that came out otherwise says so', () => {
  const result = caseWith('attacks/saml-unsigned@entra.saml');
  const recorded = {
    ...result,
    verdicts: result.verdicts.map((verdict) => ({ ...verdict, status: 'blocked' as const })),
  };
  expect(storyOfCase(result, recorded)).toContain('recorded: blocked)');
  expect(storyOfCase(result)).not.toContain('recorded: ');
});

test('what a target answered moves no cursor', () => {
  const result = caseWith('jit/group-names-as-markup@okta.saml');
  const story = storyOfCase(result);
  expect(story).toBe(visible(story));
});
