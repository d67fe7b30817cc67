import { afterEach, expect, test, vi } from 'vitest';
import { chromiumLaunchOptions } from './chromium.ts';

afterEach(() => void vi.unstubAllEnvs());

test('the Chromium that the environment names comes first, when it is there', () => {
  vi.stubEnv('JITMUS_CHROMIUM', process.execPath);
  expect(chromiumLaunchOptions().executablePath).toBe(process.execPath);
  vi.stubEnv('JITMUS_CHROMIUM', '/no/such/chromium');
  expect(chromiumLaunchOptions().executablePath).not.toBe('/no/such/chromium');
});

test('the sandbox is off for root alone, which Chromium refuses otherwise', () => {
  const root = vi.spyOn(process, 'getuid').mockReturnValue(0);
  expect(chromiumLaunchOptions().args).toContain('--no-sandbox');
  root.mockReturnValue(1000);
  expect(chromiumLaunchOptions().args).not.toContain('--no-sandbox');
  root.mockRestore();
});
