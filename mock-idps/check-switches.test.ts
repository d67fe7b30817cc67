import { describe, expect, test } from 'vitest';
import { checkSwitches } from './check-switches.ts';
import { appSwitches, switchList } from './switches.ts';

describe('checkSwitches', () => {
  test('takes what exists', () => {
    expect(() => checkSwitches({ 'entra/conditions-window': 'documented' }, appSwitches)).not.toThrow();
    expect(() => checkSwitches(undefined, appSwitches)).not.toThrow();
  });

  test('takes a switch of SCIM for no application registration', () => {
    expect(switchList().find(({ id }) => id === 'entra/scim-active')).toMatchObject({ protocol: 'scim' });
    expect(() => checkSwitches({ 'entra/scim-active': 'boolean' }, appSwitches)).toThrow(
      expect.objectContaining({ code: 'SWITCH_UNKNOWN' }),
    );
  });

  test('guesses what was meant', () => {
    expect(() => checkSwitches({ 'entra/condition-window': 'documented' }, appSwitches)).toThrow(
      expect.objectContaining({
        code: 'SWITCH_UNKNOWN',
        message: expect.stringContaining('"entra/conditions-window"') as string,
      }),
    );
    expect(() => checkSwitches({ 'entra/conditions-window': 'documentd' }, appSwitches)).toThrow(
      expect.objectContaining({
        code: 'SWITCH_FORM_UNKNOWN',
        message: expect.stringContaining('"documented"') as string,
      }),
    );
  });
});
