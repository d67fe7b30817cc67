import type { FormEncoding } from './auto-form.ts';

/** A form as it is posted. */
export interface WrittenForm {
  contentType: string;
  text: string;
}

const BOUNDARY = '----jitmusFormBoundary7MA4YWxkTrZu0gW';

/** Writes the fields as browsers do. */
export function writeForm(fields: readonly (readonly [string, string])[], encoding: FormEncoding): WrittenForm {
  switch (encoding) {
    case 'multipart/form-data':
      return {
        contentType: `${encoding}; boundary=${BOUNDARY}`,
        text: fields.map(part).join('') + `--${BOUNDARY}--\r\n`,
      };
    case 'text/plain':
      return { contentType: encoding, text: fields.map(([name, value]) => `${name}=${value}\r\n`).join('') };
    case 'application/x-www-form-urlencoded':
      return {
        contentType: encoding,
        text: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
      };
  }
}

/** Quotes and line breaks of a name are written in percent, as the URL standard's multipart serialisation has it. */
const part = ([name, value]: readonly [string, string]) =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replace(/["\r\n]/g, encodeURIComponent)}"\r\n\r\n${value}\r\n`;
