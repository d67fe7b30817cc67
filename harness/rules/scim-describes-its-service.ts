import { isObject, judgeCalls, mustSucceed } from '../judge.ts';
import { defineRule, fail, pass, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/describes-its-service',
  level: 'MUST',
  says: 'A SCIM server MUST tell at /ServiceProviderConfig what it supports.',
  source: scimSchema('§5'),
  covers: ['C001', 'R075'],
  needs: ['scim'],
  judge: (log) =>
    judgeCalls(
      log,
      ({ facts: { method, path } }) => method === 'GET' && path === '/ServiceProviderConfig',
      'Nobody asked for the configuration.',
      (call) =>
        mustSucceed(call, ({ seen, answer: { json } }) => {
          const config = isObject(json) ? json : {};
          const isNamed = Array.isArray(config.schemas) && config.schemas.includes(CONFIG);
          const missing = FEATURES.find((name) => !says(name, config[name]));
          if (isNamed && missing === undefined && Array.isArray(config.authenticationSchemes))
            return pass('It tells what it supports.', seen);
          const actual = !isNamed
            ? 'another schema'
            : missing === undefined
              ? 'no authenticationSchemes'
              : `${missing} is missing`;
          return fail(
            `The configuration is not whole: ${actual}.`,
            { expected: CONFIG, actual, grade: 'hygiene' },
            seen,
          );
        }),
    ),
});

const CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';
const FEATURES = ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag'] as const;

/** What is said of passwords is hidden in every log. */
const says = (name: string, feature: unknown): boolean =>
  isObject(feature) ? typeof feature.supported === 'boolean' : name === 'changePassword' && typeof feature === 'string';
