import type { Claim, Source } from '../../report.ts';
import type { CaseSummary } from '../document.ts';
import { IDP_NAMES } from '../model/model.ts';
import type { Model } from '../model/model.ts';
import { Shown } from '../parts/shown.tsx';
import { Cited } from './cited.tsx';

/** What the faults of a case do, and the sources of what its vendor is claimed to do. */
export function Background({ model, facts }: { model: Model; facts: CaseSummary }) {
  const { faults = [], claims = [] } = model.head.background ?? {};
  const ofCase = faults.filter(({ id }) => facts.faults.includes(id));
  const ofVendor = claims.filter(({ idp, protocol }) => idp === facts.idp && protocol === facts.protocol);
  if (ofCase.length + ofVendor.length === 0) return null;
  return (
    <section aria-labelledby="background">
      <h2 id="background">Sources</h2>
      <div class="background">
        {ofCase.length > 0 && (
          <>
            <h3>What the fault does</h3>
            <ul class="claims">
              {ofCase.map(({ id, summary, source }) => (
                <Item id={id} summary={summary} source={source} />
              ))}
            </ul>
          </>
        )}
        {ofVendor.length > 0 && (
          <details>
            <summary>
              What the mock does because {IDP_NAMES[facts.idp]} does so over {facts.protocol.toUpperCase()} (
              {ofVendor.length})
            </summary>
            <ul class="claims">
              {ofVendor.map((claim: Claim) => (
                <Item {...claim} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}

interface ItemProps {
  id: string;
  summary: string;
  form?: string;
  source: Source;
}

function Item({ id, summary, form, source }: ItemProps) {
  return (
    <li>
      <code>
        <Shown text={id} />
      </code>{' '}
      <Shown text={summary} />
      {form !== undefined && (
        <>
          {' '}
          Unless the target file chooses otherwise: <Shown text={form} />
        </>
      )}
      <Cited source={source} />
    </li>
  );
}
