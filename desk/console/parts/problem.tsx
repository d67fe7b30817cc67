import type { Problem } from '../http.ts';
import { Shown } from '../../../reports/html/parts/shown.tsx';

/** Why something was not done, and what to do. */
export function ProblemNotice({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  const { title, detail, hint, at, code, suggestions = [] } = problem;
  return (
    <div class="notice notice-bad" role="alert">
      <p>
        <strong>
          <Shown text={detail ?? title} />
        </strong>
      </p>
      {hint && (
        <p>
          <Shown text={hint} />
        </p>
      )}
      {suggestions.length > 0 && (
        <p>
          Did you mean <Shown text={suggestions.join(', ')} />?
        </p>
      )}
      <p class="notice-code">
        {code}
        {at && (
          <>
            {' · '}
            <Shown text={at} />
          </>
        )}
      </p>
    </div>
  );
}
