/** One trip of the message to the service provider, before it has an address on the mock. */
export interface DeliveryPlan {
  readonly browser: 'same' | 'other';
  /** The browser begins a sign-in of its own before: it has a request under way when the message comes. */
  readonly asksFirst?: true;
  /** What happens to the service provider before this trip. */
  readonly after?: 'restart';
  readonly method: 'POST' | 'GET';
  readonly to: string;
  /** Fields of the form that brings it, in order. */
  readonly fields: readonly Field[];
  /** How a form that is posted writes its fields. Default `application/x-www-form-urlencoded`. */
  readonly encoding?: 'multipart/form-data' | 'text/plain';
}

export type Field = readonly [name: string, value: string];

/** The form of HTTP-POST (saml-bindings-2.0-os §3.5.4). */
export const postFields = (xml: string, relayState: string | null): readonly Field[] => [
  ['SAMLResponse', Buffer.from(xml).toString('base64')],
  ...(relayState === null ? [] : [['RelayState', relayState] as const]),
];

/** The trip with another message in its form; one that holds none stays as it is. */
export const withMessage = (plan: DeliveryPlan, write: (base64: string) => string): DeliveryPlan => ({
  ...plan,
  fields: plan.fields.map(([name, value]) => [name, name === 'SAMLResponse' ? write(value) : value] as const),
});

/** The trip with that RelayState behind the message; null: without one. */
export const withRelayState = (plan: DeliveryPlan, relayState: string | null): DeliveryPlan => ({
  ...plan,
  fields: [
    ...plan.fields.filter(([name]) => name !== 'RelayState'),
    ...(relayState === null ? [] : [['RelayState', relayState] as const]),
  ],
});

/** The message of a form, as XML. */
export const xmlOf = (base64: string): Buffer => Buffer.from(base64, 'base64');
