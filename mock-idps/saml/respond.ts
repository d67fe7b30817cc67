import type { KeyObject } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AppSettings, SigningShape } from '../app.ts';
import type { AppRecord } from '../app-record.ts';
import type { Person } from '../directory/person.ts';
import type { Emitted } from '../event.ts';
import type { FaultUse } from '../fault.ts';
import { resolveFault } from '../fault-list.ts';
import type { Located } from '../located.ts';
import { pipeline, type Steps } from '../pipeline.ts';
import { postFields, type DeliveryPlan } from './delivery.ts';
import { groupsOf, personalOf, subjectIdOf } from './emission.ts';
import { checkFits, shapeOf } from './fit.ts';
import { acsUrlOf } from './genuine.ts';
import { styleOf, toolsFor } from './tools.ts';
import { sealedResponse, unsignedResponse, wireForm } from './message.ts';
import { signAside } from './signing.ts';

/** A key that signs messages, and the certificate that goes with it. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** PEM. */
  readonly certificate: string;
  /** DER in base64, one line. */
  readonly certificateBase64: string;
  /** As the vendor prints it in X509SubjectName. */
  readonly subjectName: string;
}

/**
 * A key that no metadata holds. Its own certificate has the subject, issuer, serial number and dates of the genuine one; the
 * further ones are DER in base64.
 */
export interface AttackerKey extends SigningKey {
  /** Of another subject. */
  readonly stranger: string;
  /** Of another subject, issued by the look-alike. */
  readonly issued: string;
}

/** What of an AuthnRequest a response answers to. */
export interface AnsweredRequest {
  readonly id: string;
  /** Null: the request named none, the registered one holds. */
  readonly acsUrl: string | null;
  readonly nameIdFormat: string | null;
  /** Of the NameIDPolicy. */
  readonly spNameQualifier?: string | null;
  readonly issuer: string | null;
  readonly authnContext: readonly string[];
}

export interface ResponseInput {
  /** The registration that answers; its vendor decides the profile. */
  readonly app: AppRecord;
  /** The registration's settings with the order's own laid over them. */
  readonly settings: AppSettings;
  readonly person: Person;
  /** Whom an identity forgery claims to be. */
  readonly victim?: Person;
  /** Another registration and its key, for the faults that mix two. */
  readonly otherApp?: AppRecord;
  readonly otherKey?: SigningKey;
  /** Null: IdP-initiated. */
  readonly request: AnsweredRequest | null;
  readonly relayState: string | null;
  readonly key: SigningKey;
  readonly attackerKey: AttackerKey;
  /** The vendor's other key, for the faults that sign with it. */
  readonly nextKey?: SigningKey;
  /** Whether the metadata holds it. Default false. */
  readonly publishesNextKey?: boolean;
  /** Address on the mock that tells when somebody fetches it. */
  readonly canaryUrl?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The order's `key`: with seed and nonce it fixes every id. */
  readonly orderKey: string;
  /** Key of an earlier order for the same app, for the faults that use its ids again. */
  readonly earlierKey?: string;
  readonly seed: number;
  /** 12 lower-case hex digits. */
  readonly nonce: string;
  readonly faults: readonly FaultUse[];
  /** Default: what the settings say, else the vendor's default. */
  readonly shape?: SigningShape;
  /** Where the vendor's paths are, for links that it puts into its messages. */
  readonly at: Located;
  readonly session: {
    /** When the person signed in at the IdP, milliseconds since 1970. */
    readonly authnInstant: number;
  };
}

/** A trip, and whether it is the one that the vendor would have made. */
export interface PlannedDelivery extends DeliveryPlan {
  readonly genuine: boolean;
}

/** A finished message: everything of the `emitted` event that the server does not know better itself. */
export interface Emission extends Omit<Emitted, 'kind' | 'vendor' | 'ticket' | 'at' | 'deliveries'> {
  /** In order; `n`, and the addresses of all but the one that rides along, are the server's. */
  readonly deliveries: readonly PlannedDelivery[];
}

/**
 * Writes, signs and, where faults are asked for, breaks the answer to one sign-in. Pure: the same input gives the same bytes.
 *
 * @throws IdpError `NAMEID_EMPTY` when the person lacks the value the NameID is taken from (a vendor's own error page),
 *   `SHAPE_NOT_OFFERED`, `SERVICE_PROVIDER_MISSING`, `FAULT_*`, `XML_CHARACTER`
 */
export async function respond(input: ResponseInput): Promise<Emission> {
  const shape = shapeOf(input);
  const faults = input.faults.map(resolveFault);
  for (const planned of faults) checkFits(planned.fault, input, shape);

  const { genuine, tools, victim } = toolsFor(input, shape);
  const steps = stepsOf(input);
  const { draft, xml, deliveries } = await pipeline(genuine, faults, steps, tools);
  const forged = faults.some(({ fault }) => fault.needs?.some((need) => need.startsWith('victim')));
  return {
    shape,
    faults: faults.map(({ fault }) => fault.id),
    xml,
    genuineXml: faults.length ? (await pipeline(genuine, [], steps, tools)).xml : null,
    inResponseTo: draft.inResponseTo,
    sessionIndex: genuine.sessionIndex,
    nameId: { value: genuine.nameId?.value ?? null, format: genuine.nameId?.format ?? null },
    claims: { victim: forged ? (victim().nameId?.value ?? null) : null },
    ...groupsOf(draft),
    personal: personalOf(draft, input.person),
    subjectId: subjectIdOf(genuine, input.person),
    deliveries: deliveries.map((plan, index) => ({
      ...plan,
      genuine: index === 0 && (faults.length === 0 || isDeepStrictEqual(plan, steps.deliveries(xml)[0])),
    })),
  };
}

const stepsOf = (input: ResponseInput): Steps => ({
  elements: (draft) => unsignedResponse(draft, styleOf(draft)),
  sign: (response, draft) => signAside(sealedResponse(response, draft, styleOf(draft))),
  write: (response, draft) => wireForm(response, styleOf(draft)),
  deliveries: (xml) => [
    { browser: 'same', method: 'POST', to: acsUrlOf(input), fields: postFields(xml, input.relayState) },
  ],
});
