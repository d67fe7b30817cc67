// A small application that is provisioned over SCIM: routes of its own, PATCH by scim-patch and filters by scim2-parse-filter,
// each used the way its documentation shows it.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { patchBodyValidation, ScimError, scimPatch } from 'scim-patch';
import { filter, parse } from 'scim2-parse-filter';
import { attributeNames, resourceTypes, schemas, serviceProviderConfig } from './discovery.mjs';

const { PORT, SCIM_TOKEN } = process.env;
const origin = `http://127.0.0.1:${PORT}/scim/v2`;

class Refused extends Error {
  constructor(status, scimType, detail) {
    super(detail);
    Object.assign(this, { status, scimType });
  }
}

/** Both types: what is required of them, and which attribute two of them may not share. */
const types = {
  Users: { name: 'User', required: 'userName', unique: 'userName', readOnly: ['groups', 'password'] },
  Groups: { name: 'Group', required: 'displayName', unique: null, readOnly: [] },
};
const stores = { Users: new Map(), Groups: new Map() };

function find(endpoint, id) {
  const found = stores[endpoint].get(id);
  if (!found) throw new Refused(404, undefined, `There is no ${id}.`);
  return found;
}

/** Keeps a resource under its id, which like its metadata is the server's own affair. */
function save(endpoint, values, before) {
  const { name, required, unique, readOnly } = types[endpoint];
  if (typeof values[required] !== 'string' || values[required] === '')
    throw new Refused(400, 'invalidValue', `${required} is missing.`);
  const id = before?.id ?? randomUUID();
  for (const other of unique ? stores[endpoint].values() : [])
    if (other.id !== id && other[unique].toLowerCase() === values[unique].toLowerCase())
      throw new Refused(409, 'uniqueness', `${values[unique]} is taken.`);
  const now = new Date().toISOString();
  const kept = Object.fromEntries(Object.entries(values).filter(([key]) => !readOnly.includes(key)));
  const saved = {
    ...kept,
    schemas: [
      `urn:ietf:params:scim:schemas:core:2.0:${name}`,
      ...Object.keys(kept).filter((key) => key.startsWith('urn:')),
    ],
    id,
    meta: {
      resourceType: name,
      created: before?.meta.created ?? now,
      lastModified: now,
      location: `${origin}/${endpoint}/${id}`,
    },
  };
  stores[endpoint].set(id, saved);
  return saved;
}

function objectIn(body) {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new Refused(400, 'invalidSyntax', 'Send an object.');
}

/** The resource that a POST or PUT brings, its attributes named as the schemas name them. */
const resourceIn = (body) =>
  Object.fromEntries(
    Object.entries(objectIn(body)).map(([key, value]) => [attributeNames.get(key.toLowerCase()) ?? key, value]),
  );

const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:\w+:/i;
/** Whoever is not there is no member. */
const isThere = ({ value }) => stores.Users.has(value) || stores.Groups.has(value);
const shown = (resource) =>
  Array.isArray(resource.members) ? { ...resource, members: resource.members.filter(isThere) } : resource;

const named = (list) => list.split(',').map((name) => name.trim().replace(CORE, '').toLowerCase());

/** What of a resource is asked for: attributes, extensions, and attributes of extensions. */
function projected(stored, { attributes, excludedAttributes }) {
  const always = ['schemas', 'id', 'meta'];
  const names = named(attributes ?? excludedAttributes ?? '');
  const isNamed = (name) => names.includes(name.toLowerCase());
  const isShown = (name) => always.includes(name) || (attributes !== undefined) === isNamed(name);
  return Object.fromEntries(
    Object.entries(shown(stored)).flatMap(([key, value]) => {
      if (!key.startsWith('urn:') || isNamed(key)) return isShown(key) ? [[key, value]] : [];
      const parts = Object.entries(value).filter(([name]) => isShown(`${key}:${name}`));
      return parts.length > 0 ? [[key, Object.fromEntries(parts)]] : [];
    }),
  );
}

function matcherOf(text) {
  try {
    return filter(parse(text));
  } catch (error) {
    throw new Refused(400, 'invalidFilter', error.message);
  }
}

function page(resources, { startIndex, count }) {
  const start = Math.max(1, Number.parseInt(startIndex ?? '1', 10) || 1);
  const most = count === undefined ? resources.length : Math.max(0, Number.parseInt(count, 10) || 0);
  const held = resources.slice(start - 1, start - 1 + most);
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: resources.length,
    startIndex: start,
    itemsPerPage: held.length,
    Resources: held,
  };
}

const scim = express.Router();

scim.use((req, res, next) => {
  if (req.get('authorization') === `Bearer ${SCIM_TOKEN}`) return next();
  res.set('www-authenticate', 'Bearer');
  throw new Refused(401, undefined, 'Bring the token of the team.');
});
scim.use(express.json({ type: ['application/scim+json', 'application/json'] }));

for (const endpoint of ['Users', 'Groups']) {
  scim.get(`/${endpoint}`, (req, res) => {
    const all = [...stores[endpoint].values()].map(shown);
    const found = req.query.filter === undefined ? all : all.filter(matcherOf(req.query.filter));
    const list = page(found, req.query);
    res.json({ ...list, Resources: list.Resources.map((resource) => projected(resource, req.query)) });
  });

  scim.post(`/${endpoint}`, (req, res) => {
    const saved = save(endpoint, resourceIn(req.body), null);
    res.status(201).location(saved.meta.location).json(shown(saved));
  });

  scim.get(`/${endpoint}/:id`, (req, res) => res.json(projected(find(endpoint, req.params.id), req.query)));

  scim.put(`/${endpoint}/:id`, (req, res) => {
    const before = find(endpoint, req.params.id);
    res.json(shown(save(endpoint, resourceIn(req.body), before)));
  });

  scim.patch(`/${endpoint}/:id`, (req, res) => {
    const before = find(endpoint, req.params.id);
    patchBodyValidation(objectIn(req.body));
    const patched = scimPatch(before, req.body.Operations, { mutateDocument: false, treatMissingAsAdd: true });
    res.json(shown(save(endpoint, patched, before)));
  });

  scim.delete(`/${endpoint}/:id`, (req, res) => {
    find(endpoint, req.params.id);
    stores[endpoint].delete(req.params.id);
    res.status(204).end();
  });
}

scim.get('/ServiceProviderConfig', (req, res) => res.json(serviceProviderConfig(origin)));
for (const [endpoint, list] of [
  ['ResourceTypes', resourceTypes(origin)],
  ['Schemas', schemas(origin)],
]) {
  scim.get(`/${endpoint}`, (req, res) => res.json(page(list, {})));
  scim.get(`/${endpoint}/:id`, (req, res) => {
    const found = list.find(({ id }) => id === req.params.id);
    if (!found) throw new Refused(404, undefined, `There is no ${req.params.id}.`);
    res.json(found);
  });
}

scim.use((req) => {
  throw new Refused(404, undefined, `There is nothing at ${req.path}.`);
});

// Errors of scim-patch say which scimType they are; those of express which status.
scim.use((error, req, res, next) => {
  if (res.headersSent) return next(error);
  const status = error instanceof ScimError ? 400 : (error.status ?? 500);
  const scimType = error instanceof ScimError ? error.scimCode : error.scimType;
  res.status(status).json({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    ...(scimType && { scimType }),
    detail: error.message,
  });
});

const app = express();
app.get('/__health', (req, res) => res.json({ ok: true }));
app.use(
  '/scim/v2',
  (req, res, next) => {
    res.type('application/scim+json');
    next();
  },
  scim,
);
app.listen(Number(PORT), '127.0.0.1');
