import { expect, test } from 'vitest';
import { EMPTY, formOf, inputOf, patchOf } from './application-form.ts';

test('a name alone registers, and nothing is told that was not entered', () => {
  expect(inputOf({ ...EMPTY, name: ' shop ' })).toEqual({ vendor: 'entra', name: 'shop' });
  expect(patchOf({ ...EMPTY, samlBy: 'fields' })).toEqual({});
  expect(patchOf({ ...EMPTY, samlBy: 'metadata', metadata: ' \n' })).toEqual({});
});

test('of the three ways to tell of SAML the chosen one counts', () => {
  const form = {
    ...EMPTY,
    metadata: '<EntityDescriptor/>',
    metadataUrl: 'http://127.0.0.1:1/metadata',
    fields: { ...EMPTY.fields, entityId: 'urn:app', acsUrl: 'http://127.0.0.1:1/acs' },
  };
  expect(patchOf({ ...form, samlBy: 'metadata' }).saml).toEqual({ metadata: '<EntityDescriptor/>' });
  expect(patchOf({ ...form, samlBy: 'address' }).saml).toEqual({ metadataUrl: 'http://127.0.0.1:1/metadata' });
  expect(patchOf({ ...form, samlBy: 'fields' }).saml).toEqual({
    entityId: 'urn:app',
    acsUrl: 'http://127.0.0.1:1/acs',
  });
  expect(patchOf({ ...form, saml: false }).saml).toBeUndefined();
});

test('an application that is there comes back as it is', () => {
  const saml = { entityId: 'urn:app', acsUrl: 'http://127.0.0.1:1/acs', sloUrl: 'http://127.0.0.1:1/slo' };
  const oidc = { redirectUri: 'http://127.0.0.1:1/callback', clientAuth: 'none', responseType: 'code' } as const;
  const loginUrl = 'http://127.0.0.1:1/login';
  expect(inputOf(formOf({ vendor: 'okta', name: 'shop', loginUrl, saml, oidc }))).toEqual({
    vendor: 'okta',
    name: 'shop',
    loginUrl,
    saml,
    oidc,
  });
});
