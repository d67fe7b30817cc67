import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPage } from './html.ts';

const message = '<input type="hidden" name="SAMLResponse" value="abc">';
const token = '<input type="hidden" name="csrf" value="x">';
const form = (fields: string) => `<form method="POST" action="/acs">${fields}</form>`;
const submit = '<script>document.forms[0].submit()</script>';
const sent = (html: string) => readPage(html).autoForm?.fields.map(([name]) => name) ?? null;

describe('forms that submit themselves', () => {
  test.each<[string, string]>([
    ['by script', form(message) + submit],
    ['by requestSubmit', `${form(message)}<script>document.forms[0].requestSubmit()</script>`],
    ['by the body', `<body onload="document.forms[0].submit()">${form(message)}`],
    ['by script in a file', `${form(message)}<script src="submit.js"></script>`],
    ['by a button that script presses', `${form(`${message}<button id="b">`)}<script>b.click()</script>`],
    ['beside another form', `<form><input name="q"></form>${form(message)}${submit}`],
  ])('a message %s', (_, html) => {
    expect(sent(html)).toEqual(['SAMLResponse']);
  });

  test('anything, alone on a page whose own script submits at once', () => {
    expect(sent(form(token) + submit)).toEqual(['csrf']);
  });
});

describe('forms that are not for us', () => {
  test.each<[string, string]>([
    ['no script', form(message)],
    ['a person fills in', form(`${message}<input name="user">`) + submit],
    ['a person chooses', form(`${message}<select name="tenant"></select>`) + submit],
    ['a box to tick', form(`${message}<input type="checkbox" name="stay">`) + submit],
    ['a sign-out button beside script in a file', `${form(`${token}<button>`)}<script src="app.js"></script>`],
    [
      'a sign-out button that script waits for',
      `${form(`${token}<button>`)}<script>button.addEventListener("click", () => form.submit())</script>`,
    ],
    ['one of several without a message', form(token) + form(token) + submit],
    [
      'a consent page, whose buttons differ',
      `${form('<input type="hidden" name="code" value="1"><input type="submit" name="no">')}<script src="app.js"></script>`,
    ],
    ['an empty form', form('') + submit],
    ['a form in a template', `<template>${form(message)}</template>${submit}`],
    ['a form for browsers without script', `<noscript>${form(message)}</noscript>${submit}`],
  ])('%s', (_, html) => {
    expect(readPage(html).autoForm).toBeNull();
  });
});

test('what a form sends', () => {
  const html = form(`${message}<textarea name="RelayState">
a
b&amp;c</textarea><input type="hidden" name="off" value="1" disabled><input type="hidden" value="nameless">
    <input type="submit" name="go" value="Go"><input type="hidden" name="none">`);
  expect(readPage(html + submit).autoForm).toEqual({
    method: 'POST',
    encoding: 'application/x-www-form-urlencoded',
    action: '/acs',
    fields: [
      ['SAMLResponse', 'abc'],
      ['RelayState', 'a\r\nb&c'],
      ['none', ''],
    ],
  });
});

describe('pages', () => {
  test('title, and the text that a person reads', () => {
    const html =
      '<head><title> Sign\nin </title><style>p{}</style></head><p>Hello,\n <b>you</b></p><script>x</script><noscript>y</noscript>';
    expect(readPage(html)).toMatchObject({ title: 'Sign\nin', text: 'Hello, you', base: null });
  });

  test.each<[string, boolean]>([
    ['<div id="root"></div><script src="app.js"></script>', true],
    ['<div id="root">Loading…</div><script src="app.js"></script>', true],
    ['<p>You are not allowed to sign in.</p><script src="app.js"></script>', false],
    ['<div id="root"></div>', false],
  ])('%s needs script: %s', (html, needsScript) => {
    expect(readPage(html).needsScript).toBe(needsScript);
  });

  test('nested as deep as it likes', () => {
    expect(readPage(`${'<div>'.repeat(50_000)}deep`).text).toBe('deep');
  });

  test('anything at all can be read', () => {
    const scraps = fc.constantFrom(
      '<form>',
      '<input name=x>',
      '</',
      '<script>',
      '<meta http-equiv=refresh content="',
      '"',
      '<textarea>',
      '<table>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(scraps, fc.string())), (parts) => {
        const { text, title } = readPage(parts.join(''));
        expect(typeof (text + title)).toBe('string');
      }),
    );
  });
});
