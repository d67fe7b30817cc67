import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Vendor } from '../../mock-idps/index.ts';
import { openStage, type Stage } from '../execute.ts';
import { CannotPrepare, type Method, type MethodSpec } from '../methods.ts';
import { readMetadataOf } from '../read-metadata.ts';
import { startTarget } from '../start-target.ts';
import type { RunningTarget, Target } from '../targets/target.ts';
import type { Terminal } from '../terminal.ts';
import { vocabulary } from '../vocabulary.ts';
import { worldOf, type World } from '../world.ts';
import { accountOutcome } from './account.ts';
import { targetTrouble, stageTrouble } from './application.ts';
import { Checkup } from './checkup.ts';
import { coverageOf, tellCoverage } from './coverage.ts';
import { chromiumOutcome, nodeOutcome } from './machine.ts';
import { metadataOutcome } from './metadata.ts';
import { existingUserOutcome, groupsOutcome } from './existing-user.ts';
import { checkMethodsApi } from './methods-api.ts';
import { nobodyOutcome } from './nobody.ts';
import { fine, note, trouble } from './outcome.ts';
import { loginOutcome, requestOutcome } from './request.ts';
import { checkScim } from './scim.ts';
import { sessionOutcome } from './session.ts';
import { newLog, signInAs } from './sign-in.ts';

/** How a check-up is made. */
interface Manner {
  /** Null: all that the target takes. */
  idps: readonly Vendor[] | null;
  driver: 'http' | 'browser';
  tls: boolean;
  /** They bear the vendors' own addresses, behind a proxy. */
  impersonate: boolean;
  /** As it was named. */
  target: string;
}

const nothingToSee = trouble(
  'Nobody signs in, and nobody is provisioned.',
  'lacks names every protocol that the target file describes.',
  'Describe sso.saml, sso.oidc or scim, and take it out of lacks.',
);

/** Checks one application from its start to its end. */
export class Doctor {
  readonly #target: Target;
  readonly #idps: readonly Vendor[];
  readonly #options: Manner;
  readonly #terminal: Terminal;
  readonly #checkup: Checkup;
  #stage: Stage | null = null;
  #running: RunningTarget | null = null;
  /** Sign-ins that ended in a session of the right person. */
  #witnessed = 0;
  #provisioned = false;

  constructor(target: Target, idps: readonly Vendor[], options: Manner, terminal: Terminal) {
    this.#target = target;
    this.#idps = idps;
    this.#options = options;
    this.#terminal = terminal;
    this.#checkup = new Checkup(terminal, (text, forFile) => this.#shown(text, forFile));
  }

