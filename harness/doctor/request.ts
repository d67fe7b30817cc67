import { endWords } from '../judge.ts';
import { parsedJson } from '../targets/api-call.ts';
import { fine, trouble, type Outcome, type Trouble } from './outcome.ts';
import { printedBy, quoted, requestOf, type SignInSeen } from './seen.ts';
import { howToTell } from './told.ts';

/** Whether the login URL led to the mock IdP. */
export function loginOutcome(seen: SignInSeen): Outcome {
  const { log, loginUrl } = seen;
  if (requestOf(seen) || log.last('idp.refused')) return fine(`${loginUrl} leads to the mock IdP`);
  const end = log.last('signin.ended')?.data;
  const page = log.last('page')?.data;
  const exchanges = log.all('http.exchange');
  const last = exchanges.at(-1);
  const entry = loginEntry(seen);
  if (end?.barred !== undefined)
    return trouble(
      `${loginUrl} sends the browser to ${end.barred}, which is not the mock IdP.`,
      'The application is set up for another identity provider.',
      howToTell(seen, 'addresses'),
    );
  if (last?.to === 'idp')
    return trouble(
      `${loginUrl} leads to the mock IdP at ${last.data.url} (${last.data.status ?? 'no answer'}), and no sign-in request is there.`,
      'The application was given another address of the IdP than the one for sign-ins.',
      howToTell(seen, 'addresses'),
    );
  if (end && end.outcome !== 'page' && end.outcome !== 'server-error')
    return exchanges.length <= 1
      ? trouble(
          `${loginUrl} ended in a ${endWords[end.outcome]}. ${page?.text ?? ''}`,
          end.outcome === 'no-script'
            ? 'The sign-in page is written by a script.'
            : 'Nothing answers there, or not in time.',
          end.outcome === 'no-script' ? 'Use "--driver browser", with doctor and with run.' : `Mend ${entry}.`,
        )
      : trouble(
          `${loginUrl} sends the browser to ${last?.data.url ?? '?'}, where it met a ${endWords[end.outcome]}.`,
          'The application holds an address of an identity provider that is not there, perhaps of an earlier run.',
          howToTell(seen, 'addresses'),
        );
  const status = page?.status ?? 0;
  if (status === 404)
    return trouble(`${page?.url} answers 404.`, `${entry} is mistyped, or the route does not exist.`, `Mend ${entry}.`);
  if (status >= 500)
    return trouble(
      `${page?.url} answers ${status}: ${quoted(page?.text)}${printedBy(seen)}`,
      'The application failed before it sent anybody to the IdP. Perhaps it could not read what it knows of the IdP.',
      howToTell(seen, 'addresses'),
    );
  return trouble(
    `${loginUrl} ends at a page (${status}) and not at the IdP: ${quoted(page?.title ? `${page.title}. ${page.text}` : page?.text)}`,
    `${entry} is a page on which a person would have to choose or press something first, or it needs a script.`,
    `Give the address that leads to the IdP by itself, as the button does; where a script does it, use "--driver browser".`,
  );
}

/** Whether the IdP could read the request and let the application have it answered. */
export const requestOutcome = (seen: SignInSeen): Outcome =>
  seen.protocol === 'saml' ? samlRequest(seen) : openIdRequest(seen);

function samlRequest(seen: SignInSeen): Outcome {
  const { log } = seen;
  const request = log.last('idp.request')?.data;
  const refused = log.last('idp.refused')?.data;
  if (!request) return refused ? refusal(refused) : neverCame;
  const { problem, issuer, acsUrl, expected, binding, signature } = request;
  if (problem !== null)
    return trouble(
      `The IdP got a request that it cannot read (${problem}).`,
      'It is not encoded as its binding asks: HTTP-Redirect deflates, HTTP-POST does not.',
      'Look at the SAML library of the application: which binding does it send by, and to which address?',
    );
  if (issuer !== expected.entityId)
    return trouble(
      `The request names ${issuer ?? 'nobody'} as its issuer, the target file says ${expected.entityId}.`,
      'sso.saml.entityId is not the entity id that the application calls itself by. It has to be the same to the letter.',
      issuer === null ? 'Let the application send its entity id.' : `entityId: ${issuer}`,
    );
  if (acsUrl !== null && acsUrl !== expected.acsUrl)
    return trouble(
      `The request wants the answer at ${acsUrl}, the target file says ${expected.acsUrl}.`,
      'sso.saml.acsUrl is mistyped, or the application takes itself for being at another address than this.',
      `acsUrl: ${acsUrl}`,
    );
  if (signature.state === 'invalid')
    return trouble(
      'The request is signed, and the signature does not fit the certificate of sso.saml.signingCertificateFile.',
      'The file holds an older certificate, or that of somebody else.',
      'Save the certificate by whose key the application signs in that file.',
    );
  if (signature.state === 'absent' && signature.promisedBy !== null)
    return trouble(
      `The request is not signed, though ${signature.promisedBy} says that requests are.`,
      'Signing is not switched on in the application.',
      'Switch it on, or leave sso.saml.signingCertificateFile out.',
    );
  if (refused) return refusal(refused);
  const signed = {
    absent: 'not signed',
    unchecked: 'signed (sso.saml.signingCertificateFile would have that checked)',
    unsupported: `signed with ${signature.algorithms.join(', ')}, which jitmus does not know`,
    valid: 'signed',
    invalid: '',
  }[signature.state];
  return fine(`by ${binding}, of ${issuer}, answer to ${acsUrl ?? 'the registered ACS'}; ${signed}`);
}

function openIdRequest(seen: SignInSeen): Outcome {
  const { log, answersTo, clientId } = seen;
  const request = log.all('idp.happened').find(({ data }) => data.asked);
  const refused = log.last('idp.refused')?.data;
  const asked = request?.data.asked;
  if (!asked) return refused ? refusal(refused) : neverCame;
  const parameters = parsedJson(request.artefacts?.[0]?.text ?? '') as Record<string, string | undefined>;
  if (parameters.client_id !== clientId)
    return trouble(
      `The request is of client ${parameters.client_id ?? '(none)'}, the IdP knows the application as ${clientId}.`,
      'The application holds a client id of another registration.',
      howToTell(seen, 'client'),
    );
  if (answersTo !== null && parameters.redirect_uri !== answersTo)
    return trouble(
      `The request wants the answer at ${parameters.redirect_uri ?? '(nowhere)'}, the target file says ${answersTo}.`,
      'sso.oidc.redirectUri is mistyped, or the application takes itself for being at another address than this.',
      `redirectUri: ${parameters.redirect_uri ?? '…'}`,
    );
  if (refused) return refusal(refused);
  const has = (name: string) => (asked.parameters.includes(name) ? name : `no ${name}`);
  const pkce = asked.challenge === null ? 'no PKCE' : `PKCE ${asked.challenge}`;
  return fine(
    `${asked.responseType} for ${asked.scope.join(' ')}, client_id and redirect_uri as registered; ${pkce}, ${has('state')}, ${has('nonce')}`,
  );
}

const neverCame = trouble('No request came.', 'The application did not ask the IdP.', 'Look at the step before.');

const refusal = ({ code, says }: { code: string; says: string }): Trouble =>
  trouble(`The IdP refuses the request: ${code}. ${says}`, 'The vendor would refuse it in the same way.', says);

const loginEntry = ({ protocol, told }: SignInSeen) =>
  told.by === 'ssoMethods' ? 'the address that ssoMethods.create answers' : `sso.${protocol}.loginUrl`;
