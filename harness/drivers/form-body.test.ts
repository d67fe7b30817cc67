import { expect, test } from 'vitest';
import { writeForm } from './form-body.ts';

const fields = [
  ['SAMLResponse', 'a+b/c='],
  ['say "so"\n', 'é & line\r\nend'],
] as const;

test("fields are read back as they were written, from a form in a query's way", async () => {
  expect(await readBack('application/x-www-form-urlencoded')).toEqual(fields);
});

test('and from one in parts', async () => {
  expect(await readBack('multipart/form-data')).toEqual(fields);
});

test('plain text is one line for each field', () => {
  expect(writeForm([fields[0]], 'text/plain')).toEqual({ contentType: 'text/plain', text: 'SAMLResponse=a+b/c=\r\n' });
});

/** What an independent parser finds. */
async function readBack(encoding: Parameters<typeof writeForm>[1]) {
  const { contentType, text } = writeForm(fields, encoding);
  const form = await new Response(text, { headers: { 'content-type': contentType } }).formData();
  return [...form.entries()];
}