  async check(): Promise<0 | 1> {
    const checkup = this.#checkup;
    this.#terminal.line(this.#terminal.color.bold(`Checking ${this.#target.name}`));
    await checkup.step('target file', () => fine(`${this.#target.file ?? 'built in'}: valid; ${this.#describes()}`));
    await checkup.step('Node', () => nodeOutcome());
    await checkup.step('Chromium', () => chromiumOutcome());
    const open = await checkup.step('mock IdPs', async () => {
      try {
        const { driver, tls, impersonate } = this.#options;
        this.#stage = await openStage({ target: this.#target, seed: 1, driver, tls, impersonate });
        return fine(`listen on ${this.#stage.idps.origin}`);
      } catch (error) {
        return stageTrouble(error);
      }
    });
    if (open && this.#stage) await this.#checkApplication(this.#stage);
    else checkup.untried(['application'], 'the mock IdPs do not run');
    if (checkup.toMend === 0 && !this.#anythingSeen) await checkup.step('application', () => nothingToSee);
    tellCoverage(await coverageOf(this.#target, this.#options.idps), this.#terminal);
    return this.#ending();
  }

  get #anythingSeen(): boolean {
    return this.#witnessed > 0 || this.#provisioned;
  }

  #describes(): string {
    const { lacks } = this.#target;
    const protocols = (['saml', 'oidc', 'scim'] as const).filter((protocol) => !lacks.has(protocol));
    return `${protocols.join(', ').toUpperCase()} at ${this.#idps.join(', ')}`;
  }

  async #checkApplication(stage: Stage): Promise<void> {
    const scratch = join(tmpdir(), `jitmus-doctor-${process.pid}`);
    const remove = () => rmSync(scratch, { recursive: true, force: true });
    process.once('exit', remove);
    const { oneIdpAtATime, fixedMethod } = this.#target;
    const groups = oneIdpAtATime
      ? this.#idps.map((idp) => ({ trusts: idp, idps: [idp] }))
      : [{ trusts: fixedMethod ? (this.#idps[0] ?? null) : null, idps: this.#idps }];
    try {
      let earlier: string | null = null;
      for (const { trusts, idps } of groups) {
        this.#checkup.part(oneIdpAtATime ? `Application, told of ${trusts}` : 'Application');
        if (earlier !== null) this.#checkup.untried(['application', 'sign-in'], earlier);
        else earlier = await this.#checkStarted(stage, trusts, idps, scratch, idps === groups[0]?.idps);
      }
    } finally {
      await stage.close();
      remove();
      process.off('exit', remove);
    }
  }

  /** Answers why the application need not be tried for another IdP; null where it may. */
  async #checkStarted(
    stage: Stage,
    trusts: Vendor | null,
    idps: readonly Vendor[],
    scratch: string,
    first: boolean,
  ): Promise<string | null> {
    const checkup = this.#checkup;
    const runs = await checkup.step('application', async () => {
      const began = Date.now();
      try {
        this.#running = await startTarget({ target: this.#target, ...stage }, trusts, scratch);
      } catch (error) {
        return targetTrouble(error, this.#target);
      }
      return fine(
        this.#running.restart ? `starts, and answers after ${((Date.now() - began) / 1000).toFixed(1)} s` : 'answers',
      );
    });
    const running = this.#running;
    if (!runs || !running) {
      checkup.untried(['sign-in'], 'the application does not run');
      return `the application did not run for ${trusts ?? 'the first one'}`;
    }
    try {
      if (first) await checkup.step('reset', () => this.#reset(running));
      const world = worldOf(
        { target: this.#target, ...stage, faults: vocabulary().faults, clock: Date.now, store: () => () => '' },
        running,
      );
      await this.#checkRunning(world, idps, first);
    } finally {
      await running.stop();
      this.#running = null;
    }
    return null;
  }

  async #reset(running: RunningTarget) {
    try {
      await running.reset();
      return this.#target.resets
        ? fine('people are cleared, as before every run')
        : note('not described (observe.reset): every run meets new people anyway');
    } catch (error) {
      return targetTrouble(error, this.#target);
    }
  }

  async #checkRunning(world: World, idps: readonly Vendor[], first: boolean): Promise<void> {
    const checkup = this.#checkup;
    const { lacks } = this.#target;
    const { running } = world;
    const protocols = (['saml', 'oidc'] as const).filter((protocol) => !lacks.has(protocol));
    if (protocols.length > 0 && first) await checkup.step('nobody', () => nobodyOutcome(world));
    if (running.createAccount && first)
      await checkup.step('existing user', () => existingUserOutcome(world, idps[0] ?? 'other'));
    if (running.observe.groups && first) await checkup.step('groups', () => groupsOutcome(world));
    if (running.methods && first)
      for (const protocol of protocols) {
        checkup.part(`SSO methods over ${protocol.toUpperCase()}, at ${idps[0]}`);
        await checkMethodsApi(world, checkup, this.#spec(idps[0] ?? 'entra', protocol));
      }
    for (const vendor of idps)
      for (const protocol of protocols) {
        checkup.part(`Sign-in over ${protocol.toUpperCase()}, from ${vendor}`);
        await this.#checkSignIn(world, vendor, protocol);
      }
    if (running.scim && first) {
      checkup.part('Provisioning over SCIM');
      await checkScim(world, checkup, running.scim);
      this.#provisioned = true;
    }
  }

  async #checkSignIn(world: World, vendor: Vendor, protocol: 'saml' | 'oidc'): Promise<void> {
    const checkup = this.#checkup;
    const spec = this.#spec(vendor, protocol);
    let method: Method | null = null;
    const prepared = await checkup.step('registration', async () => {
      try {
        method = await world.methods.get(spec);
        return fine(
          this.#target.fixedMethod ? `as the target file describes it` : 'an SSO method is made and verified',
        );
      } catch (error) {
        if (!(error instanceof CannotPrepare)) throw error;
        return trouble(
          error.message,
          'The admin API does not do what ssoMethods describes.',
          'Look at the steps about SSO methods.',
        );
      }
    });
    const signInSteps = ['login', 'request', 'session', 'account'];
    if (!prepared || !method) return checkup.untried(signInSteps, 'there is nothing to sign in through');
    await this.#checkMetadata(world, method, protocol);
    const seen = await signInAs(world, spec, method);
    if ('problem' in seen) {
      await checkup.step('sign-in', () =>
        trouble(seen.problem, 'Nobody could be signed in.', 'Mend what is said there.'),
      );
      return;
    }
    if (!(await checkup.step('login', () => loginOutcome(seen))))
      return checkup.untried(signInSteps.slice(1), 'the IdP was not asked');
    if (!(await checkup.step('request', () => requestOutcome(seen))))
      return checkup.untried(signInSteps.slice(2), 'the IdP let nobody in');
    if (!(await checkup.step('session', () => sessionOutcome(seen))))
      return checkup.untried(signInSteps.slice(3), 'nobody was seen to be signed in');
    this.#witnessed++;
    await checkup.step('account', () => accountOutcome(seen, this.#target.lacks.get('accounts')));
  }

  async #checkMetadata(world: World, method: Method, protocol: 'saml' | 'oidc'): Promise<void> {
    const { metadataUrl } = method;
    if (protocol !== 'saml') return;
    await this.#checkup.step('metadata', async () => {
      if (metadataUrl === null) return note(this.#target.lacks.get('sp-metadata') ?? 'not described');
      const log = newLog(world);
      const signing = await readMetadataOf(world, log, method, metadataUrl);
      return metadataOutcome({ log: log.log, signing, described: world.running.signingCertificate });
    });
  }

  #spec(vendor: Vendor, protocol: 'saml' | 'oidc'): MethodSpec {
    const { lacks, domain, idpInitiated } = this.#target;
    return {
      vendor,
      protocol,
      state: 'verified',
      jit: vendor !== 'other' && !lacks.has('jit'),
      domains: [domain],
      idpInitiated,
      encryption: false,
      other: false,
      signRequests: false,
      responseType: 'code',
      exclusive: null,
    };
  }

  #ending(): 0 | 1 {
    const { color } = this.#terminal;
    const { toMend, notTried } = this.#checkup;
    const command = `jitmus run${this.#target.file === undefined ? '' : ` --target ${this.#target.file}`}`;
    if (toMend === 0) {
      this.#terminal.line(color.green(`\nNothing to mend. ${this.#seen()} Next: ${command}`));
      return 0;
    }
    const untried = notTried
      ? ` ${notTried === 1 ? '1 step was' : `${notTried} steps were`} not tried because of that.`
      : '';
    this.#terminal.line(
      color.red(
        `\n${toMend === 1 ? '1 thing' : `${toMend} things`} to mend.${untried} Then again: jitmus doctor ${this.#options.target}`,
      ),
    );
    return 1;
  }

  #seen(): string {
    if (this.#witnessed === 0) return 'SCIM answers; nobody signs in.';
    return `${this.#witnessed === 1 ? '1 sign-in' : `${this.#witnessed} sign-ins`} ended in a session of the right person.`;
  }

  /** Reports give free ports a name; here somebody may want to open the address, or to write it into the target file. */
  #shown(text: string, forFile: boolean): string {
    const running = this.#running;
    const own = running?.observe.whoAmI?.url ?? running?.scim?.baseUrl;
    const chosen = forFile && this.#target.startVariables.has('port');
    const port = chosen ? '${port}' : own === undefined ? '' : new URL(own).port;
    const known = this.#stage?.redactor.text(text) ?? text;
    return known
      .replaceAll('localhost:{idp}', this.#stage ? new URL(this.#stage.idps.origin).host : 'localhost')
      .replaceAll(':{target}', port === '' ? '' : `:${port}`);
  }
}
