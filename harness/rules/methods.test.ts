import { describe, expect, it } from 'vitest';
import { findingOf, testLog } from '../test-log.ts';
import type { MethodFacts } from '../observation.ts';

const URL_A = 'http://app.test/jit/a';
const created = (more: Partial<MethodFacts> = {}) => ({ jitAsked: true, jitLoginUrl: URL_A, status: 201, ...more });
const refused = (text: string, status = 409) => ({ jitAsked: true, accepted: false, status, text });

describe('jit/chosen-at-creation', () => {
  const id = 'jit/chosen-at-creation';
  const plain = { jitAsked: false, status: 201 };
  const at = (idp: 'entra' | 'other', answer: Partial<MethodFacts>, further?: Partial<MethodFacts>) => {
    const log = testLog().given({ idp }).method('create', answer);
    return findingOf(id, further ? log.method('create', further) : log);
  };

  it('passes when JIT is granted where it is offered', () => {
    expect(at('entra', created()).status).toBe('pass');
  });

  it('fails when JIT is not granted where it is offered', () => {
    expect(at('entra', created({ jitLoginUrl: null }))).toMatchObject({ actual: 'a method without JIT' });
    expect(at('entra', refused('No.', 422))).toMatchObject({ status: 'fail', actual: 'refused (422): No.' });
  });

  it('fails when JIT is granted where it is not offered', () => {
    expect(at('other', created())).toMatchObject({ status: 'fail', actual: 'a method with a JIT login URL' });
  });

  it('passes when the method is created without JIT where it is not offered', () => {
    expect(at('other', created({ jitLoginUrl: null })).status).toBe('pass');
  });

  it('passes on a refusal only where the same method without JIT is created', () => {
    expect(at('other', refused('Not for this type.'), plain).status).toBe('pass');
    expect(at('other', refused('Not for this type.')).status).toBe('blocked');
    expect(at('other', refused('Not for this type.'), { ...plain, accepted: false }).status).toBe('blocked');
  });

  it.each([null, 500, 503])('is blocked when the request failed (%s)', (status) => {
    const failed = { jitAsked: true, accepted: false, status };
    expect(at('entra', failed).status).toBe('blocked');
    expect(at('other', failed, plain).status).toBe('blocked');
  });

  it('is blocked when nobody asked for JIT, or the IdP is not known', () => {
    expect(at('entra', plain).status).toBe('blocked');
    expect(findingOf(id, testLog().method('create', created())).status).toBe('blocked');
  });
});

describe('jit/url-shown-after-save', () => {
  const id = 'jit/url-shown-after-save';
  const looks = (...shown: Partial<MethodFacts>[]) =>
    findingOf(
      id,
      shown.reduce((log, look) => log.method('show', look), testLog().method('create', created())),
    );

  it('passes when every look shows the URL of the creation', () => {
    const finding = looks({ jitLoginUrl: URL_A }, { jitLoginUrl: URL_A });
    expect(finding).toMatchObject({ status: 'pass' });
    expect(finding.evidence).toHaveLength(3);
  });

  it('fails when no URL was shown after saving', () => {
    const log = testLog()
      .method('create', created({ jitLoginUrl: null }))
      .method('show', { jitLoginUrl: URL_A });
    expect(findingOf(id, log)).toMatchObject({ status: 'fail', actual: 'none' });
  });

  it.each([null, 'http://app.test/jit/b'])('fails when a later look shows %s', (jitLoginUrl) => {
    expect(looks({ jitLoginUrl: URL_A }, { jitLoginUrl })).toMatchObject({
      status: 'fail',
      actual: jitLoginUrl ?? 'none',
    });
  });

  it('is blocked when the owner never looked, or could not', () => {
    expect(looks().status).toBe('blocked');
    expect(looks({ jitLoginUrl: URL_A }, { accepted: false, status: 500 }).status).toBe('blocked');
  });

  it('is blocked when no method with JIT was created', () => {
    expect(findingOf(id, testLog().method('create', { jitAsked: false })).status).toBe('blocked');
    expect(findingOf(id, testLog().method('create', refused('No.'))).status).toBe('blocked');
  });
});

describe('jit/existing-method-needs-support', () => {
  const id = 'jit/existing-method-needs-support';
  const asked = (answer: Partial<MethodFacts>, after: Partial<MethodFacts> | null = {}, before = {}) => {
    const log = testLog()
      .method('create', { jitAsked: false, ...before })
      .method('update', { jitAsked: true, ...answer });
    return findingOf(id, after ? log.method('show', after) : log);
  };

  it.each([
    'To switch JIT on, contact support.',
    '{"error":"contact_support"}',
    'Please get in touch with our Support Team.',
    'Only support can change this.',
    'Write to support@app.test',
    '{"code":"jit-needs-support"}',
  ])('passes on a refusal that says: %s', (text) => {
    expect(asked(refused(text)).status).toBe('pass');
  });

  it.each(['Forbidden.', 'JIT is not supported here.', 'This method does not support JIT.', 'Unsupported change.', ''])(
    'fails on a refusal that says: %s',
    (text) => {
      expect(asked(refused(text))).toMatchObject({ status: 'fail', actual: `refused (409): ${text}` });
    },
  );

  it('fails when the method has a JIT login URL afterwards, whatever the answer was', () => {
    expect(asked(refused('Contact support.'), { jitLoginUrl: URL_A }).status).toBe('fail');
    expect(asked({ text: 'Done.' }, { jitLoginUrl: URL_A })).toMatchObject({
      status: 'fail',
      because: 'The owner switched JIT on.',
    });
  });

  it('takes an answer that is no refusal, names support and changes nothing', () => {
    expect(asked({ text: 'We noted it; contact support to go on.' }).status).toBe('pass');
    expect(asked({ text: 'Done.' }).status).toBe('fail');
  });

  it('does not take for granted that a method without JIT shows no URL', () => {
    const always = { jitLoginUrl: URL_A };
    expect(asked(refused('Contact support.'), always, always).status).toBe('pass');
    expect(asked({ text: 'Contact support.' }, always, always).status).toBe('blocked');
  });

  it.each([null, 500])('is blocked when the request failed (%s)', (status) => {
    expect(asked({ accepted: false, status, text: 'contact support' }).status).toBe('blocked');
  });

  it('is blocked when nobody could look afterwards, or before', () => {
    expect(asked(refused('Contact support.'), null).status).toBe('blocked');
    expect(asked(refused('Contact support.'), { accepted: false, status: 500 }).status).toBe('blocked');
    const unseen = testLog().method('update', refused('Contact support.')).method('show');
    expect(findingOf(id, unseen).status).toBe('blocked');
  });

  it('is blocked when nobody asked, or asked to switch JIT off', () => {
    expect(findingOf(id, testLog().method('create').method('show')).status).toBe('blocked');
    expect(asked({ jitAsked: false }).status).toBe('blocked');
  });
});
