import { describe, expect, it } from 'vitest';
import { findingOf, letIn, testLog, type Seen } from '../test-log.ts';

const OWN_ERROR = { idpError: { status: 403, code: 'app_not_enabled_for_user' } };

describe('google/assigned-people-only', () => {
  const find = (outsider: Seen, insider: Seen = letIn()) =>
    findingOf(
      'google/assigned-people-only',
      testLog().given({ idp: 'google' }).signIn({}, insider).signIn({ person: 'outsider', assigned: false }, outsider),
    );

  it('passes when the insider is let through and the outsider gets Google’s own error', () => {
    expect(find(OWN_ERROR).status).toBe('pass');
  });

  it('fails when a message for the outsider was sent', () => {
    expect(find(letIn())).toMatchObject({ status: 'fail', actual: 'a SAML response' });
  });

  it('fails when something reached the application all the same', () => {
    expect(find({ ...OWN_ERROR, ends: [{ delivered: 'genuine' }] })).toMatchObject({ status: 'fail' });
  });

  it.each([
    { status: 400, code: 'app_not_enabled_for_user' },
    { status: 403, code: 'app_not_configured' },
  ])('fails on an error that is not Google’s: %o', (idpError) => {
    expect(find({ idpError })).toMatchObject({ status: 'fail', actual: `${idpError.status} ${idpError.code}` });
  });

  it('is blocked when the IdP was not reached', () => {
    expect(find({ sent: null }).status).toBe('blocked');
  });

  it('is blocked when the insider was not let through either, or nobody was the one or the other', () => {
    expect(find(OWN_ERROR, { sent: null }).status).toBe('blocked');
    expect(findingOf('google/assigned-people-only', testLog().signIn({}, letIn())).status).toBe('blocked');
    expect(findingOf('google/assigned-people-only', testLog().signIn({ assigned: false }, OWN_ERROR)).status).toBe(
      'blocked',
    );
  });
});
