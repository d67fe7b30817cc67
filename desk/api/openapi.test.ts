import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { openApi } from './openapi.ts';
import { operations } from './operations.ts';
import { schema } from './schema.ts';

const document = openApi(operations, 'http://localhost:4700') as {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: object };
};

it('is a valid OpenAPI 3.1 document', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(document));
  expect([valid, errors, validator.version]).toEqual([true, undefined, '3.1']);
});

it('tells of every operation once', () => {
  const told = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(told.toSorted()).toEqual([...new Set(operations.map(({ id }) => id))].toSorted());
  expect(told).toHaveLength(operations.length);
});

it('has every definition that is named, and no other', () => {
  const named = new Set(
    [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
  );
  expect(Object.keys(document.components.schemas).toSorted()).toEqual([...named].toSorted());
  const queries = operations.flatMap(({ query = [] }) => query);
  expect(Object.keys(schema.definitions).toSorted()).toEqual([...named, ...queries].toSorted());
});
