import samlp, { type IdPOptions } from 'samlp';
import { postFields } from '../saml/delivery.ts';
import type { SigningShape } from '../app.ts';
import { IdpError } from '../idp-error.ts';
import { NAMEID_FORMAT } from '../saml/names.ts';
import { attributeOf, valueOf } from '../saml/profile.ts';
import type { Attribute } from '../saml/draft.ts';
import { personalOf } from '../saml/emission.ts';
import type { Emission, ResponseInput } from '../saml/respond.ts';

/** What the type declarations of samlp leave out. */
interface Options extends IdPOptions {
  signAssertion: boolean;
  nameIdentifierFormat: string;
}

/** What samlp can sign; assertion is its default. */
export const shapes = ['assertion', 'response', 'both'] as const satisfies readonly SigningShape[];

const ISSUED_FOR_SECONDS = 3600;

/**
 * The answer as samlp writes it, by its own clock and with its own random ids: Destination and Recipient are set to the
 * ACS, because at its defaults samlp sends the audience and nothing.
 *
 * @throws IdpError `NAMEID_EMPTY`, `SHAPE_NOT_OFFERED`, `SERVICE_PROVIDER_MISSING`
 */
export async function respond(input: ResponseInput): Promise<Emission> {
  const { settings, person, request, app } = input;
  const { serviceProvider } = settings;
  if (!serviceProvider)
    throw new IdpError('SERVICE_PROVIDER_MISSING', `The app "${app.name}" has no service provider registered.`);
  const shape = shapes.find((offered) => offered === (input.shape ?? settings.sign ?? 'assertion'));
  if (!shape)
    throw new IdpError(
      'SHAPE_NOT_OFFERED',
      `other cannot emit the shape "${input.shape ?? ''}". Choose one of: ${shapes.join(', ')}.`,
    );
  const nameId = valueOf({ person }, settings.nameId?.source ?? 'email');
  if (!nameId) throw new IdpError('NAMEID_EMPTY', `${person.username} has no ${settings.nameId?.source ?? 'email'}.`);

  const format = NAMEID_FORMAT[formatOf(settings.nameId?.format)];
  const user = passportUser(input, nameId);
  const xml = await getSamlResponse(
    {
      issuer: app.entityId,
      cert: input.key.certificate,
      // The declarations ask for PEM, which is parsed anew for every signature. A key object is not.
      key: input.key.privateKey as unknown as string,
      audience: serviceProvider.entityId,
      recipient: serviceProvider.acsUrl,
      destination: serviceProvider.acsUrl,
      inResponseTo: request?.id,
      // Any other name silently becomes SHA-1.
      signatureAlgorithm: 'rsa-sha256',
      digestAlgorithm: 'sha256',
      signAssertion: shape !== 'response',
      signResponse: shape !== 'assertion',
      lifetimeInSeconds: ISSUED_FOR_SECONDS,
      nameIdentifierFormat: format,
      getPostURL: () => undefined,
    },
    user,
  );
  return {
    shape,
    faults: [],
    xml,
    genuineXml: null,
    inResponseTo: request?.id ?? null,
    sessionIndex: null,
    nameId: { value: nameId, format },
    claims: { victim: null },
    groups: user.groups ?? null,
    groupsBehindOverage: null,
    personal: personalOf({ attributes: personalClaims(input), nameId: { value: nameId, format } }, person),
    subjectId: null,
    deliveries: [
      {
        browser: 'same',
        method: 'POST',
        to: serviceProvider.acsUrl,
        fields: postFields(xml, input.relayState),
        genuine: true,
      },
    ],
  };
}

const formatOf = (format: keyof typeof NAMEID_FORMAT | 'vendor-default' = 'emailAddress') =>
  format === 'vendor-default' ? 'unspecified' : format;

/** A Passport profile: samlp sends id, address and names as claims, and everything else under schemas.passportjs.com. */
function passportUser({ settings, person }: ResponseInput, nameId: string) {
  const extra = Object.entries(settings.attributes ?? {}).map(([name, source]) => [
    name,
    attributeOf({ person }, name, source).values[0],
  ]);
  return {
    ...(Object.fromEntries(extra.filter(([, value]) => value !== undefined)) as Record<string, string>),
    id: nameId,
    displayName: person.displayName,
    name: { givenName: person.givenName, familyName: person.surname },
    emails: person.email === null ? [] : [{ value: person.email }],
    ...(settings.groups?.send === 'security' && { groups: person.groups.map(({ name }) => name) }),
  };
}

/** What samlp always sends, and what was asked for beside it. */
const personalClaims = ({ person, settings }: ResponseInput): Attribute[] => [
  ...(['name', 'givenName', 'surname', 'email'] as const).map((source) => attributeOf({ person }, source, source)),
  ...Object.entries(settings.attributes ?? {}).map(([name, source]) => attributeOf({ person }, name, source)),
];

function getSamlResponse(options: Options, user: object): Promise<string> {
  return new Promise((resolve, reject) => {
    samlp.getSamlResponse(options, user, (error: unknown, xml) => {
      if (error) reject(error instanceof Error ? error : new Error('samlp refused', { cause: error }));
      else resolve(xml);
    });
  });
}
