import type { Refused } from '../mock-idps/index.ts';
import type { Refusal } from './api/api.gen.ts';

const NAMES = { entra: 'Microsoft Entra ID', google: 'Google', okta: 'Okta', other: 'A plain IdP' } as const;

/** Why the identity provider let nobody in, and what the real vendor would show. */
export function refusalOf({ vendor, status, code, says, answered, sentBack }: Refused): Refusal {
  const established = !code.startsWith('mock:');
  return { status, code, says, established, vendorShows: shown() };

  function shown(): string {
    const name = NAMES[vendor];
    if (sentBack) {
      const { error, error_description: description } = sentBack.parameters;
      return `${name} shows no page: it sends the browser back to ${sentBack.to} with error=${error ?? code}${description ? ` ("${description}")` : ''}.`;
    }
    if (answered) return `${name} shows no page: it posts a response with a failed status to ${answered.to}.`;
    return established
      ? `${name} shows an error page with ${code}, and the application hears nothing.`
      : `What ${name} shows here is not established; the application hears nothing.`;
  }
}
