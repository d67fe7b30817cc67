import { describe, expect, it } from 'vitest';
import { letIn, testLog, type TestLog } from '../test-log.ts';
import rule from './oidc-discovery-issuer.ts';

const fault = { id: 'oidc/issuer', expect: 'refuse', harm: 'check', grade: 'check-missing' } as const;
const statusOf = (log: TestLog) => rule.judge(log.log).status;
const created = () => testLog().given({ protocol: 'oidc' }).method('create');

describe('a discovery document of another issuer', () => {
  it('is refused where no method is made of it, but not by a server error', () => {
    const refused = (status: number | null) => statusOf(testLog().method('create', { accepted: false, status }));
    expect([refused(422), refused(500), refused(null)]).toEqual(['pass', 'blocked', 'blocked']);
  });

  it('is refused where nobody gets in by tokens of that issuer', () => {
    expect(statusOf(created().signIn({ faults: [fault] }))).toBe('pass');
  });

  it('is refused where nobody is sent to that IdP', () => {
    expect(statusOf(created().signIn({ faults: [fault] }, { sent: null, ends: [{ delivered: 'none' }] }))).toBe('pass');
  });

  it('is believed where somebody gets in by them', () => {
    expect(statusOf(created().signIn({ faults: [fault] }, letIn()))).toBe('fail');
  });

  it('says nothing where the sign-in broke, or never took place', () => {
    const broke = { sent: null, ends: [{ delivered: 'none', outcome: 'server-error', status: 500 }] } as const;
    expect(statusOf(created().signIn({ faults: [fault] }, broke))).toBe('blocked');
    expect([statusOf(created()), statusOf(testLog())]).toEqual(['blocked', 'blocked']);
  });
});
