import { describe, expect, it } from 'vitest';
import type { AppSettings, Person } from '../mock-idps/index.ts';
import { toldAddress } from './told-address.ts';

const ann = { email: 'ann@corp.test', upn: 'a.marchbanks@corp.test', username: 'amarchbanks', id: '1' } as Person;
const from = (source: 'email' | 'upn' | 'username' | 'id'): AppSettings => ({
  nameId: { format: 'emailAddress', source },
});

describe('the address that an application is told', () => {
  it.each([
    ['the mail, unless something else is set up', ann, [{}], 'ann@corp.test'],
    ['what the NameID holds', ann, [from('upn')], 'a.marchbanks@corp.test'],
    ['the mail, where the NameID holds no address', ann, [from('username')], 'ann@corp.test'],
    ['the mail, where the NameID is an id', ann, [from('id')], 'ann@corp.test'],
    [
      'the mail, where the NameID is the login name of a guest',
      { ...ann, upn: 'a_b.test#EXT#@corp.test' },
      [from('upn')],
      'ann@corp.test',
    ],
    ['by the first settings that say something', ann, [{}, from('upn'), from('email')], 'a.marchbanks@corp.test'],
    ['none, where there is none', { ...ann, email: null }, [from('username')], null],
    ['of a person without mail', { ...ann, email: null }, [from('upn')], 'a.marchbanks@corp.test'],
  ])('is %s', (_, person, settings, address) => {
    expect(toldAddress('saml', person, ...settings)).toBe(address);
  });

  it('is the email claim over OpenID Connect, whatever the NameID is set up to hold', () => {
    expect(toldAddress('oidc', ann, from('upn'))).toBe('ann@corp.test');
    expect(toldAddress('oidc', { ...ann, email: null }, from('upn'))).toBeNull();
  });
});
