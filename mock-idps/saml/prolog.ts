/** A message with a document type declaration between XML declaration and root element. `inside`: what stands in it behind the name of the root. */
export function withDoctype(xml: string, inside: string): string {
  const [, declaration = '', root = ''] = /^(<\?xml[^>]*\?>)?[\s\S]*?<([\w:.-]+)/.exec(xml) ?? [];
  return `${declaration}<!DOCTYPE ${root} ${inside}>${xml.slice(declaration.length)}`;
}
