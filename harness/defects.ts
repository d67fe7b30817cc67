import { mockDefects } from '../mock-idps/index.ts';

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
