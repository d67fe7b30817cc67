import { defineOidcFault } from '../oidc/fault.ts';

export default defineOidcFault({
  id: 'oidc/token-answer-garbled',
  stage: 'delivery',
  on: 'token',
  summary: 'The token endpoint answers something that is no JSON object.',
  source: {
    title: 'OAuth 2.0, Successful Response of the token endpoint',
    at: 'RFC 6749 §5.1',
    basis: 'specification',
    checked: '2026-11-24',
  },
  expect: 'refuse',
  harm: 'check',
  grade: 'check-missing',
  flows: ['code', 'code id_token'],
  options: { form: ['empty', 'cut-off', 'a-list', 'html'] },
  apply(answer, { form }) {
    const { body } = answer;
    const garbled = {
      empty: '',
      'cut-off': body.slice(0, body.length / 2),
      'a-list': `[${body}]`,
      html: '<p>Sorry</p>',
    }[form];
    return { ...answer, ...(form === 'html' && { contentType: 'text/html' }), body: garbled };
  },
});
