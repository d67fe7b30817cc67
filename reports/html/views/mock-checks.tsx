import { worstMark } from '../model/matrix.ts';
import type { Model } from '../model/model.ts';
import { select } from '../model/query.ts';
import { formatRoute } from '../model/route.ts';
import { MARK_WORDS, MarkIcon } from '../parts/mark.tsx';
import { Shown } from '../parts/shown.tsx';

/** Rules that judge our own IdPs: apart from the target's, and in none of its totals. */
export function MockChecks({ model }: { model: Model }) {
  const rules = [...model.mocks].flatMap((id) => {
    const verdicts = select(model, { rule: id }).flatMap((match) => match.verdicts);
    return verdicts.length > 0 ? [{ id, mark: worstMark(verdicts.map((verdict) => model.markOf(verdict))) }] : [];
  });
  if (rules.length === 0) return null;
  return (
    <section aria-labelledby="mock-checks">
      <h2 id="mock-checks">Checks of the mocks</h2>
      <p class="muted">They judge our own IdPs. No total of the target counts them.</p>
      <ul class="reasons">
        {rules.map(({ id, mark }) => (
          <li>
            <a href={formatRoute({ view: 'cases', query: { rule: id } })}>
              <MarkIcon mark={mark} label={MARK_WORDS[mark]} />
              <Shown text={id} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
