/** How the parameters of an authorization response travel. */
export type ResponseMode = 'query' | 'fragment' | 'form_post';

/** One trip of the authorization response, before it has an address on the mock. */
export interface ResponsePlan {
  readonly browser: 'same' | 'other';
  /** The browser begins a sign-in of its own before: it has a request under way when the response comes. */
  readonly asksFirst?: true;
  /** What happens to the relying party before this trip. */
  readonly after?: 'restart';
  readonly mode: ResponseMode;
  /** The redirect URI. */
  readonly to: string;
  /** In order. */
  readonly parameters: readonly Parameter[];
}

export type Parameter = readonly [name: string, value: string];

/** The address of a trip that is a redirect. */
export function addressOf({ mode, to, parameters }: ResponsePlan): string {
  const added = new URLSearchParams(parameters.map(([name, value]) => [name, value])).toString();
  if (mode === 'query' && !/[?#]/.test(to)) return `${to}?${added}`;
  const url = new URL(to);
  if (mode === 'fragment') url.hash = added;
  else url.search = [url.search.slice(1), added].filter(Boolean).join('&');
  return url.href;
}

/** The trip with that value of a parameter; null: without it. */
export const withParameter = (plan: ResponsePlan, name: string, value: string | null): ResponsePlan => ({
  ...plan,
  parameters: [
    ...plan.parameters.filter(([each]) => each !== name),
    ...(value === null ? [] : [[name, value] as const]),
  ],
});
