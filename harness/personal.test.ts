import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseResult } from '../reports/index.ts';
import { textWithoutPeople, withoutPeople } from './personal.ts';

describe('a text', () => {
  test.each([
    ['Welcome, jane.doe@acme.com!', 'Welcome, «address»!'],
    ['q=jane%40acme.co.uk&x=1', '«address»&x=1'],
    ['jürgen@müller.de', '«address»'],
    ["o'neil@acme.com", '«address»'],
  ])('%s', (text, without) => {
    expect(textWithoutPeople(text)).toBe(without);
  });

  test.each([
    'humble-weasel.lxgkzfnh.000000000000@corp.test signed in',
    'vivid-squid.hmthwzjw.000000000000@acme.com, whose domain the owner approved',
    'A SAML response for attacks/saml-unsigned@entra.saml/variant',
    'nobody@example.com, admin@localhost.localdomain.invalid',
    'urn:oasis:names:tc:SAML:2.0:protocol at http://127.0.0.1:{target}/acs',
    '{"email":"humble-weasel.lxgkzfnh.000000000000@corp.test","name":"Humble Weasel"}',
    '{ not json',
  ])('%s tells of nobody real and stays', (text) => {
    expect(textWithoutPeople(text)).toBe(text);
  });

  test('records of real people lose what they say, those of made-up people keep it', () => {
    const made = { email: 'a.000000000000@corp.test', name: 'Made Up', phoneNumbers: [{ value: '+1' }] };
    const real = {
      ...{ id: '2819c223', userName: 'jane@acme.com', active: true, title: 'CFO' },
      ...{ name: { givenName: 'Jane', familyName: 'Doe' }, emails: [{ value: 'jane@acme.com', type: 'work' }] },
    };
    const text = textWithoutPeople(JSON.stringify({ Resources: [made, real] }));
    expect(JSON.parse(text)).toEqual({
      Resources: [
        made,
        {
          ...{ id: '2819c223', userName: '«withheld»', active: true, title: '«withheld»' },
          ...{ name: { givenName: '«withheld»', familyName: '«withheld»' } },
          emails: [{ value: '«address»', type: 'work' }],
        },
      ],
    });
  });

  test('JSON that was cut short, and pages, are withheld', () => {
    expect(textWithoutPeople('{"users":[{"name":"Jane Do…')).toBe('«withheld»');
    expect(textWithoutPeople('<!DOCTYPE html><p>Jane Doe')).toBe('«withheld»');
  });

  test('contacts in metadata are withheld', () => {
    const contact =
      '<md:GivenName>Jane</md:GivenName><SurName>Doe</SurName><md:EmailAddress>mailto:jane@acme.com</md:EmailAddress>';
    expect(textWithoutPeople(`<EntityDescriptor entityID="x">${contact}</EntityDescriptor>`)).toBe(
      '<EntityDescriptor entityID="x"><md:GivenName>«withheld»</md:GivenName><SurName>«withheld»</SurName><md:EmailAddress>mailto:«address»</md:EmailAddress></EntityDescriptor>',
    );
  });

  test('no real address is left in any JSON', () => {
    const address = fc
      .tuple(fc.stringMatching(/^[a-z0-9]{1,8}$/), fc.stringMatching(/^[a-z]{1,8}$/))
      .map(([local, domain]) => `${local}@${domain}.com`)
      .filter((text) => !text.includes('@example.'));
    const value = fc.oneof(fc.jsonValue(), fc.record({ email: address, name: fc.string() }), fc.array(address));
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.string(), address), value), (record) => {
        const text = textWithoutPeople(JSON.stringify(record));
        expect(text).not.toMatch(/[a-z0-9]@[a-z]+\.com\b/);
      }),
    );
  });
});

test('a case keeps its verdicts and ids, and tells of nobody real', () => {
  const result = {
    ...{ id: 'jit/x@okta.saml', scenario: 'jit/x', file: 'scenarios/jit/x.yaml', title: 't', why: 'w', idp: 'okta' },
    ...{ protocol: 'saml', area: 'jit', faults: [], driver: 'http', durationMs: 1 },
    control: { status: 'refused', because: 'Not accepted. The browser rests at http://a/ (200): Hello Jane Doe' },
    verdicts: [
      {
        ...{ rule: 'r', level: 'MUST', grade: null, status: 'fail', evidence: ['o1'] },
        because: 'jane@acme.com is signed in.',
        ...{ expected: 'nobody', actual: 'jane@acme.com' },
      },
    ],
    observations: [
      {
        ...{ id: 'o1', atMs: 1, kind: 'page', from: 'target', says: 'The page of jane@acme.com' },
        data: { url: 'http://a/', text: 'Hello Jane Doe' },
        artefacts: [
          { label: 'page', mediaType: 'text/html', text: '<p>Jane Doe' },
          { label: 'screenshot', mediaType: 'image/png', text: 'iVBORw0KGgo=' },
        ],
      },
    ],
  } as unknown as CaseResult;
  const without = withoutPeople(result);
  expect(JSON.stringify(without)).not.toMatch(/Jane|jane|iVBOR/);
  expect(without.id).toBe('jit/x@okta.saml');
  expect(without.verdicts[0]).toMatchObject({ rule: 'r', status: 'fail', evidence: ['o1'] });
});
