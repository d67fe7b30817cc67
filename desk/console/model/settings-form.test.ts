import { expect, test } from 'vitest';
import type { AppSettings } from '../api.ts';
import { settingsForm, settingsOf } from './settings-form.ts';

test('settings come back as they were', () => {
  const settings: AppSettings = {
    nameId: { format: 'persistent', source: 'id' },
    sign: 'both',
    groups: { send: 'security', claim: 'vendor-default', values: 'display-names' },
    attributes: { mail: 'email', 'urn:oid:2.5.4.42': 'givenName', 'a=b': 'surname' },
    requireSignedRequests: true,
    relayState: 'here',
  };
  expect(settingsOf(settingsForm(settings))).toEqual(settings);
});

test("what is left alone stays the vendor's default", () => {
  expect(settingsOf(settingsForm({}))).toEqual({ requireSignedRequests: false });
});
