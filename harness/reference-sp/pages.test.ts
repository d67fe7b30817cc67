import { expect, test } from 'vitest';
import { metadataXml } from './test-idp.ts';
import { startWorld, TOKENS, type TestBrowser } from './test-world.ts';

const tokenIn = (text: string): string => /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';

async function signInStaff(browser: TestBrowser, role: 'owner' | 'validation'): Promise<void> {
  const page = await browser.get('/manage/sign-in');
  const answer = await browser.post('/manage/sign-in', { form: tokenIn(page.text), role, passPhrase: TOKENS[role] });
  expect(answer).toMatchObject({ status: 303, location: '/manage' });
}

test('the pages are for those who know a pass phrase', async () => {
  const world = await startWorld();
  const browser = world.browser();
  for (const path of ['/manage', '/manage/new', '/manage/people', '/manage/groups']) {
    expect(await browser.get(path)).toMatchObject({ status: 302, location: '/manage/sign-in' });
  }
  const form = tokenIn((await browser.get('/manage/sign-in')).text);
  const wrong = await browser.post('/manage/sign-in', { form, role: 'owner', passPhrase: TOKENS.validation });
  expect(wrong.status).toBe(403);
  expect(wrong.text).toContain('pass-phrase');
  expect((await browser.get('/manage')).status).toBe(302);
  await signInStaff(browser, 'owner');
  const page = await browser.get('/manage');
  expect(page.status).toBe(200);
  await browser.post('/manage/sign-out', { form: tokenIn(page.text) });
  expect((await browser.get('/manage')).status).toBe(302);
});

test('an owner creates a method, the validation team verifies it, and neither does the work of the other', async () => {
  const world = await startWorld();
  const [owner, validation] = [world.browser(), world.browser()];
  await signInStaff(owner, 'owner');
  await signInStaff(validation, 'validation');
  const form = tokenIn((await owner.get('/manage/new')).text);
  const fields = { form, name: 'Team', idpType: 'okta', jit: 'on', domains: 'corp.test, corp.org' };

  const problem = await owner.post('/manage/new', { ...fields, metadataXml: '<broken' });
  expect(problem.status).toBe(422);
  expect(problem.text).toMatch(/role="alert"[\s\S]*metadata/);
  expect(problem.text).toContain('value="corp.test, corp.org"');
  expect(problem.text).toContain('&lt;broken');

  const xml = metadataXml({ ...world.idp, keys: [world.idp.key] });
  const saved = await owner.post('/manage/new', { ...fields, metadataXml: xml });
  expect(saved.status).toBe(303);
  const path = saved.location!;
  const page = await owner.get(path);
  const url = /id="jit-url"[\s\S]*?value="([^"]+)"/.exec(page.text)![1]!;
  expect(url).toMatch(new RegExp(`^${world.url}/jit/`));
  expect((await owner.get(path)).text).toContain(url);

  const ownerToken = tokenIn(page.text);
  const validationToken = tokenIn((await validation.get(path)).text);
  expect(await owner.post(`${path}/verify`, { form: ownerToken })).toMatchObject({ status: 403, code: 'forbidden' });
  expect(await validation.post(`${path}/disable`, { form: validationToken })).toMatchObject({ code: 'forbidden' });
  expect((await validation.post(`${path}/verify`, { form: validationToken })).status).toBe(303);
  expect((await owner.get(path)).text).toContain('Verified');
  const [method] = (await world.api<{ state: string; jitLoginUrl: string }[]>('GET', '/admin/sso-methods')).body;
  expect(method).toMatchObject({ state: 'verified', jitLoginUrl: url });
  expect((await owner.post(`${path}/jit-off`, { form: ownerToken })).status).toBe(303);
  expect((await owner.get(path)).text).toContain('contact support');
});

test('forms that were not made for this browser do nothing', async () => {
  const world = await startWorld();
  const { id } = await world.createMethod();
  const [owner, validation, stranger] = [world.browser(), world.browser(), world.browser()];
  await signInStaff(owner, 'owner');
  await signInStaff(validation, 'validation');
  const foreign = tokenIn((await stranger.get('/manage/sign-in')).text);
  for (const form of ['', foreign, 'x']) {
    const path = `/manage/methods/${id}/verify`;
    expect(await validation.post(path, { form })).toMatchObject({ status: 403, code: 'form-expired' });
    expect(await owner.post('/manage/new', { form })).toMatchObject({ code: 'form-expired' });
    expect(await stranger.post('/sign-out', { form: '' })).toMatchObject({ code: 'form-expired' });
  }
  expect((await world.api<{ state: string }>('GET', `/admin/sso-methods/${id}`)).body.state).toBe('waiting');
});

test('the login page leads from an address to the verified methods of its domain', async () => {
  const world = await startWorld();
  const method = await world.verifiedMethod({ name: 'Corp single sign-on' });
  const waiting = await world.createMethod({ name: 'Not yet' });
  const browser = world.browser();
  const found = await browser.get('/login?email=Ada@CORP.test');
  expect(found.text).toContain(`href="${method.loginUrl}"`);
  expect(found.text).not.toContain(waiting.loginUrl);
  expect((await browser.get('/login?email=ada@other.test')).text).toContain('no sign-in method');
});

test('people and groups are listed, and an owner disables an account', async () => {
  const world = await startWorld();
  await world.api('POST', '/admin/accounts', { email: 'ada@corp.test', groups: ['staff'] });
  const [account] = await world.accounts();
  const owner = world.browser();
  await signInStaff(owner, 'owner');
  const page = await owner.get('/manage/people');
  expect(page.text).toMatch(/ada@corp\.test[\s\S]*an owner[\s\S]*staff/);
  expect((await owner.get('/manage/groups')).text).toMatch(/staff[\s\S]*ada@corp\.test/);
  await owner.post(`/manage/people/${account!.id}/disable`, { form: tokenIn(page.text) });
  expect((await world.accounts())[0]?.status).toBe('disabled');
});

test('a refusal is a page with status, sentence and code', async () => {
  const world = await startWorld();
  const method = await world.createMethod();
  const { status, code, text } = await world.browser().get(method.jitLoginUrl!);
  expect([status, code]).toEqual([403, 'not-verified']);
  expect(text).toContain('This sign-in method is not verified yet.');
  expect(text).toContain('<code>not-verified</code>');
});

test('pages allow nothing that is not theirs', async () => {
  const world = await startWorld();
  const answer = await fetch(`${world.url}/`);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const text = await answer.text();
  for (const [, address] of text.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^(\/|#|data:,$)/);
  const style = /href="(\/assets\/[^"]+)"/.exec(text)![1]!;
  expect((await fetch(world.url + style)).headers.get('content-type')).toContain('text/css');
});
