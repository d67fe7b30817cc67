import express from 'express';
import { allGroups, createAccount, forgetEverybody, listAccounts } from './accounts.mjs';
import { addressesOf } from './addresses.mjs';
import { Refusal } from './refusal.mjs';
import { newToken, sameSecret } from './secrets.mjs';
import { changeState, createMethod, findMethod, setJit, transitions } from './sso-methods.mjs';

// Without a token in the environment nobody has one.
const tokens = { owner: process.env.OWNER_TOKEN ?? newToken(), validation: process.env.VALIDATION_TOKEN ?? newToken() };

const only = (who) => (req, res, next) => {
  const given = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (!given || !sameSecret(given, tokens[who])) throw new Refusal(401, `This takes the token of the ${who}.`);
  next();
};
const owner = only('owner');

/** What the owner and the validation team can do. */
export const adminApi = express
  .Router()
  .use(express.json({ limit: '64kb' }))
  .post('/sso-methods', owner, async (req, res) => res.status(201).json(shown(await createMethod(req.body ?? {}))))
  .get('/sso-methods/:id', owner, (req, res) => res.json(shown(findMethod(req.params.id))))
  .patch('/sso-methods/:id', owner, (req, res) => res.json(shown(setJit(req.params.id, req.body?.jit))))
  .post('/accounts', owner, (req, res) => res.status(201).json(createAccount(req.body ?? {})))
  .get('/accounts', owner, (req, res) => res.json(listAccounts(req.query.email)))
  .get('/groups', owner, (req, res) => res.json(allGroups()))
  .post('/reset', owner, (req, res) => res.json({ done: forgetEverybody() === undefined }));

for (const [action, { by }] of Object.entries(transitions)) {
  adminApi.post(`/sso-methods/:id/${action}`, only(by), (req, res) =>
    res.json(shown(changeState(req.params.id, action))),
  );
}

/** An SSO method for its owner: everything but the client secret. */
function shown(method) {
  const { id, name, idpType, state, jit, domains } = method;
  return { id, name, idpType, state, jit, domains, ...addressesOf(method) };
}
