import { describe, expect, test } from 'vitest';
import { quirkList, switchList } from './switches.ts';

describe('lists of quirks and switches', () => {
  test('every entry says where it comes from', () => {
    for (const { id, vendor, summary, source } of [...quirkList(), ...switchList()]) {
      expect(id.startsWith(`${vendor}/`), id).toBe(true);
      expect(['entra', 'google', 'okta']).toContain(vendor);
      expect(summary, id).toMatch(/\.$/);
      expect(source.at, id).not.toBe('');
      expect(source.checked, id).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test('ids are unique', () => {
    const ids = [...quirkList(), ...switchList()].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('what no source tells is labelled', () => {
    const labels = new Map(switchList().map(({ id, established }) => [id, established]));
    expect([labels.get('google/scim-update'), labels.get('entra/scim-active')]).toEqual([false, true]);
  });

  test('every switch has a default among at least two forms', () => {
    for (const { id, forms, default: preset } of switchList()) {
      expect(Object.keys(forms).length, id).toBeGreaterThan(1);
      expect(Object.keys(forms), id).toContain(preset);
    }
  });
});
