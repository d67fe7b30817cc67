import {
  accountReading,
  accountsOf,
  attempts,
  judgedBrowsers,
  outcome,
  sameAddress,
  wasKnown,
  type Attempt,
} from './attempt.ts';
import type { CaseLog, Observation } from './observation.ts';
import { blocked, fail, pass, type Finding, type Grade } from './rule.ts';

/** Judges several things alike: one failure fails, else one that could not be told blocks, and nothing to judge blocks too. */
export function each<T>(list: readonly T[], nothing: string, judge: (item: T) => Finding): Finding {
  const findings = list.map(judge);
  const decisive =
    findings.find(({ status }) => status === 'fail') ??
    findings.find(({ status }) => status === 'blocked') ??
    findings.find(({ status }) => status === 'skipped');
  if (decisive) return decisive;
  const [first, ...others] = findings;
  if (first?.status !== 'pass') return blocked(nothing);
  const [head, ...tail] = first.evidence;
  const more = others.flatMap((finding) => [...finding.evidence]);
  return pass(first.because, head, ...tail, ...more);
}

/** The sign-in must end with nobody let in. */
export function mustBeRefused(attempt: Attempt, why: string, grade?: Grade): Finding {
  const result = outcome(attempt);
  switch (result.kind) {
    case 'refused':
      return pass(`Refused: ${why}.`, ...result.witness);
    case 'unclear':
      return blocked(`Whether it was refused cannot be told. ${result.because}`, ...result.witness);
    case 'accepted':
      return fail(
        `Let in although ${why}.`,
        {
          expected: 'no session and no account',
          actual: `${result.by} of ${result.email ?? 'somebody'}`,
          ...(grade ? { grade } : {}),
        },
        ...result.witness,
      );
  }
}

/** The sign-in must end with the person signed in, and nobody else. */
export function mustBeSignedIn(attempt: Attempt): Finding {
  const { email } = attempt.facts;
  if (attempt.refusedByIdp)
    return blocked(`The IdP itself refused: ${attempt.refusedByIdp.data.code}.`, attempt.refusedByIdp);
  return each(attempt.sessions, `Who is signed in could not be asked.`, (session) => {
    const expected = `a session of ${email ?? 'the person'}`;
    if (session.data.email === null) {
      const ended = attempt.page;
      const actual = `nobody is signed in${ended ? `; the browser rests at ${ended.data.url} (${ended.data.status})` : ''}`;
      return fail(
        'The genuine sign-in did not end in a session.',
        { expected, actual },
        session,
        ...(ended ? [ended] : []),
      );
    }
    if (!sameAddress(session.data.email, email)) {
      return fail(
        'Somebody else is signed in.',
        { expected, actual: `a session of ${session.data.email}`, grade: 'bypass' },
        session,
      );
    }
    return pass(`Signed in as ${session.data.email}.`, session);
  });
}

/** Why a sign-in has to be refused by what is known of it beforehand; null where it may be accepted. */
export function reasonToRefuse(attempt: Attempt, log: CaseLog): string | null {
  const { facts } = attempt;
  const forged = facts.faults.find((fault) => fault.expect === 'refuse');
  if (forged) return `the message carries the fault ${forged.id}`;
  if (facts.method.state !== 'verified') return `the SSO method is ${facts.method.state}`;
  if (!facts.assigned) return 'the person is not assigned to the application';
  if (facts.accountDisabled) return 'the account is disabled';
  if (facts.email && !approved(facts.email, facts.method.domains))
    return `the domain of ${facts.email} is not approved`;
  if (facts.through === 'idp' && !log.last('case.given')?.data.idpInitiated)
    return 'the application does not mean to accept unsolicited responses';
  if (wasKnown(attempt)) return null;
  if (facts.through !== 'jit-url') return 'a person without an account came by another way than the JIT login URL';
  if (!facts.method.jit) return 'JIT is off and the person has no account';
  return usableEmail(attempt) ? null : 'the message holds no usable email';
}

/** The whole domain counts: neither a suffix nor a subdomain is the domain. */
export const approved = (email: string, domains: readonly string[]) =>
  domains.some((domain) => email.toLowerCase().endsWith(`@${domain.toLowerCase()}`));

