import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp } from '../examples/express-saml/app.ts';
import { faults, startIdps, type FaultId, type Idp, type MockIdps, type SignIn } from './index.ts';

let idps: MockIdps;
let entra: Idp;
let otherIdp: Idp;
let app: Awaited<ReturnType<typeof startApp>>;
let earlier: SignIn;
beforeAll(async () => {
  idps = await startIdps();
  [entra, otherIdp] = await Promise.all([idps.register('entra'), idps.register('entra')]);
  app = await startApp(entra);
  const groups = { claim: 'vendor-default', send: 'security' } as const;
  const saml = { metadataUrl: `${app.origin}/metadata` };
  await entra.configure({ loginUrl: `${app.origin}/login`, saml, settings: { groups } });
  await otherIdp.configure({ saml: { entityId: 'http://127.0.0.1:9/metadata', acsUrl: 'http://127.0.0.1:9/acs' } });
  earlier = await entra.signIn();
});
afterAll(async () => {
  await app.close();
  await idps.close();
});

/** They need a key in the metadata that `register` does not publish, a key of the application, or a victim of a certain name. */
const beyond = (id: FaultId) =>
  faults[id].needs?.some((need) => need === 'next-key-published' || need === 'victim-as-prefix') === true ||
  faults[id].shapes?.every((shape) => shape === 'encrypted') === true;

/** The application sends no RelayState. */
const nothingToRemove: FaultId = 'saml/relay-state-removed';

const ids = (Object.keys(faults) as FaultId[]).filter(
  (id) => id.startsWith('saml/') && id !== nothingToRemove && !beyond(id),
);

it.each(ids)('%s is given to the application', async (id) => {
  const [shape] = faults[id].shapes?.filter((one) => one !== 'encrypted') ?? [];
  const restart = () => Promise.resolve();
  const { deliveries } = await entra.signIn({
    as: 'many-groups',
    faults: [id],
    earlier,
    otherIdp,
    restart,
    ...(shape && { shape }),
  });
  expect(deliveries.length).toBeGreaterThan(0);
});

it(`${nothingToRemove} is not`, async () => {
  await expect(entra.signIn({ faults: [nothingToRemove] })).rejects.toMatchObject({ code: 'FAULT_NOT_GIVEN' });
});
