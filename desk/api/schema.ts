import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { packageRoot } from '../../harness/package-root.ts';
import { explain, telling } from '../../harness/schema-problem.ts';
import { DeskError } from '../desk-error.ts';

/** The schema of all that the API takes and answers. */
export const schema = JSON.parse(readFileSync(`${packageRoot}desk/api/api.schema.json`, 'utf8')) as {
  definitions: Readonly<Record<string, Record<string, unknown>>>;
};

/** Several problems at once. */
export class InputError extends DeskError {
  readonly problems: readonly { message: string; hint?: string | undefined; at: string }[];

  constructor(problems: InputError['problems']) {
    const [first = { message: 'The input is not valid.', at: '' }, ...others] = problems;
    super('INPUT_INVALID', first.message, {
      status: 400,
      at: first.at,
      ...(first.hint !== undefined && { hint: first.hint }),
    });
    this.problems = others.length > 0 ? problems : [];
  }
}

/** Checks by definition; `read` takes numbers out of texts, as queries need it. */
export interface Checks {
  body(definition: string, value: unknown): void;
  query(definition: string, value: Record<string, unknown>): void;
  /** Whether an answer is what its definition says; null: it is. */
  answer(definition: string, value: unknown): string | null;
}

/** Loads ajv. */
export async function openChecks(): Promise<Checks> {
  const { Ajv } = await import('ajv');
  const options = { allErrors: true, verbose: true, allowUnionTypes: true } as const;
  const strict = new Ajv(options).addSchema(schema, 'api');
  const texts = new Ajv({ ...options, coerceTypes: true }).addSchema(schema, 'api');
  const of = (ajv: typeof strict, definition: string): ValidateFunction => {
    const validate = ajv.getSchema(`api#/definitions/${definition}`);
    if (!validate) throw new Error(`There is no definition "${definition}".`);
    return validate;
  };
  const check = (validate: ValidateFunction, value: unknown) => {
    if (!validate(value)) throw new InputError(telling(validate.errors ?? []).map(problemOf));
  };
  return {
    body: (definition, value) => check(of(strict, definition), value),
    query: (definition, value) => check(of(texts, definition), value),
    answer(definition, value) {
      const validate = of(strict, definition);
      return validate(value)
        ? null
        : JSON.stringify(
            validate.errors?.map(({ instancePath, message, params }) => ({ instancePath, message, params })),
          );
    },
  };
}

function problemOf(error: ErrorObject): { message: string; hint?: string | undefined; at: string } {
  const { message, hint } = explain(error);
  const params = error.params as { additionalProperty?: string; missingProperty?: string };
  const further = params.additionalProperty ?? params.missingProperty;
  return {
    message,
    hint,
    at: further === undefined ? error.instancePath : `${error.instancePath}/${pointer(further)}`,
  };
}

const pointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
