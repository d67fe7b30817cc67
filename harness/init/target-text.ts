import { stringify } from 'yaml';
import type { Answers } from './answers.ts';

/**
 * The text of a target file, commented. What was left open stands there as comments that become valid when their `# ` is taken
 * away.
 */
export function targetText(answers: Answers): string {
  const base = originOf(answers);
  const parts = [
    head(answers),
    answers.start ? started(answers.start) : running(answers),
    idps(answers),
    hosts(answers),
    sso(answers, base),
    scim(answers, base),
    observe(answers, base),
    answers.saml || answers.oidc ? methods(answers, base) : [],
    lacks(answers),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Where examples in comments lead. */
const originOf = ({ whoAmI, scim: access }: Answers) =>
  /^https?:\/\/[^/]+/.exec(whoAmI?.url ?? access?.baseUrl ?? '')?.[0] ?? 'http://127.0.0.1:3000';

function head({ name }: Answers): string[] {
  return [
    '# How jitmus reaches this application: starts it, signs people in, and sees what became of them.',
    '# Check it with "jitmus doctor <this file>". Every key: docs/target-file.md of jitmus.',
    `name: ${scalar(name)}`,
  ];
}

function started({ command, env, readyUrl }: NonNullable<Answers['start']>): string[] {
  const pairs = [...env].map(([name, value]) => `    ${name}: ${scalar(value)}`);
  return [
    '# jitmus starts the application, once for each identity provider, and ends it.',
    'start:',
    `  command: [${command.map(flow).join(', ')}] # program and arguments, without a shell, in the folder of this file`,
    ...(pairs.length > 0
      ? [
          '  # What it is told. ${port} is a free one. Others: ${idp.id}, ${idp.saml.metadataUrl}, ${idp.saml.metadataFile},',
          '  # ${idp.saml.sloUrl}, ${scratch} (a folder of its own), ${env.NAME} (of whoever runs jitmus).',
          '  env:',
          ...pairs,
        ]
      : []),
    `  ready: { url: ${flow(readyUrl)} } # it is up once this answers below 500`,
  ];
}

function running({ listen }: Answers): string[] {
  if (listen === null) return [];
  return [
    '# The application is running already and trusts one address of the mock IdPs, with the same keys in every run.',
    '# "jitmus idp --target <this file>" prints what to enter in it.',
    `mockIdps: { listen: ${flow(listen)}, keys: ./.jitmus-keys }`,
  ];
}

const idps = ({ idps: vendors }: Answers) => ['# Of entra, google, okta, other.', `idps: [${vendors.join(', ')}]`];

const hosts = ({ allowHosts }: Answers) =>
  allowHosts.length === 0
    ? []
    : ['# Hosts that are not this machine, and may be contacted.', `allowHosts: [${allowHosts.map(flow).join(', ')}]`];

function sso({ saml, oidc }: Answers, base: string): string[] {
  if (!saml && !oidc) return [];
  return [
    'sso:',
    ...(saml
      ? [
          '  saml:',
          `    entityId: ${scalar(saml.entityId)}`,
          `    acsUrl: ${scalar(saml.acsUrl)} # where it takes SAML responses`,
          `    loginUrl: ${scalar(saml.loginUrl)} # where a sign-in begins: leads to the IdP by itself`,
          ...(saml.metadataUrl === null
            ? ['    # Where it serves its metadata, which is judged then:', `    # metadataUrl: ${base}/metadata`]
            : [`    metadataUrl: ${scalar(saml.metadataUrl)}`]),
          '    # What it is sent. Left out: the address as NameID.',
          '    # idpApp:',
          '    #   nameId: { format: emailAddress, source: email }',
          '    #   groups: { send: security }',
          '    #   attributes: { email: email, firstName: givenName }',
        ]
      : []),
    ...(oidc
      ? [
          '  oidc:',
          `    loginUrl: ${scalar(oidc.loginUrl)} # where a sign-in begins: leads to the IdP by itself`,
          `    redirectUri: ${scalar(oidc.redirectUri)}`,
          '    # Where people sign out, and where the IdP leads them back to:',
          `    # logoutUrl: ${base}/logout`,
          `    # postLogoutRedirectUri: ${base}/`,
        ]
      : []),
  ];
}

function scim({ scim: access }: Answers, base: string): string[] {
  if (!access)
    return [
      '# Where it is provisioned over SCIM 2.0:',
      '# scim:',
      `#   baseUrl: ${base}/scim/v2`,
      '#   token: the-token-of-your-test-team',
    ];
  return [
    'scim:',
    `  baseUrl: ${scalar(access.baseUrl)}`,
    `  token: ${scalar(`\${env.${access.tokenVariable}}`)} # the token alone, without "Bearer"`,
    '  # Tokens that must not reach these people:',
    '  # otherTeamToken: a-token-of-another-team',
    '  # revokedToken: a-token-that-was-good-once',
  ];
}

function observe({ whoAmI, account }: Answers, base: string): string[] {
  if (!whoAmI) return [];
  return [
    'observe:',
    '  # Who is signed in: 200, and a text where the JSON Pointer leads. This is the witness of every sign-in.',
    `  whoAmI: { url: ${flow(whoAmI.url)}, email: ${flow(whoAmI.email)} }`,
    ...(account
      ? [
          '  # What is stored about one person. "complete: true" says that the answer is all of it; groups: where they stand.',
          '  account:',
          `    url: ${scalar(account.url)}`,
          `    item: ${scalar(account.item)}`,
          `    email: ${scalar(account.email)}`,
          '    # groups: /groups',
          '    # complete: true',
        ]
      : [
          '  # What is stored about one person, so that just-in-time provisioning is judged. A route for tests will do.',
          '  # account:',
          `  #   url: ${base}/test/accounts?email={email}`,
          '  #   item: /0',
          '  #   email: /email',
        ]),
  ];
}

/** The rules about a product that offers SSO methods need more than one can ask. */
function methods({ saml }: Answers, base: string): string[] {
  const registered = saml ? [] : ['#     redirectUri: /redirectUri'];
  return [
    '# An application whose owners add SSO methods by an API can be judged by every product rule. It is told of the IdP by that',
    '# call then, so ${idp.…} has no place in start.env. Placeholders: docs/target-file.md.',
    '# ssoMethods:',
    '#   create:',
    '#     method: POST',
    `#     url: ${base}/api/sso-methods`,
    '#     headers: { authorization: Bearer token-of-the-owner }',
    "#     body: { name: '{name}', idpType: '{idp}', jit: '{jit}', domains: '{domains}', metadataUrl: '{metadataUrl}' }",
    '#     id: /id',
    '#     jitLoginUrl: /jitLoginUrl',
    '#     loginUrl: /loginUrl',
    '#     acsUrl: /acsUrl',
    '#     entityId: /entityId',
    ...registered,
    `#   verify: { method: POST, url: '${base}/api/sso-methods/{id}/verify' }`,
  ];
}

function lacks({ lacks: missing }: Answers): string[] {
  const says =
    '# What it does not have, and why: what needs it is skipped. What this file does not describe is skipped anyway.';
  if (missing.length === 0) return [says, '# lacks:', '#   groups: It has no groups.'];
  return [says, 'lacks:', ...missing.map((capability) => `  ${capability}: It does not have it.`)];
}

/** A value behind a key, or in a list of lines. */
const scalar = (text: string) => stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();

/** A value between brackets or braces, where more characters mean something. */
const flow = (text: string) =>
  /^[\w./@-]+$/.test(text) && scalar(text) === text ? text : `'${text.replaceAll("'", "''")}'`;
