import { describe, expect, it } from 'vitest';
import { faultList } from '../mock-idps/index.ts';
import { nothingToBreak } from './nothing-to-break.ts';
import type { AskedFacts } from './observation.ts';
import { testLog } from './test-log.ts';

const faults = new Map(faultList().map((fault) => [fault.id as string, fault]));

/** Of a sign-in with that fault, whose request was that one; without a request: the IdP saw none. */
function reasonOf(id: string, asked?: Partial<AskedFacts>): string | null {
  const log = testLog().given({ protocol: 'oidc' });
  log.signIn({ faults: [{ id, expect: 'refuse', harm: 'check', grade: 'check-missing' }] as never });
  if (asked)
    log.add('idp.happened', {
      attempt: 1,
      what: 'authorization-request',
      asked: { parameters: [], repeated: [], responseType: 'code', challenge: null, scope: ['openid'], ...asked },
    });
  return nothingToBreak(faults, log.log);
}

describe('a value that has to come back as it was sent', () => {
  it.each([
    ['oidc/nonce', 'nonce'],
    ['oidc/nonce-reused', 'nonce'],
    ['oidc/state', 'state'],
    ['oidc/state-of-earlier', 'state'],
  ])('cannot come back wrong by %s where none was sent', (id, name) => {
    expect(reasonOf(id, { parameters: ['client_id'] })).toBe(
      `The application sends no ${name}, so none can come back wrong.`,
    );
    expect(reasonOf(id, { parameters: ['client_id', name] })).toBeNull();
  });

  it('is no other one where the state is the same every time', () => {
    const same = { parameters: ['state', 'nonce'], repeated: ['state', 'nonce'] };
    expect(reasonOf('oidc/state-of-earlier', same)).toMatch(/^The application sends the same state every time/);
    expect(reasonOf('oidc/state', same)).toBeNull();
  });

  it('is judged all the same where the nonce is the same every time: that is the mistake', () => {
    expect(reasonOf('oidc/nonce-reused', { parameters: ['nonce'], repeated: ['nonce'] })).toBeNull();
  });

  it('concerns no other fault, and no sign-in whose request was not seen', () => {
    expect(reasonOf('oidc/issuer', {})).toBeNull();
    expect(reasonOf('oidc/nonce')).toBeNull();
  });
});
