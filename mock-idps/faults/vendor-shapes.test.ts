import { describe, expect, test } from 'vitest';
import { broken, all, texts } from '../saml/broken.fixture.ts';
import { ann, vendors } from '../saml/sign-in.fixture.ts';
import { signaturesOf } from '../saml/signatures.fixture.ts';

describe('groups in several attributes', () => {
  test.each(vendors)(
    '%s: an attribute of the same name for each group, and nothing else is changed',
    async (vendor) => {
      const { xml, genuineXml, groups, input } = await broken('saml/groups-as-several-attributes', {}, vendor);
      const groupAttributes = (document: string) =>
        all(document, 'Attribute').filter((attribute) => attribute.getAttribute('Name')?.endsWith('groups'));
      const values = ann.groups.map(({ id, name }) => (vendor === 'entra' ? id : name));
      expect(groupAttributes(genuineXml ?? '')).toHaveLength(1);
      expect(groupAttributes(xml).map(({ textContent }) => textContent)).toEqual(values);
      expect(texts(xml, 'AttributeValue')).toEqual(texts(genuineXml ?? '', 'AttributeValue'));
      expect(groups).toEqual(values);
      expect(signaturesOf(xml, input.key.certificate).every(({ holds }) => holds)).toBe(true);
    },
  );

  test('takes a person of several groups', async () => {
    const loner = { person: { ...ann, groups: ann.groups.slice(0, 1) } };
    await expect(broken('saml/groups-as-several-attributes', loner)).rejects.toMatchObject({
      code: 'FAULT_DOES_NOT_FIT',
    });
  });
});
