import { describe, expect, it } from 'vitest';
import { controlResult } from './control-sign-in.ts';
import { letIn, testLog, untold, type Seen } from './test-log.ts';

const result = (seen: Seen) => controlResult(testLog().given().signIn({}, seen).log);

describe('a genuine sign-in beside faulted ones', () => {
  it('is accepted when the person is signed in, in any letters', () => {
    expect(result(letIn()).status).toBe('accepted');
    expect(result(letIn({ sessions: { a: 'X@Corp.Test' } })).status).toBe('accepted');
  });

  it('is accepted where accounts cannot be read at all', () => {
    expect(result(letIn({ before: {}, after: {} })).status).toBe('accepted');
    expect(result(letIn({ before: { person: undefined }, after: { person: undefined } })).status).toBe('accepted');
  });

  it('tells nothing when the person is let in and no account is read back: nobody else’s would be', () => {
    expect(result(letIn({ after: { person: [] } }))).toEqual({
      status: 'unclear',
      because: 'The genuine sign-in was accepted, and no account of x@corp.test is read back after it.',
    });
  });

  it('is refused when nobody is signed in and the application answered', () => {
    expect(result({}).status).toBe('refused');
  });

  it('tells nothing when somebody else is signed in', () => {
    expect(result(letIn({ sessions: { a: 'other@corp.test' } })).status).toBe('unclear');
  });

  it.each(untold)('tells nothing when %s', (_, seen) => {
    expect(result({ sessions: { a: null }, ...seen }).status).toBe('unclear');
  });

  it('says how to go on where a page needs script', () => {
    expect(result({ ends: [{ outcome: 'no-script', status: 200 }] }).because).toContain('--driver browser');
  });
});
