// Which names may stand at a place of a file, from its schema.
import type { JsonPath } from '../json/json-node.ts';

/** Only what is looked at of the library's schemas, whose full types differ from one to the next. */
interface AnySchema {
  readonly type?: unknown;
  readonly entries?: Readonly<Record<string, AnySchema>>;
  readonly item?: AnySchema;
  readonly value?: AnySchema;
  readonly wrapped?: AnySchema;
  readonly pipe?: readonly AnySchema[];
}

/** Names of the object that holds `path`'s last step; none for a place whose names are free. */
export function knownNames(schema: object, path: JsonPath): readonly string[] {
  let at: AnySchema | undefined = inner(schema);
  for (const step of path.slice(0, -1)) {
    if (at === undefined) return [];
    const next: AnySchema | undefined = typeof step === 'number' ? at.item : (at.entries?.[step] ?? at.value);
    at = next === undefined ? undefined : inner(next);
  }
  return Object.keys(at?.entries ?? {});
}

/** Without what makes it optional, and the base of a pipe. */
function inner(schema: AnySchema): AnySchema {
  let at = schema;
  while (at.wrapped !== undefined) at = at.wrapped;
  return at;
}
