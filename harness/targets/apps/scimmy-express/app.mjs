// A small application that is provisioned over SCIM by SCIMMY and its routers, written the way their documentation shows it:
// handlers of its own for what is stored, the library for everything else. On Express 4, which the routers were made for.
import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const { PORT, SCIM_TOKEN } = process.env;
const origin = `http://127.0.0.1:${PORT}`;

/** Resources of one type by id. `identify`: the value that two of them may not share, or undefined; `shown`: as it is told. */
class Store {
  resources = new Map();

  constructor(identify, shown) {
    Object.assign(this, { identify, shown });
  }

  find(id) {
    const found = this.resources.get(id);
    if (!found) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
    return found;
  }

  /** Creates a resource, or updates the one of that id. */
  save(id, instance) {
    const before = id === undefined ? null : this.find(id);
    // An instance of a schema says by itself, as JSON, what may be kept and shown.
    const values = JSON.parse(JSON.stringify(instance));
    const identity = this.identify(values);
    for (const other of this.resources.values())
      if (identity !== undefined && other.id !== id && this.identify(other) === identity)
        throw new SCIMMY.Types.Error(409, 'uniqueness', `${identity} is taken`);
    const now = new Date().toISOString();
    const saved = {
      ...values,
      id: id ?? randomUUID(),
      meta: { created: before?.meta.created ?? now, lastModified: now },
    };
    this.resources.set(saved.id, saved);
    return this.shown(saved);
  }
}

const users = new Store(
  ({ userName }) => userName.toLowerCase(),
  (user) => user,
);
/** Whoever is not there is no member. */
const isThere = ({ value }) => users.resources.has(value) || groups.resources.has(value);
const groups = new Store(
  () => undefined,
  ({ members, ...group }) => ({ ...group, members: members?.filter(isThere) }),
);

/** The handlers that SCIMMY asks for, over a store. */
function handlersOf(store) {
  return {
    ingress: (resource, instance) => store.save(resource.id, instance),
    egress: (resource) => {
      if (resource.id) return store.shown(store.find(resource.id));
      const all = [...store.resources.values()].map(store.shown);
      return resource.filter ? resource.filter.match(all) : all;
    },
    degress: (resource) => {
      store.find(resource.id);
      store.resources.delete(resource.id);
    },
  };
}

SCIMMY.Resources.declare(SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false), handlersOf(users));
SCIMMY.Resources.declare(SCIMMY.Resources.Group, handlersOf(groups));

const app = express();

app.get('/__health', (req, res) => res.json({ ok: true }));

app.use(
  '/scim/v2',
  new SCIMMYRouters({
    type: 'bearer',
    baseUri: () => origin,
    handler: (request) => {
      if (request.header('Authorization') !== `Bearer ${SCIM_TOKEN}`) throw new Error('Authorization not detected!');
    },
  }),
);

app.listen(Number(PORT), '127.0.0.1');
