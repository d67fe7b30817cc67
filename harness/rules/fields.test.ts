import { describe, expect, it } from 'vitest';
import { findingOf, forged, letIn, PERSON, testLog, untold, type Seen } from '../test-log.ts';

describe('an issuer in a response that nobody signed', () => {
  const log = (shape: string) => testLog().signIn(forged('saml/response-issuer'), { sent: { shape } });

  it('is no matter of the assertion’s issuer', () => {
    expect(findingOf('saml/issuer', log('assertion'))).toMatchObject({
      status: 'blocked',
      because: expect.stringMatching(/asks for less/) as string,
    });
    expect(findingOf('saml/issuer', log('response')).status).toBe('pass');
    expect(findingOf('saml/response-issuer', log('assertion')).status).toBe('pass');
  });
});

describe('an InResponseTo in one place alone', () => {
  it('says nothing where unsolicited responses are accepted', () => {
    const log = testLog().given({ idpInitiated: true }).signIn(forged('saml/in-response-to-missing'), letIn());
    expect(findingOf('saml/in-response-to-present', log).status).toBe('skipped');
  });
});

describe('a form that is permitted', () => {
  const find = (seen: Seen, fault = 'saml/time-precision') =>
    findingOf('saml/accepts-permitted-forms', testLog().given().signIn(permitted(fault), seen));

  it('passes when the person is signed in', () => {
    expect(find(letIn()).status).toBe('pass');
    expect(find(letIn(), 'saml/further-audience').status).toBe('pass');
  });

  it('fails when it is refused, and when somebody else is signed in', () => {
    expect(find({})).toMatchObject({ status: 'fail', expected: `a session of ${PERSON}` });
    expect(find(letIn({}, 'victim@corp.test'))).toMatchObject({ status: 'fail', grade: 'bypass' });
  });

  it.each(untold.filter(([name]) => !/5xx was not/.test(name)))('is blocked when %s', (_, seen, says) => {
    expect(find({ ...letIn(), sessions: { a: null }, ...seen })).toMatchObject({
      status: 'blocked',
      because: expect.stringMatching(says) as string,
    });
  });

  it('is blocked when the message did not carry it, and when there was none', () => {
    expect(find(letIn({ sent: { faults: [] } })).status).toBe('blocked');
    expect(find(letIn(), 'saml/other').status).toBe('blocked');
  });

  const permitted = (id: string) => ({
    faults: [{ id, expect: 'accept', harm: 'check', grade: 'hygiene' } as const],
  });
});

describe('the tolerance of clocks', () => {
  const edge = (seconds: number, side: string) => ({
    faults: [
      { id: 'saml/clock-edge', expect: 'defined', harm: 'check', grade: 'hygiene', options: { seconds, edge: side } },
    ] as const,
  });
  const find = (...seen: [Seen, Seen, Seen]) => {
    const log = testLog()
      .signIn(edge(30, 'before-the-end'), seen[0])
      .signIn(edge(30, 'after-the-end'), seen[1])
      .signIn(edge(240, 'after-the-end'), seen[2]);
    return findingOf('saml/clock-tolerance', log);
  };

  it.each([
    [[letIn(), letIn(), letIn()], 'let in; 30 s after the end: let in; 240 s after the end: let in'],
    [[letIn(), letIn(), {}], 'let in; 30 s after the end: let in; 240 s after the end: refused'],
    [[letIn(), {}, {}], 'let in; 30 s after the end: refused; 240 s after the end: refused'],
    [[{}, {}, {}], 'refused; 30 s after the end: refused; 240 s after the end: refused'],
  ] as [[Seen, Seen, Seen], string][])('is told, whatever it is', (seen, says) => {
    const finding = find(...seen);
    expect(finding).toMatchObject({ status: 'pass', because: `Messages 30 s before the end: ${says}.` });
    expect(finding.evidence.length).toBeGreaterThanOrEqual(3);
  });

  it('fails when more is let in where less is refused', () => {
    expect(find(letIn(), {}, letIn())).toMatchObject({
      status: 'fail',
      grade: 'hygiene',
      actual: 'refused 30 s after the end, let in 240 s after the end',
    });
    expect(find({}, letIn(), {})).toMatchObject({ status: 'fail' });
  });

  it.each(untold)('is blocked when %s', (_, seen, says) => {
    expect(find(letIn(), seen, {})).toMatchObject({
      status: 'blocked',
      because: expect.stringMatching(says) as string,
    });
  });

  it('is blocked when somebody else got in, and when nothing was tried', () => {
    expect(find(letIn(), letIn({}, 'somebody@corp.test'), {}).status).toBe('blocked');
    expect(findingOf('saml/clock-tolerance', testLog().signIn()).status).toBe('blocked');
  });
});
