import type { SignIn, SignInInput, SignInList, SignOut, SignOutInput, SignOutList } from '../api.gen.ts';
import { operation } from '../operation.ts';

const tag = 'Sign-ins and sign-outs';
const problems = ['FAULT_UNKNOWN', 'FAULT_OPTION_UNKNOWN', 'FAULT_DOES_NOT_FIT', 'LOGIN_URL_MISSING', 'NOT_FOUND'];

export const signIns = [
  operation<never, never, SignInList>({
    id: 'listSignIns',
    method: 'GET',
    path: '/sign-ins',
    tag,
    summary: 'Sign-ins, the newest first: the newest 1,000, and all that stand for everybody.',
    answer: 'SignInList',
    run: ({ desk: { signIns } }) => ({ signIns: signIns.all.map((one) => signIns.shown(one)) }),
  }),
  operation<never, SignInInput, SignIn>({
    id: 'orderSignIn',
    method: 'POST',
    path: '/sign-ins',
    tag,
    summary: 'Orders a sign-in: opening its `url` begins it in that browser.',
    body: 'SignInInput',
    answer: 'SignIn',
    status: 201,
    problems,
    run: ({ desk: { signIns }, body }) => signIns.shown(signIns.order(body)),
  }),
  operation<never, never, SignIn>({
    id: 'getSignIn',
    method: 'GET',
    path: '/sign-ins/{id}',
    tag,
    summary:
      'What became of a sign-in at the identity provider. Whether the application let anybody in, ask the application.',
    answer: 'SignIn',
    run: ({ desk: { signIns }, id }) => signIns.shown(signIns.get(id)),
  }),
  operation({
    id: 'endSignIn',
    method: 'DELETE',
    path: '/sign-ins/{id}',
    tag,
    summary: 'Ends one that stands for everybody, or forgets one that nobody has begun.',
    answer: null,
    problems: ['SIGN_IN_OVER'],
    run: ({ desk, id }) => desk.signIns.end(id),
  }),
  operation<never, never, SignOutList>({
    id: 'listSignOuts',
    method: 'GET',
    path: '/sign-outs',
    tag,
    summary: 'Sign-outs, the newest first.',
    answer: 'SignOutList',
    run: ({ desk: { signOuts } }) => ({ signOuts: signOuts.all.map((one) => signOuts.shown(one)) }),
  }),
  operation<never, SignOutInput, SignOut>({
    id: 'orderSignOut',
    method: 'POST',
    path: '/sign-outs',
    tag,
    summary: 'Orders a sign-out for the browser that opens its `url`.',
    body: 'SignOutInput',
    answer: 'SignOut',
    status: 201,
    problems,
    run: ({ desk: { signOuts }, body }) => signOuts.shown(signOuts.order(body)),
  }),
  operation<never, never, SignOut>({
    id: 'getSignOut',
    method: 'GET',
    path: '/sign-outs/{id}',
    tag,
    summary: 'What became of a sign-out at the identity provider.',
    answer: 'SignOut',
    run: ({ desk: { signOuts }, id }) => signOuts.shown(signOuts.get(id)),
  }),
];
