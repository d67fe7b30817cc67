import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { jitmus, scratch } from './built.fixture.ts';
import { packageRoot } from './package-root.ts';

const APP = `${packageRoot}harness/targets/apps/passport-saml`;

test('a policy that forbids the form with the request is noticed in Chromium alone, and that is a finding', async () => {
  test.setTimeout(240_000);
  const place = await scratch();
  const at = (name: string) => join(place.folder, name);
  try {
    // As the package helmet sets it by default: forms may lead to the application itself and to nobody else.
    const policy = "REQUEST_BINDING: HTTP-POST\n    CONTENT_SECURITY_POLICY: form-action 'self'";
    const target = (await readFile(`${APP}/target.yaml`, 'utf8'))
      .replace('command: [node, app.mjs]', `command: [node, ${JSON.stringify(`${APP}/app.mjs`)}]`)
      .replace('NODE_ENV: production', `NODE_ENV: production\n    ${policy}`);
    await writeFile(at('target.yaml'), target);
    const run = (driver: string) =>
      jitmus([
        ...['run', 'jit/second-sign-in', '--idp', 'entra', '--target', at('target.yaml'), '--driver', driver],
        ...['--output', at(driver), '--reporter', 'json'],
      ]);
    await run('http');
    await run('browser');
    const compare = ['report', 'compare', join(at('http'), 'report.json'), join(at('browser'), 'report.json')];
    const { code, stdout } = await jitmus([...compare, '--output', at('both'), '--gate']);
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('verdicts hang on the driver');
    expect(stdout).toMatch(/jit\/creates-new-user \(MUST\): pass over plain HTTP, (fail|blocked) in Chromium/);
    expect(stdout).toMatch(/Chromium said: error: .*form-action/);
    expect(await readFile(join(at('both'), 'comparison.md'), 'utf8')).toContain('verdicts hang on the driver');

    const artefacts = (await place.report('browser')).cases.flatMap(({ observations }) =>
      observations.flatMap(({ kind, artefacts = [] }) => (kind === 'page' ? artefacts : [])),
    );
    const [picture] = artefacts.filter(({ mediaType }) => mediaType === 'image/png');
    expect(
      Buffer.from(picture?.text ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');

    const alone = await jitmus([...compare.slice(0, 3), join(at('http'), 'report.json'), '--gate']);
    expect(alone.code).toBe(2);
    expect(alone.stderr).toContain('one with each driver');
  } finally {
    await place.remove();
  }
});
