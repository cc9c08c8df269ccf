// The API's description is complete and sound: every route, who may call it, what it takes and answers, checked against the rules of
// OpenAPI 3.1.0 and of JSON Schema 2020-12 that a generator of clients relies on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeApi } from '@platen/edge-server/api/openapi';
import { EXAMPLES } from '@platen/edge-server/api/openapi-examples';
import { ERRORS, isErrorCode } from '@platen/shared/error-table';
import { SCOPES } from '@platen/shared/scopes';
import * as v from 'valibot';
import { routesAlone } from './routes-alone.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const routes = routesAlone();
// As a client reads it.
const api = JSON.parse(JSON.stringify(describeApi(routes, '1.2.3'))) as {
  readonly openapi: string;
  readonly info: Json;
  readonly paths: Record<string, Record<string, Json>>;
  readonly tags: { name: string; description: string }[];
  readonly components: { schemas: Json; parameters: Json; securitySchemes: Json };
};
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    operation,
    where: `${method} ${path}`,
  })),
);

function resolve(ref: string): unknown {
  return ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), api);
}

/** JSON Schema 2020-12: the keywords that may stand in a schema here, and what their value has to be. */
const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];
const SCHEMAS_IN = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMA_IN = ['items', 'additionalProperties', 'not', 'propertyNames', 'contains'];
const PLAIN = ['title', 'description', 'default', 'examples', 'format', 'const', 'contentEncoding'];
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'];
const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];

function checkSchema(schema: unknown, where: string): void {
  if (typeof schema === 'boolean') return;
  assert.ok(isObject(schema), `${where} is a schema`);
  for (const [key, value] of Object.entries(schema)) {
    const at = `${where}/${key}`;
    if (key === '$ref')
      assert.ok(isObject(resolve(String(value))), `${at} leads to something: ${String(value)}`);
    else if (key === 'type')
      assert.ok(
        [value].flat().every((one) => TYPES.includes(String(one))),
        at,
      );
    else if (key === 'enum') assert.ok(Array.isArray(value) && value.length > 0, at);
    else if (key === 'pattern') assert.doesNotThrow(() => new RegExp(String(value), 'u'), at);
    else if (key === 'required')
      assert.ok(Array.isArray(value) && value.every((one) => typeof one === 'string'), at);
    else if (key === 'uniqueItems') assert.equal(typeof value, 'boolean', at);
    else if (NUMBERS.includes(key)) assert.equal(typeof value, 'number', at);
    else if (COUNTS.includes(key)) assert.ok(Number.isInteger(value) && Number(value) >= 0, at);
    else if (SCHEMA_IN.includes(key)) checkSchema(value, at);
    else if (key === 'properties') {
      assert.ok(isObject(value), at);
      for (const [name, one] of Object.entries(value)) checkSchema(one, `${at}/${name}`);
    } else if (SCHEMAS_IN.includes(key)) {
      assert.ok(Array.isArray(value) && value.length > 0, at);
      for (const [i, one] of value.entries()) checkSchema(one, `${at}/${i}`);
    } else assert.ok(PLAIN.includes(key), `${at} is a keyword of JSON Schema`);
  }
  const { required, properties, minimum, maximum } = schema;
  if (Array.isArray(required) && isObject(properties)) {
    for (const name of required)
      assert.ok(String(name) in properties, `${where} requires ${String(name)}, which it has`);
  }
  if (typeof minimum === 'number' && typeof maximum === 'number') assert.ok(minimum <= maximum, where);
}

function checkContent(content: unknown, where: string): void {
  assert.ok(isObject(content), where);
  for (const [type, media] of Object.entries(content)) {
    assert.match(type, /^[\w.+*-]+\/[\w.+*-]+(;.*)?$/, `${where} has a media type`);
    assert.ok(isObject(media), where);
    if (media['schema'] !== undefined) checkSchema(media['schema'], `${where}/${type}`);
    else assert.notEqual(type, 'application/json', `${where} says what its JSON is`);
  }
}

test('the document itself is OpenAPI 3.1 with a title, a version and a licence', () => {
  assert.equal(api.openapi, '3.1.0');
  assert.deepEqual([api.info['title'], api.info['version']], ['Platen', '1.2.3']);
  assert.ok(isObject(api.info['license']));
});

