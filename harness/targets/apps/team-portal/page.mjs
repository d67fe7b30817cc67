const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => escapes[sign]);

/** A page of a title, a sentence and links. */
export function page(title, sentence, links = []) {
  const list = links.map(({ to, text }) => `<li><a href="${escape(to)}">${escape(text)}</a></li>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title>
<h1>${escape(title)}</h1><p>${escape(sentence)}</p><ul>${list}</ul></html>`;
}
