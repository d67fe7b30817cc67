import { childrenNamed, NS, type Element } from './xml.ts';

/** Leaves one NameID in the subject, as if nobody had seen the others. */
export function keepLastNameId(assertion: Element): void {
  for (const subject of childrenNamed(assertion, NS.assertion, 'Subject'))
    for (const nameId of childrenNamed(subject, NS.assertion, 'NameID').slice(0, -1)) subject.removeChild(nameId);
}
