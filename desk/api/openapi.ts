import { toolVersion } from '../../harness/package-root.ts';
import { BASE } from './base.ts';
import type { Operation } from './operation.ts';
import { schema } from './schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of these operations. `origin`: of the mocks. */
export function openApi(operations: readonly Operation[], origin: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const one of operations) (paths[one.path] ??= {})[one.method.toLowerCase()] = described(one);
  return {
    openapi: '3.1.0',
    info: {
      title: 'jitmus: control API of the mock identity providers',
      version: toolVersion(),
      description:
        'Everything that the console of `jitmus idp` does. Problems are told as RFC 9457 has it, with a stable code. The version of the API stands in its path.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: origin + BASE }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(schema.definitions)
          .filter(([name]) => !operations.some(({ query }) => query === name))
          .map(([name, one]) => [name, relocated(one)]),
      ),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Where the mocks listen beyond this machine.' },
      },
      responses: {
        Problem: {
          description: 'What was wrong.',
          content: { 'application/problem+json': { schema: reference('Problem') } },
        },
      },
    },
  };
}

function described({ id, path, tag, summary, query, body, answer, status = 200, problems = [] }: Operation): Json {
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(problems.length > 0 && { description: `Problems of its own: ${problems.join(', ')}.` }),
    parameters: [...pathParameters(path), ...(query ? queryParameters(query) : [])],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: reference(body) } } } }),
    responses: {
      ...(answer === null
        ? { 204: { description: 'Done.' } }
        : { [status]: { description: 'Done.', content: contentOf(id, answer) } }),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const contentOf = (id: string, answer: string): Json => ({
  'application/json': { schema: reference(answer) },
  ...(id === 'listEvents' && { 'text/event-stream': { schema: { type: 'string' } } }),
});

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));

function queryParameters(definition: string): Json[] {
  const { properties = {}, required = [] } = schema.definitions[definition] as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema: relocated(one),
  }));
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** The same schema, where its definitions stand elsewhere. */
function relocated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/definitions/', '#/components/schemas/')]
        : [key, relocated(inner)],
    ),
  );
}
