import { checkSwitches } from '../check-switches.ts';
import { IdpError } from '../idp-error.ts';
import type { Switch } from '../saml/profile.ts';
import type { ProvisioningOptions, ProvisioningSettings, ProvisioningVendor } from './provisioning.ts';

/** Refuses what no administrator could save, and what would end in a failure that says nothing. @throws IdpError `SCIM_*` */
export function checkOptions(
  vendor: ProvisioningVendor,
  options: ProvisioningOptions,
  switches: readonly Switch[] = [],
): void {
  checkBaseUrl(options.baseUrl);
  checkToken(options.token);
  const { timeoutMs, answerLimit, settings = {} } = options;
  for (const [name, value] of Object.entries({ timeoutMs, answerLimit, membersAtOnce: settings.membersAtOnce }))
    if (value !== undefined && !(Number.isInteger(value) && value > 0))
      throw new IdpError('SCIM_OPTION_INVALID', `${name} is ${value}: give a whole number above 0.`);
  const flag = settings.standardPatch === true ? OLDER : settings.standardPatch === false ? STANDARD : null;
  if (flag !== null && has(new URL(options.baseUrl), flag))
    throw new IdpError(
      'SCIM_OPTION_INVALID',
      `The base URL carries ${flag}, and standardPatch is ${settings.standardPatch}: leave one of them out.`,
    );
  if (settings.matchBy?.length === 0)
    throw new IdpError('SCIM_OPTION_INVALID', 'matchBy is empty: people have to be matched by something.');
  checkSwitches(settings.switches, switches);
  for (const [name, owner] of Object.entries(OWNERS))
    if (settings[name as keyof typeof OWNERS] !== undefined && vendor !== owner)
      throw new IdpError('SCIM_OPTION_INVALID', `${name} is for ${owner}: leave it out for ${vendor}.`);
}

/** Settings that one vendor alone has. */
const OWNERS = {
  standardPatch: 'entra',
  matchBy: 'entra',
  skipOutOfScope: 'entra',
  application: 'okta',
  passwordSync: 'okta',
} as const;

/** Flags of the URL, by which Entra's PATCH follows the standard, or the older form once that is the default. */
const STANDARD = 'aadOptscim062020';
const OLDER = 'AzureAdScimPatch2017';

/** The base URL and the settings that go with it: at Entra, the one can say what the other does. */
export function connectionOf(
  vendor: ProvisioningVendor,
  { baseUrl, settings = {} }: Pick<ProvisioningOptions, 'baseUrl' | 'settings'>,
): { url: URL; settings: ProvisioningSettings } {
  const url = new URL(baseUrl);
  if (vendor !== 'entra') return { url, settings };
  const standardPatch = settings.standardPatch ?? (has(url, STANDARD) && !has(url, OLDER));
  if (standardPatch && !has(url, STANDARD)) url.search += `${url.search ? '&' : '?'}${STANDARD}`;
  return { url, settings: { ...settings, standardPatch } };
}

const has = ({ search }: URL, flag: string) => search.toLowerCase().includes(flag.toLowerCase());

function checkBaseUrl(baseUrl: string): void {
  const invalid = (why: string) =>
    new IdpError(
      'SCIM_BASE_URL_INVALID',
      `The base URL ${JSON.stringify(baseUrl)} ${why} Give the address below which /Users is, like https://app.example/scim/v2.`,
    );
  if (/\s/.test(baseUrl)) throw invalid('holds white space.');
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    throw invalid('is no http or https address.');
  const { hash, username, password, pathname } = new URL(baseUrl);
  if (hash) throw invalid('has a fragment.');
  if (username || password) throw invalid('holds a name or password.');
  if (/\/(users|groups)\/?$/i.test(pathname)) throw invalid('ends in a resource.');
}

/** Never printed: a token is a secret. */
function checkToken(token: string): void {
  const invalid = (why: string) => new IdpError('SCIM_TOKEN_INVALID', `The SCIM token ${why}`);
  if (token === '') throw invalid('is empty. Give the token that the application shows when it is made.');
  if (/[\r\n]/.test(token)) throw invalid('holds a line break, which was probably copied along. Remove it.');
  if (/^Bearer\s/i.test(token)) throw invalid('begins with the word Bearer. Give what comes after it.');
  const at = [...token].findIndex((letter) => !/[\x21-\x7e]/.test(letter));
  if (at >= 0)
    throw invalid(`holds a space or another character that cannot be sent in a header, at position ${at + 1}.`);
}
