import { mockDefects } from '../mock-idps/index.ts';
import { didYouMean } from './suggest.ts';

/** A deliberate defect of the reference service provider or of the mock IdPs. */
export interface Defect {
  id: string;
  summary: string;
  /** Rules that must turn red with it. */
  breaks: readonly string[];
  of: 'reference' | 'mock';
}

/** Every deliberate defect. Loads the reference service provider. */
export async function allDefects(): Promise<readonly Defect[]> {
  const { defects } = await import('./reference-sp/index.ts');
  const own = defects.map((defect): Defect => ({ ...defect, of: 'reference' }));
  return [...own, ...mockDefects.map((defect): Defect => ({ ...defect, of: 'mock' }))];
}

/** What to say about a name that no defect has. */
export function defectHint(name: string, known: readonly Defect[]): string {
  const meant = didYouMean(
    name,
    known.map(({ id }) => id),
  );
  return [meant, 'All defects: jitmus list defects'].filter(Boolean).join(' ');
}
