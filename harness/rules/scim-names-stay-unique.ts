import type { CaseLog } from '../observation.ts';
import { isCreation, judgeCalls, mustBeRefusedWith, nameIn, operationsOf, scimCalls, type Called } from '../judge.ts';
import { defineRule, scimProtocol } from '../rule.ts';

export default defineRule({
  id: 'scim/names-stay-unique',
  level: 'MUST',
  says: 'A PUT or PATCH MUST NOT give a user the name of another, and be answered with an error (409, or 400 as Table 9 has it).',
  source: scimProtocol('§3.12'),
  covers: ['R052'],
  needs: ['scim'],
  passesOnRefusal: true,
  judge: (log) =>
    judgeCalls(
      log,
      (call) => takesName(call, log),
      'Nobody wanted the name of another.',
      (call) => mustBeRefusedWith(call, [409, 400]),
    ),
});

function takesName(call: Called, log: CaseLog): boolean {
  const { method, of } = call.facts;
  const wanted = method === 'PUT' ? nameIn(call) : operationsOf(call).find(({ path }) => path === 'userName')?.value;
  const others = scimCalls(log).filter(
    (each) => isCreation(each) && each.facts.kept !== null && each.facts.kept !== of,
  );
  return typeof wanted === 'string' && others.some((each) => nameIn(each) === wanted.toLowerCase());
}
