/** One trip of the message to the service provider, before it has an address on the mock. */
export interface DeliveryPlan {
  readonly browser: 'same' | 'other';
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
