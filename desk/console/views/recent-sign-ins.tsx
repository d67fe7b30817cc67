import { Shown } from '../../../reports/html/parts/shown.tsx';
import type { SignIn, SignInList } from '../api.ts';
import { formatRoute } from '../model/route.ts';
import { VendorTag } from '../parts/vendor.tsx';

/** In words for people. */
export const SIGN_IN_STATES: Record<SignIn['state'], string> = {
  waiting: 'waits for a browser',
  started: 'has begun',
  answered: 'answered',
  refused: 'refused by the identity provider',
  ended: 'ended',
};

const MOST = 8;

export function RecentSignIns({ signIns }: SignInList) {
  if (signIns.length === 0) return null;
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">Sign-ins until now</h2>
      <ul class="recent">
        {signIns.slice(0, MOST).map(({ id, vendor, person, faults, state, times }) => (
          <li key={id}>
            <a href={formatRoute(['sign-in', id])}>
              <Shown text={person.displayName} />
            </a>{' '}
            <VendorTag vendor={vendor} />
            <span class="recent-says">
              {times === 'every' ? 'for every browser' : SIGN_IN_STATES[state]}
              {faults.length > 0 && `, ${faults.map((fault) => fault.id).join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
