// The API's description (OpenAPI 3.1), made from the same list of routes that the server mounts.

import { ErrorReply } from '@platen/shared/api/common';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import type { Role, Route } from './route.ts';

const SECURITY: Readonly<Record<Role, readonly Record<string, readonly string[]>[]>> = {
  anyone: [],
  panel: [{ panelKey: [] }],
  'panel-user': [{ panelKey: [], panelSession: [] }],
  'portal-user': [{ portalSession: [] }, { bearer: [] }],
  converter: [{ bearer: [] }],
  admin: [{ adminSession: [] }, { bearer: [] }],
};

const cookie = (name: string, description: string) => ({ type: 'apiKey', in: 'cookie', name, description });

export function describeApi(routes: readonly Route[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method.toLowerCase()] = describeRoute(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Platen',
      version,
      description:
        'Every changing request carries the header X-Platen: 1 (uploads: Tus-Resumable). Errors are ErrorReply with a code of the error table.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { ErrorReply: schemaOf(ErrorReply) },
      securitySchemes: {
        panelKey: cookie('__Host-platen_panel', 'Set by opening the panel address of a device.'),
        panelSession: cookie('__Host-platen_panel_session', 'Set by POST /api/panel/session.'),
        portalSession: cookie('__Host-platen_portal', 'Set by POST /api/portal/session.'),
        adminSession: cookie('__Host-platen_admin', 'Set by POST /api/admin/session.'),
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function describeRoute(route: Route): Record<string, unknown> {
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const parameters: unknown[] = names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
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
  const content = (schema: GenericSchema | undefined, raw: string | undefined) =>
    raw !== undefined
      ? { content: { [raw]: { schema: { type: 'string', format: 'binary' } } } }
      : schema !== undefined
        ? { content: { 'application/json': { schema: schemaOf(schema) } } }
        : {};
  const takesBody = route.body !== undefined || route.rawBody !== undefined;
  return {
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'server'],
    'x-role': route.role,
    security: SECURITY[route.role],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takesBody ? { requestBody: { required: true, ...content(route.body, route.rawBody) } } : {}),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'Done.',
        ...content(route.reply, route.rawReply),
      },
      default: {
        description: 'What went wrong, as a code and a sentence.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorReply' } } },
      },
    },
  };
}

function schemaOf(schema: GenericSchema): Record<string, unknown> {
  // Transformations (numbers in query strings) have no JSON Schema: the input side is what a client needs.
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });
  return rest;
}
