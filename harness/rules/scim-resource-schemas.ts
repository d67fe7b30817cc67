import { judgeResources } from '../judge.ts';
import { defineRule, scimSchema } from '../rule.ts';

export default defineRule({
  id: 'scim/resource-schemas',
  level: 'MUST',
  says: 'A SCIM resource MUST list the URIs of the schemas that it uses.',
  source: scimSchema('§3, §3.3'),
  covers: ['C020', 'R001', 'R019', 'R068'],
  needs: ['scim'],
  judge: (log) =>
    judgeResources(
      log,
      ({ schemas, ...values }, type) => {
        if (!Array.isArray(schemas)) return 'it has no list of schemas';
        const known = schemas.map((uri) => String(uri).toLowerCase());
        const used = [`urn:ietf:params:scim:schemas:core:2.0:${type}`, ...Object.keys(values).filter(isUri)];
        const missing = used.find((uri) => !known.includes(uri.toLowerCase()));
        return missing === undefined ? null : `its schemas do not name ${missing}`;
      },
      'schemas names its type and every extension in it',
    ),
});

const isUri = (name: string) => name.toLowerCase().startsWith('urn:');
