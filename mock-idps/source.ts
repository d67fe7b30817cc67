/** Where a claim about a vendor or a specification comes from, and how strong that is. */
export interface Source {
  title: string;
  /** Section, path, address, thread or capture id. */
  at: string;
  basis: 'specification' | 'vendor-doc' | 'capture' | 'issue' | 'inferred';
  /** Day it was last read, `YYYY-MM-DD`. */
  checked: string;
}
