/** Breaks a text between words so that no line is wider than that; its own line breaks stay. A longer word keeps its line: it may be an address to copy. */
export function paragraph(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const lines: string[] = [];
    let current = indent;
    for (const word of line.trim().split(/ +/)) {
      const longer = current.trim() === '' ? indent + word : `${current} ${word}`;
      if (longer.length > width && current.trim() !== '') {
        lines.push(current);
        current = indent + word;
      } else current = longer;
    }
    return [...lines, current];
  });
}
