import { reach } from '../reach.ts';
import { askWho } from '../read-back.ts';
import type { World } from '../world.ts';
import { fine, trouble, type Outcome } from './outcome.ts';
import { newLog } from './sign-in.ts';

/** Whether whoAmI names nobody where nobody signed in: one that names somebody to everybody would be a false witness. */
export async function nobodyOutcome(world: World): Promise<Outcome> {
  const { driver, idps, running } = world;
  const log = newLog(world);
  const browser = await driver.open('a', {
    isIdp: idps.owns,
    allows: reach(idps, running.allows),
    hosts: running.hosts,
    onExchange: () => undefined,
  });
  try {
    const asked = await askWho(world, log, 0, browser);
    if (!asked)
      return trouble(
        log.log.last('target.unreadable')?.data.because ?? '',
        'Nothing answers at observe.whoAmI.url.',
        'Mend the address.',
      );
    if (asked.email === null) return fine(`whoAmI names nobody in a new browser (${asked.status})`);
    return trouble(
      `whoAmI says ${asked.email} in a browser in which nobody signed in.`,
      'It answers something fixed, or the pointer leads to something else than the address of who is signed in.',
      'Mend observe.whoAmI: it must tell who is signed in in the browser that asks.',
    );
  } finally {
    await browser.close();
  }
}
