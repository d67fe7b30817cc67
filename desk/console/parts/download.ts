/** Gives the browser a file to keep. */
export function downloaded(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name.split('/').at(-1) ?? name;
  link.click();
  URL.revokeObjectURL(link.href);
}
