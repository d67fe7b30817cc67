import { JitmusError } from '../errors.ts';
import { LogWriter } from '../log-writer.ts';
import { ScimClient } from '../scim-load/client.ts';
import { demandScim } from '../scim-load/reachable.ts';
import { performScimControl } from '../scim/control.ts';
import { SCIM_TYPE, send } from '../scim/send.ts';
import type { ScimAccess } from '../targets/target.ts';
import type { World } from '../world.ts';
import type { Checkup } from './checkup.ts';
import { fine, trouble, type Outcome } from './outcome.ts';

const CAUSES: Readonly<Record<string, string>> = {
  SCIM_UNREACHABLE: 'The application is not running there, or scim.baseUrl names another host or port.',
  SCIM_TOKEN_REFUSED: 'scim.token is mistyped, expired, or of another team.',
  SCIM_NOT_THERE: 'scim.baseUrl leads elsewhere.',
};

/** Whether SCIM is there, takes its token and no other, and keeps a user that is made. */
export async function checkScim(world: World, checkup: Checkup, access: ScimAccess): Promise<void> {
  const there = await checkup.step('list users', () => listOutcome(access));
  const others = (
    [
      ['otherTeamToken', true],
      ['revokedToken', false],
      ['expiredToken', false],
    ] as const
  ).filter(([key]) => access[key] !== null);
  const steps = ['wrong token', ...others.map(([key]) => key), 'a user'];
  if (!there) return checkup.untried(steps, 'users cannot be listed');
  await checkup.step('wrong token', async () =>
    refusedOutcome(await statusWith(access, `jitmus-unknown-${world.nonce}`), 'a token that nobody was given'),
  );
  for (const [key, good] of others)
    await checkup.step(key, async () => {
      const status = await statusWith(access, access[key] ?? '');
      if (!good) return refusedOutcome(status, `scim.${key}`);
      return status === 200
        ? fine('is taken')
        : trouble(
            `scim.${key} is refused (${status ?? 'no answer'}).`,
            'It is mistyped, or no longer good.',
            'Mend it, or leave it out.',
          );
    });
  await checkup.step('a user', () => userOutcome(world));
}

async function listOutcome(access: ScimAccess): Promise<Outcome> {
  const client = new ScimClient(access, 1);
  try {
    await demandScim(client, access);
    return fine(`${access.baseUrl}/Users answers a list, and takes scim.token`);
  } catch (error) {
    if (!(error instanceof JitmusError)) throw error;
    return trouble(`${error.message} (${error.at})`, CAUSES[error.code] ?? '', error.hint ?? '');
  } finally {
    client.close();
  }
}

/** Null where there was no answer. */
async function statusWith({ baseUrl }: ScimAccess, token: string): Promise<number | null> {
  const headers = { accept: SCIM_TYPE, authorization: `Bearer ${token}` };
  const ended = await send({ method: 'GET', url: `${baseUrl}/Users?startIndex=1&count=1`, headers, body: null });
  return 'failure' in ended ? null : ended.status;
}

function refusedOutcome(status: number | null, what: string): Outcome {
  if (status === 401 || status === 403) return fine(`${what} is refused (${status})`);
  if (status !== null && status >= 200 && status < 300)
    return trouble(
      `Users are listed with ${what} (${status}).`,
      'SCIM is open to everybody, or does not look at its token.',
      'Let the application refuse it with 401: until then everybody may make and remove its users.',
    );
  return trouble(
    `A request with ${what} is answered with ${status ?? 'nothing'}, and not with 401.`,
    'The application fails over such a token, or sends people to a sign-in page.',
    'Let it answer 401.',
  );
}

async function userOutcome(world: World): Promise<Outcome> {
  const log = new LogWriter(world.redactor.child(), world.clock, () => '');
  const { status, because } = await performScimControl(world, 0, log);
  const left = log.log.last('scim.left');
  if (status !== 'accepted')
    return trouble(
      because,
      'The application asks for more, or for something else, than Entra ID and Okta send.',
      'Look at what it says: jitmus run --protocol scim shows every call.',
    );
  return left
    ? trouble(
        left.says,
        'The application does not delete users.',
        'Remove it by hand. Every run would leave more of them.',
      )
    : fine('is made, read back and removed');
}
