import { domainOf } from './address.ts';
import type { Defects } from './defects.ts';
import { Refusal } from './refusal.ts';
import type { SsoMethod } from './sso-method.ts';

/** The whole domain counts: neither evil-corp.test nor x.corp.test is corp.test. @throws Refusal `domain-not-approved` */
export function requireApprovedDomain(email: string, method: SsoMethod, defects: Defects): void {
  if (!email.includes('@') && defects.has('accepts-name-that-is-no-address')) return;
  const domain = domainOf(email);
  const isApproved = method.domains.some(
    (approved) =>
      domain === approved ||
      (defects.has('suffix-domain-match') && domain.endsWith(approved)) ||
      (defects.has('subdomain-match') && domain.endsWith(`.${approved}`)),
  );
  if (!isApproved) throw new Refusal('domain-not-approved', `It is "${domain}".`);
}
