import { attempts, judgedBrowsers, type Attempt } from '../attempt.ts';
import { each, outcome, seenIn, told } from '../judge.ts';
import type { CaseLog, Observation } from '../observation.ts';
import { blocked, defineRule, fail, pass, saml } from '../rule.ts';

export default defineRule({
  id: 'saml/relay-state-stays-on-origin',
  level: 'MUST',
  says: 'A service provider MUST NOT send a browser to another site because a RelayState that was changed on the way says so.',
  source: saml('bindings', '§3.5.3; §3.1.1 with erratum E90'),
  passesOnRefusal: true,
  judge(log) {
    const led = attempts(log).filter(({ facts }) => facts.faults.some(({ id }) => id === 'saml/relay-state-elsewhere'));
    return each(led, 'No sign-in with saml/relay-state-elsewhere took place.', (attempt) => {
      const [away] = waysOut(attempt, log);
      if (away)
        return fail(
          'The browser was sent where the changed RelayState leads.',
          { expected: "a page of the application's own", actual: away.to, grade: 'check-missing' },
          away.seen,
        );
      const result = outcome(attempt);
      if (result.kind === 'unclear')
        return blocked(`Where the browser was sent cannot be told. ${result.because}`, ...result.witness);
      if (result.kind === 'refused') return pass('The browser stayed at the application.', ...result.witness);
      const stranger = result.entries.some(({ whose }) => whose !== 'signer');
      if (stranger) return blocked(`Somebody else got in: ${told(result.entries)}.`, ...seenIn(result.entries));
      return pass('The browser stayed at the application.', ...seenIn(result.entries), ...attempt.ended);
    });
  },
});

interface WayOut {
  to: string;
  seen: Observation;
}

/** Where redirects, refreshes and forms of the application sent a browser that brought the message. */
function waysOut(attempt: Attempt, log: CaseLog): WayOut[] {
  const browsers = judgedBrowsers(attempt);
  const redirects = log.all('http.exchange').flatMap((seen): WayOut[] => {
    const { attempt: n, browser, location, cookiesSet } = seen.data;
    if (n !== attempt.facts.attempt || !browsers.includes(browser)) return [];
    if (cookiesSet.includes('jitmus_injected')) return [{ to: 'a header line of the RelayState', seen }];
    return location !== null && isElsewhere(location) ? [{ to: location, seen }] : [];
  });
  const barred = attempt.ended.flatMap((seen): WayOut[] =>
    seen.data.barred !== undefined && isElsewhere(seen.data.barred) ? [{ to: seen.data.barred, seen }] : [],
  );
  return [...redirects, ...barred];
}

/** What the fault puts into the RelayState, as browsers read it. */
function isElsewhere(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'javascript:' || hostname === 'evil.test';
}
