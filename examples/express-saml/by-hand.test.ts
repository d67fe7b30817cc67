import { expect, test } from 'vitest';
import { startIdps } from 'jitmus';
import { startApp } from './app.ts';

test('who comes back with another name is the same person', async () => {
  await using idps = await startIdps();
  const okta = await idps.register('okta');
  const app = await startApp(okta);
  await okta.configure({ loginUrl: `${app.origin}/login`, saml: { metadataUrl: `${app.origin}/metadata` } });

  const ada = okta.person('newcomer');
  await okta.signIn({ as: ada });
  await okta.signIn({ as: okta.change(ada, 'name', 'phone') });

  expect([...app.accounts.keys()]).toEqual([ada.email]);
  await app.close();
});