/** Whether what the IdP sent as NameID is an address of the person. */
export function usableEmail(attempt: Attempt): boolean {
  const sent = attempt.emitted?.data.nameId.value ?? attempt.facts.email;
  return sent !== null && /^[^\s@#]+@[^\s@]+$/.test(sent);
}

/** The forged sign-ins with one of these faults: refused, or harmless because only the genuine signer got in. */
export function judgeFault(log: CaseLog, ...faults: readonly string[]): Finding {
  const forged = attempts(log).filter((attempt) => attempt.facts.faults.some((fault) => faults.includes(fault.id)));
  return each(forged, `No sign-in with ${faults.join(' or ')} took place.`, judgeForgery);
}

/** Who got in decides: the victim is a bypass; the signer is harmless where identity was forged, and a missing check elsewhere. */
function judgeForgery(attempt: Attempt): Finding {
  const result = outcome(attempt);
  const [fault] = attempt.facts.faults;
  const name = fault?.id ?? 'the fault';
  if (result.kind === 'refused') return pass(`Nobody got in with ${name}.`, ...result.witness);
  if (result.kind === 'unclear')
    return blocked(`Whether ${name} was refused cannot be told. ${result.because}`, ...result.witness);

  const who = result.email;
  const actual = `${result.by} of ${who ?? 'somebody whose address could not be read'}`;
  const expected = 'no session and no account';
  const seen = [...result.witness, ...(attempt.emitted ? [attempt.emitted] : [])] as [Observation, ...Observation[]];
  const claimed = [attempt.facts.victim?.email, attempt.emitted?.data.claimsVictim].filter((value) => value != null);
  if (claimed.some((victim) => sameAddress(who, victim))) {
    return fail(
      `The forged identity got in: ${name} makes anybody of the IdP's users somebody else.`,
      { expected, actual, grade: 'bypass' },
      ...seen,
    );
  }
  if (sameAddress(who, attempt.facts.email)) {
    if (fault?.harm === 'identity')
      return pass(`Only the genuine signer got in with ${name}, as somebody who may.`, ...seen);
    return fail(
      `Accepted although the check was violated by ${name}.`,
      { expected, actual, grade: fault?.grade ?? 'check-missing' },
      ...seen,
    );
  }
  return blocked(`Somebody got in with ${name} who is neither signer nor victim: ${who ?? 'no address'}.`, ...seen);
}

/** Browsers of a sign-in that hold a session, where the message that reached them had to be refused. */
export function intruders(attempt: Attempt): Observation<'target.session'>[] {
  const browsers = judgedBrowsers(attempt);
  return attempt.sessions.filter((session) => session.data.email !== null && browsers.includes(session.data.browser));
}

/** The one reading of the person's account after the sign-in, or why there is none. */
export function accountAfter(attempt: Attempt): { reading: Observation<'target.account'> } | { missing: Finding } {
  const reading = accountReading(attempt, 'after');
  if (!reading) return { missing: blocked('The account could not be read back.') };
  if (reading.data.accounts.length === 0) {
    const because = `There is no account of ${reading.data.email} after the sign-in.`;
    return { missing: fail(because, { expected: 'an account', actual: 'none' }, reading) };
  }
  return { reading };
}

/** Sign-ins of people who had no account, through the JIT login URL of a verified method with JIT, that nothing speaks against. */
export function firstSignIns(log: CaseLog): Attempt[] {
  return attempts(log).filter(
    (attempt) => attempt.facts.through === 'jit-url' && !wasKnown(attempt) && reasonToRefuse(attempt, log) === null,
  );
}

/** Sign-ins of people who had an account already. */
export function laterSignIns(log: CaseLog): Attempt[] {
  return attempts(log).filter((attempt) => wasKnown(attempt) && reasonToRefuse(attempt, log) === null);
}

/** Group values of the person's account after the sign-in; null where they cannot be read. */
export function groupsAfter(attempt: Attempt): readonly string[] | null {
  return accountsOf(attempt, 'after')[0]?.groups ?? null;
}

/** Lists differ in order alone. */
export const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && [...a].sort().every((value, index) => value === [...b].sort()[index]);
