/** Service providers that nobody here wrote, installed and run when asked for: `npm run targets -- <name>`. */
export interface RegressionTarget {
  /** Folder beside this file. */
  folder: string;
  /** Target file in it. */
  target: string;
  /** Recorded verdicts, in the same folder. */
  expected: string;
  /** The folder has packages of its own. */
  installs: boolean;
}

export const regressionTargets: Readonly<Record<string, RegressionTarget>> = {
  'passport-saml': { folder: 'passport-saml', target: 'target.yaml', expected: 'expected.json', installs: false },
  'team-portal': { folder: 'team-portal', target: 'target.yaml', expected: 'expected.json', installs: false },
  samlify: { folder: 'samlify', target: 'target.yaml', expected: 'expected.json', installs: true },
  'samlify-2.9.1': { folder: 'samlify', target: 'target-2.9.1.yaml', expected: 'expected-2.9.1.json', installs: true },
  'mod-auth-mellon': { folder: 'mod-auth-mellon', target: 'target.yaml', expected: 'expected.json', installs: false },
  'mod-shib': { folder: 'mod-shib', target: 'target.yaml', expected: 'expected.json', installs: false },
  'openid-client': { folder: 'openid-client', target: 'target.yaml', expected: 'expected.json', installs: false },
  'express-openid-connect': {
    folder: 'express-openid-connect',
    target: 'target.yaml',
    expected: 'expected.json',
    installs: true,
  },
  'express-openid-connect-code': {
    folder: 'express-openid-connect',
    target: 'target-code.yaml',
    expected: 'expected-code.json',
    installs: true,
  },
  'mod-auth-openidc': { folder: 'mod-auth-openidc', target: 'target.yaml', expected: 'expected.json', installs: false },
  'scimmy-express': { folder: 'scimmy-express', target: 'target.yaml', expected: 'expected.json', installs: true },
  'scim-patch': { folder: 'scim-patch', target: 'target.yaml', expected: 'expected.json', installs: true },
};
