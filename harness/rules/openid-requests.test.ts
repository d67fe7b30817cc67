import { describe, expect, it } from 'vitest';
import type { AskedFacts } from '../observation.ts';
import { letIn, testLog } from '../test-log.ts';
import codeInjection from './oidc-code-injection.ts';
import freshValues from './oidc-request-fresh-values.ts';
import pkce from './oidc-request-pkce.ts';

const usual = {
  parameters: ['state', 'nonce'],
  repeated: [],
  responseType: 'code',
  challenge: 'S256',
  scope: ['openid'],
};

/** Sign-ins, each with its authorization request; null: the IdP saw none. */
function asked(...requests: (Partial<AskedFacts> | null)[]) {
  const log = testLog().given({ protocol: 'oidc' });
  for (const [index, request] of requests.entries()) {
    log.signIn();
    if (request)
      log.add('idp.happened', {
        attempt: index + 1,
        what: 'authorization-request',
        asked: { ...usual, ...request },
      });
  }
  return log.log;
}

describe('a request for a code', () => {
  it.each([
    ['a challenge by S256', {}, 'pass'],
    ['a challenge that is the verifier', { challenge: 'plain' }, 'fail'],
    ['no challenge', { challenge: null }, 'fail'],
    ['no challenge, beside an ID token', { responseType: 'code id_token', challenge: null }, 'fail'],
  ])('with %s is judged so', (_, request, status) => {
    expect(pkce.judge(asked(request)).status).toBe(status);
  });

  it('is none where only an ID token is asked for, or nothing was seen', () => {
    expect(pkce.judge(asked({ responseType: 'id_token', challenge: null })).status).toBe('blocked');
    expect(pkce.judge(asked(null)).status).toBe('blocked');
  });
});

describe('the values of a request', () => {
  it('are judged beside those of the request before', () => {
    expect(freshValues.judge(asked({}, {})).status).toBe('pass');
    expect(freshValues.judge(asked({}, { repeated: ['nonce'] }))).toMatchObject({
      status: 'fail',
      actual: 'again nonce',
    });
  });

  it('are not judged where there is one request alone', () => {
    expect(freshValues.judge(asked({})).status).toBe('blocked');
    expect(freshValues.judge(asked({}, null)).status).toBe('blocked');
  });
});

describe("another person's unused code", () => {
  const fault = { id: 'oidc/code-of-earlier', expect: 'refuse', harm: 'check', grade: 'check-missing' } as const;
  const statusOf = (seen = {}) => codeInjection.judge(testLog().signIn({ faults: [fault] }, seen).log).status;

  it('signs nobody in', () => expect(statusOf()).toBe('pass'));
  it('is a failure where it signs anybody in', () => expect(statusOf(letIn())).toBe('fail'));
});