test('every route is described, and nothing that is no route', () => {
  const said = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort();
  const real = routes
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`)
    .sort();
  assert.deepEqual(said, real);
});

test('no two paths differ in the names of their parameters only', () => {
  const plain = Object.keys(api.paths).map((path) => path.replace(/\{\w+\}/g, '{}'));
  assert.equal(new Set(plain).size, plain.length);
});

test('every operation has a name of its own, a summary, a known tag and a known way to sign in', () => {
  const names = operations.map(({ operation }) => operation['operationId']);
  assert.equal(new Set(names).size, names.length);
  const tags = new Set(api.tags.map(({ name }) => name));
  for (const { operation, where } of operations) {
    assert.match(String(operation['operationId']), /^[a-z][A-Za-z0-9]+$/, where);
    assert.ok(String(operation['summary']).length > 5, where);
    for (const tag of operation['tags'] as string[]) assert.ok(tags.has(tag), `${where}: ${tag}`);
    for (const one of operation['security'] as Json[]) {
      for (const scheme of Object.keys(one))
        assert.ok(scheme in api.components.securitySchemes, `${where}: ${scheme}`);
    }
  }
});

test('parameters are declared once each, and those of the path are exactly those in it', () => {
  for (const { operation, path, method, where } of operations) {
    const given = ((operation['parameters'] ?? []) as Json[]).map((one) =>
      typeof one['$ref'] === 'string' ? (resolve(one['$ref']) as Json) : one,
    );
    const keys = given.map(({ name, in: place }) => `${String(place)} ${String(name)}`);
    assert.equal(new Set(keys).size, keys.length, where);
    const inPath = given.filter((one) => one['in'] === 'path');
    assert.deepEqual(
      inPath.map(({ name }) => name).sort(),
      [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(),
      where,
    );
    for (const one of given) {
      assert.ok(['path', 'query', 'header', 'cookie'].includes(String(one['in'])), where);
      if (one['in'] === 'path') assert.equal(one['required'], true, where);
      checkSchema(one['schema'], `${where} ${String(one['name'])}`);
    }
    if (!['get', 'head', 'options'].includes(method) && !path.includes('/uploads')) {
      assert.ok(keys.includes('header X-Platen'), `${where} says that it needs the header`);
    }
  }
});

test('bodies and answers have schemas that are sound, and requests that only look have no body', () => {
  for (const { operation, method, where } of operations) {
    const body = operation['requestBody'];
    if (['get', 'head', 'delete', 'options'].includes(method)) assert.equal(body, undefined, where);
    if (isObject(body)) checkContent(body['content'], `${where} body`);
    const responses = operation['responses'];
    assert.ok(isObject(responses) && Object.keys(responses).length >= 2, where);
    for (const [status, response] of Object.entries(responses)) {
      assert.match(status, /^(default|[1-5]\d\d)$/, where);
      assert.ok(isObject(response) && String(response['description']).length > 0, `${where} ${status}`);
      if (response['content'] !== undefined) checkContent(response['content'], `${where} ${status}`);
    }
  }
  for (const [name, schema] of Object.entries(api.components.schemas)) checkSchema(schema, name);
});

test('every refusal names codes of the error table, each with the status it really has', () => {
  let named = 0;
  for (const { operation, where } of operations) {
    for (const [status, response] of Object.entries(operation['responses'] as Json)) {
      const codes = [...String((response as Json)['description']).matchAll(/`([a-z-]+)`:/g)].map(
        ([, code = '']) => code,
      );
      for (const code of codes) {
        assert.ok(isErrorCode(code), `${where}: ${code}`);
        assert.equal(String(ERRORS[code].status), status, `${where}: ${code}`);
        named++;
      }
    }
  }
  assert.ok(named > operations.length, 'they are named at all');
});

test('what the console may be asked says which scope it needs', () => {
  for (const { operation, where } of operations) {
    if (operation['x-role'] !== 'admin') continue;
    assert.ok([...SCOPES, 'own'].includes(String(operation['x-scope'])), where);
  }
});

test('each example is of a route, and its route would take and give it', () => {
  for (const [key, example] of Object.entries(EXAMPLES)) {
    const route = routes.find(({ method, path }) => `${method} ${path}` === key);
    assert.ok(route, `${key} is a route`);
    for (const [schema, value] of [
      [route.body, example.request],
      [route.reply, example.reply],
    ] as const) {
      if (value === undefined) continue;
      assert.ok(schema, `${key} has a schema for it`);
      const read = v.safeParse(schema, value);
      assert.ok(
        read.success,
        `${key}: ${read.success ? '' : read.issues.map(({ message }) => message).join(', ')}`,
      );
    }
  }
});
