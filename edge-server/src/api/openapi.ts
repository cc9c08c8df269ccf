// The API's description (OpenAPI 3.1), made from the same list of routes that the server mounts: whatever is mounted is described.

import { ErrorReply, JobView, ReleaseView } from '@platen/shared/api/common';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { errorCodesOf } from './openapi-errors.ts';
import { EXAMPLES } from './openapi-examples.ts';
import type { Role, Route } from './route.ts';

type Json = Record<string, unknown>;

const SECURITY: Readonly<Record<Role, readonly Record<string, readonly string[]>[]>> = {
  anyone: [],
  panel: [{ panelKey: [] }],
  'panel-user': [{ panelKey: [], panelSession: [] }],
  'portal-user': [{ portalSession: [] }, { portalToken: [] }],
  converter: [{ converterToken: [] }],
  admin: [{ adminSession: [] }, { apiToken: [] }],
};

/** Where a person must be: programs are not among those who may call. */
const PEOPLE_ONLY: readonly Record<string, readonly string[]>[] = [{ adminSession: [] }];

const TAGS: Readonly<Record<string, string>> = {
  server: 'Health, metrics and what browsers ask for.',
  panel:
    'The app on the panel of a device. It is known by its own key and sees nothing but what its person released it for.',
  portal: 'What a person does with their own documents, from a phone or a desk.',
  convert: 'Conversion servers, which take work over and bring print documents back.',
};

/** Shapes with a name of their own; everything else stands where it is used. */
const NAMED = { ErrorReply, JobView, ReleaseView } as const;

const cookie = (name: string, description: string) => ({ type: 'apiKey', in: 'cookie', name, description });
const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });

export function describeApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = pathOf(route);
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = describeRoute(route);
  }
  const tags = [...new Set(routes.map(tagOf))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Platen',
      version,
      summary: 'Secure walk-up printing: documents wait for their owners and print where these stand.',
      description: [
        'Every changing request carries the header `X-Platen: 1` (resumable uploads: `Tus-Resumable`), which no foreign page can send.',
        'An answer that is no success is an `ErrorReply` with a code of the error table (docs/errors.md); each operation names those it has',
        'of its own. Times are Unix milliseconds. Answers may gain fields; a client ignores what it does not know.',
      ].join(' '),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: tags.map((name) => ({
      name,
      description: TAGS[name] ?? `The console: ${name.replace('console ', '')}.`,
    })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(NAMED).map(([name, schema]) => [name, schemaOf(schema, name as keyof typeof NAMED)]),
      ),
      parameters: {
        Platen: {
          name: 'X-Platen',
          in: 'header',
          required: true,
          description: 'Shows that the request is from a program or from our own page.',
          schema: { type: 'string', const: '1' },
        },
      },
      securitySchemes: {
        panelKey: cookie('__Host-platen_panel', 'Set by opening the panel address of a device.'),
        panelSession: cookie('__Host-platen_panel_session', 'Set by POST /api/panel/session.'),
        portalSession: cookie('__Host-platen_portal', 'Set by POST /api/portal/session.'),
        portalToken: bearer('The same session, for a client without cookies.'),
        adminSession: cookie('__Host-platen_admin', 'Set by signing in to the console.'),
        apiToken: bearer(
          'A token of the console (Connections), plt_ and 43 characters. It holds scopes; see x-scope.',
        ),
        converterToken: bearer('The token of a conversion server.'),
      },
    },
  };
}

const pathOf = (route: Route): string => route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');

function tagOf({ path }: Route): string {
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first !== 'api') return 'server';
  if (second === 'admin') return `console ${third.replace(/\..*/, '')}`;
  return second in TAGS ? second : 'server';
}

/** "GET /api/admin/printers/:id/panel" -> getAdminPrintersIdPanel */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .replace(/\{[^}]*\}/g, '')
    .replace(/^\/api/, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function describeRoute(route: Route): Json {
  const parameters = parametersOf(route);
  const takesBody = route.body !== undefined || route.rawBody !== undefined;
  const example = EXAMPLES[`${route.method} ${route.path}`];
  const description = whoMay(route);
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(description === '' ? {} : { description }),
    tags: [tagOf(route)],
    'x-role': route.role,
    ...(route.scope === undefined ? {} : { 'x-scope': route.scope }),
    ...(route.fresh === true ? { 'x-fresh': true } : {}),
    security: route.fresh === true || route.scope === 'own' ? PEOPLE_ONLY : SECURITY[route.role],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takesBody
      ? { requestBody: { required: true, ...contentOf(route.body, route.rawBody, example?.request) } }
      : {}),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'Done.',
        ...contentOf(route.reply, route.rawReply, example?.reply),
      },
      ...refusals(errorCodesOf(route)),
      default: {
        description: 'Anything else that went wrong, as a code and a sentence.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorReply' } } },
      },
    },
  };
}

function whoMay({ role, scope, fresh }: Route): string {
  if (role !== 'admin') return '';
  const who =
    scope === 'own'
      ? 'For everybody who is signed in to the console.'
      : `Needs the scope \`${scope ?? ''}\`.`;
  return fresh === true
    ? `${who} For people only, who proved within the last ten minutes who they are; else \`prove-again\`.`
    : who;
}

function parametersOf(route: Route): unknown[] {
  const names = [...route.path.matchAll(/:(\w+)(?:\{([^}]*)\})?/g)];
  const parameters: unknown[] = names.map(([, name = '', pattern]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', ...(pattern === undefined ? {} : { pattern: `^${pattern}$` }) },
  }));
  if (route.query !== undefined) {
    const { properties = {}, required = [] } = schemaOf(route.query) as {
      properties?: Record<string, unknown>;
      required?: string[];
    };
    for (const [name, schema] of Object.entries(properties)) {
      parameters.push({ name, in: 'query', required: required.includes(name), schema });
    }
  }
  const changes = !['GET', 'HEAD', 'OPTIONS'].includes(route.method);
  if (changes && !route.path.includes('/uploads'))
    parameters.push({ $ref: '#/components/parameters/Platen' });
  return parameters;
}

function contentOf(schema: GenericSchema | undefined, raw: string | undefined, example: unknown): Json {
  // Bytes have no schema of their own in 3.1 (section 4.8.14.3): the media type says it all.
  if (raw !== undefined)
    return { content: { [raw]: raw === 'application/json' ? { schema: { type: 'object' } } : {} } };
  if (schema === undefined) return {};
  const examples = example === undefined ? {} : { examples: { main: { value: example } } };
  return { content: { 'application/json': { schema: schemaOf(schema), ...examples } } };
}

/** One answer for each status, with the codes that may stand in it. */
function refusals(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [
      String(status),
      {
        description: some.map((code) => `\`${code}\`: ${ERRORS[code].user}`).join(' '),
        content: {
          'application/json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/ErrorReply' },
                { properties: { error: { properties: { code: { enum: some } } } } },
              ],
            },
          },
        },
      },
    ]),
  );
}

/** @param name that it is defined under itself: there it is written out. */
function schemaOf(schema: GenericSchema, name?: keyof typeof NAMED): Json {
  const definitions = Object.fromEntries(Object.entries(NAMED).filter(([other]) => other !== name));
  // Transformations (numbers in query strings) have no JSON Schema: the input side is what a client needs.
  const {
    $schema: _,
    $defs: __,
    ...rest
  } = toJsonSchema(schema, {
    typeMode: 'input',
    errorMode: 'ignore',
    definitions,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
  return rest;
}
