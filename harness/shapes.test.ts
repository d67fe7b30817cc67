import { describe, expect, it } from 'vitest';
import type { SigningShape } from '../mock-idps/index.ts';
import type { ControlResult } from './controls.ts';
import type { Case } from './plan.ts';
import { Shapes, wantedShapes } from './shapes.ts';

type Answers = Partial<Record<SigningShape, ControlResult['status']>>;

/** A case of one faulted sign-in whose faults ride on those shapes. */
const caseOf = (shapes: (SigningShape[] | undefined)[], more: { shape?: SigningShape; persona?: string } = {}) =>
  ({
    idp: 'entra',
    form: {
      given: {},
      people: new Map([['person', { name: more.persona ?? 'newcomer' }]]),
      steps: [{ signIn: { faults: ['saml/x'], ...(more.shape ? { shape: more.shape } : {}) } }],
      faults: shapes.map((list) => (list ? { shapes: list } : {})),
    },
  }) as unknown as Case;

function shapes(answers: Answers, offered: SigningShape[] = ['assertion', 'response', 'both']) {
  const probed: string[] = [];
  const chooser = new Shapes(
    () => Promise.resolve(offered),
    (planned, shape) => {
      probed.push(`${planned.form.people.get('person')?.name} ${shape}`);
      return Promise.resolve({ status: answers[shape] ?? 'refused', because: `${shape} it is.` });
    },
  );
  return { choose: (planned: Case) => chooser.choose(planned), probed };
}

describe('the shapes that a case wants', () => {
  it.each([
    [[undefined], null],
    [[['assertion']], ['assertion']],
    [
      [['assertion', 'both'], undefined],
      ['assertion', 'both'],
    ],
    [
      [
        ['assertion', 'both'],
        ['both', 'response'],
      ],
      ['both'],
    ],
    [[['assertion'], ['response']], []],
  ] as [(SigningShape[] | undefined)[], SigningShape[] | null][])('%o: %o', (faults, wanted) => {
    const found = wantedShapes(caseOf(faults));
    expect(found && [...found]).toEqual(wanted);
  });

  it('are the one that a step asks for, whatever the faults say', () => {
    expect([...(wantedShapes(caseOf([['response']], { shape: 'assertion' })) ?? [])]).toEqual(['assertion']);
  });
});

describe('choosing', () => {
  it('probes nothing where any shape will do', async () => {
    const { choose, probed } = shapes({});
    expect(await choose(caseOf([undefined]))).toEqual({ kind: 'use', shape: null });
    expect(probed).toEqual([]);
  });

  it('probes nothing where a genuine message of that shape is what the case is about', async () => {
    const { choose, probed } = shapes({});
    expect(await choose(caseOf([], { shape: 'response' }))).toEqual({ kind: 'use', shape: null });
    expect(probed).toEqual([]);
    const { choose: without } = shapes({}, ['assertion']);
    expect(await without(caseOf([], { shape: 'response' }))).toMatchObject({ kind: 'skip', status: 'skipped' });
  });

  it('takes the first fitting shape that is accepted, the configured one first', async () => {
    const { choose, probed } = shapes({ response: 'accepted', both: 'accepted' });
    expect(await choose(caseOf([['both', 'response']]))).toEqual({ kind: 'use', shape: 'response' });
    expect(probed).toEqual(['newcomer response']);
  });

  it('skips where the application accepts another shape only', async () => {
    const { choose } = shapes({ response: 'accepted' });
    expect(await choose(caseOf([['assertion']]))).toEqual({
      kind: 'skip',
      status: 'skipped',
      because:
        'No signing shape that the application accepts can carry the fault. With the assertion signed: assertion it is.',
    });
  });

  it('blocks where the application accepts no shape at all: then nothing is known of the fault', async () => {
    const { choose, probed } = shapes({});
    expect(await choose(caseOf([['assertion']]))).toMatchObject({ kind: 'skip', status: 'blocked' });
    expect(probed).toEqual(['newcomer assertion', 'newcomer response', 'newcomer both']);
  });

  it('blocks where it could not be told whether a fitting shape is accepted', async () => {
    const { choose } = shapes({ assertion: 'unclear', response: 'accepted' });
    expect(await choose(caseOf([['assertion']]))).toMatchObject({ kind: 'skip', status: 'blocked' });
  });

  it('takes another fitting shape where one is unclear', async () => {
    const { choose } = shapes({ assertion: 'unclear', both: 'accepted' });
    expect(await choose(caseOf([['assertion', 'both']]))).toEqual({ kind: 'use', shape: 'both' });
  });

  it('skips where the vendor emits no fitting shape, or the faults share none', async () => {
    const { choose, probed } = shapes({}, ['assertion']);
    expect(await choose(caseOf([['response', 'both']]))).toMatchObject({
      status: 'skipped',
      because: 'entra emits no signing shape that can carry the fault (it takes response or both).',
    });
    expect(await choose(caseOf([['assertion'], ['response']]))).toMatchObject({
      status: 'skipped',
      because: 'entra emits no signing shape that can carry the fault (its faults share none).',
    });
    expect(probed).toEqual([]);
  });

  it('asks once for each kind of person: one may be refused for another reason than the shape', async () => {
    const { choose, probed } = shapes({ assertion: 'accepted' });
    await Promise.all([choose(caseOf([['assertion']])), choose(caseOf([['assertion']]))]);
    await choose(caseOf([['assertion']], { persona: 'lookalike' }));
    expect(probed).toEqual(['newcomer assertion', 'lookalike assertion']);
  });
});
