// Mounts the routes on Hono: who calls, from where, is the body well-formed, then the route's own function. Nothing else decides access.
import { AppError } from '@platen/shared/app-error';
import { type Context, Hono } from 'hono';
import { serialize } from 'hono/utils/cookie';
import * as v from 'valibot';
import type { App } from '../app.ts';
import { addPlainPanel } from '../plain-panel/add-plain-panel.ts';
import { allow } from './allow.ts';
import { contentPolicy } from './content-policy.ts';
import { mapError } from './map-error.ts';
import { describeApi } from './openapi.ts';
import { addPages } from './pages.ts';
import { readJson } from './read-json.ts';
import { errorLanguage } from './reader-language.ts';
import type { Call, Role, Route } from './route.ts';
import { allRoutes } from './routes.ts';
import { checkSameOrigin, cookieName, type Env, isSecure, see } from './see.ts';
import { checkWire, type Seen, who } from './who.ts';
import { strictTransport } from './wire-policy.ts';

/** Headers of every answer; the one that says what a page may load is content-policy.ts. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

export function buildApi(app: App, staticDir: string): Hono<Env> {
  const hono = new Hono<Env>();
  const routes = allRoutes(app);

  hono.use(async (c, next) => {
    // On node's own answer: setting them on the web standard's object would make it (and its Headers) for every request.
    const { outgoing } = c.env;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) outgoing.setHeader(name, value);
    outgoing.setHeader('content-security-policy', contentPolicy(c.req.path, c.req.header('user-agent')));
    if (isSecure(c)) {
      // Without subdomains, which may be other people's servers.
      outgoing.setHeader(
        'strict-transport-security',
        strictTransport(c.req.header('host'), app.settings.now()),
      );
    }
    await next();
  });
  hono.onError((cause, c) => {
    const { status, body, headers } = mapError(
      cause,
      app.log,
      {
        method: c.req.method,
        path: loggedPath(c.req.path),
      },
      errorLanguage(app, c.req.path, c.req.header('accept-language')),
    );
    return Response.json(body, { status, headers: { ...headers, 'cache-control': 'no-store' } });
  });
  hono.notFound((c) => {
    throw new AppError('not-found', { what: loggedPath(c.req.path) });
  });

  // Half a megabyte that few ask for: made when the first one does.
  let description: string | undefined;
  hono.get('/api/openapi.json', (c) => {
    checkWire(app, { path: c.req.path, role: 'anyone' }, see(c));
    description ??= JSON.stringify(describeApi(routes, app.version));
    return c.body(description, 200, { 'content-type': 'application/json' });
  });
  for (const route of routes) {
    hono.on([route.method], [route.path], (c) => {
      count(app, route, c);
      return answer(app, route, c);
    });
  }
  addPlainPanel(hono, app);
  addPages(hono, app, staticDir);
  return hono;
}

/** By the route's template: a path may hold a key, and there are as many as there are documents. */
function count(app: App, { method, path, rawReply }: Route, c: Context<Env>): void {
  // A stream lasts as long as somebody looks: that is no time that anybody waited.
  if (rawReply === 'text/event-stream') return;
  const { outgoing } = c.env;
  const began = app.clock.monotonic();
  outgoing.once('close', () => {
    app.metrics.request(method, path, outgoing.statusCode, app.clock.monotonic() - began);
  });
}

async function answer(app: App, route: Route, c: Context<Env>): Promise<Response> {
  const seen = see(c);
  checkWire(app, route, seen);
  if (seen.acts) checkOrigin(c, seen);
  const caller = await who(app, route.role, seen);
  if ('kind' in caller) await allow(app, route, caller);
  const query = route.query === undefined ? undefined : parse(route.query, c.req.query());
  // Only now: a caller who may not do this has no body parsed (threats.md T02).
  const body = route.body === undefined ? undefined : parse(route.body, await readJson(c.env.incoming));
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  const cookies: [string, string][] = [];
  const call: Call<Role, unknown, unknown> = {
    caller,
    body,
    query,
    params: c.req.param(),
    cookie: seen.cookie,
    incoming: c.env.incoming,
    header: (name) => c.req.header(name),
    setHeader: (name, value) => {
      headers[name] = value;
    },
    setCookie: (name, value, maxAge) => {
      const { secure } = seen;
      const options = { httpOnly: true, secure, sameSite: 'Strict', path: '/' } as const;
      const lasting = maxAge === undefined ? options : { ...options, maxAge };
      cookies.push(['set-cookie', serialize(cookieName(name, secure), value, lasting)]);
    },
    // Made only when somebody asks: it costs a whole Request object.
    get signal() {
      return c.req.raw.signal;
    },
  };
  const result = await route.handle(call);
  if (result instanceof Response) {
    for (const [name, value] of Object.entries(headers)) {
      if (!result.headers.has(name)) result.headers.set(name, value);
    }
    for (const [name, value] of cookies) result.headers.append(name, value);
    return result;
  }
  headers['content-type'] = 'application/json';
  headers['content-language'] = caller.saying.tag;
  return new Response(JSON.stringify(result), {
    status: route.status ?? 200,
    headers: cookies.length === 0 ? headers : [...Object.entries(headers), ...cookies],
  });
}

/** A panel's address holds its key, a print queue's its owner's secret and a scanned one its presence, which no log may (SPEC C4); other paths are cut to a bearable
 * length. */
function loggedPath(path: string): string {
  return path
    .replace(/^[/\\]+(panel|ipp|at)[/\\].+/i, (_, first: string) => `/${first.toLowerCase()}/...`)
    .slice(0, 100);
}

/** A foreign page can send neither the header (no CORS here) nor our Origin (threats.md T06). */
function checkOrigin(c: Context<Env>, seen: Seen): void {
  if (c.req.header('x-platen') !== '1' && c.req.header('tus-resumable') === undefined) {
    throw new AppError('wrong-origin');
  }
  checkSameOrigin(c.req.header('origin'), seen.header('host'));
}

function parse(schema: v.GenericSchema, value: unknown): unknown {
  // A list is an object, too, to the schema library: where every field may be absent it would pass for an empty one.
  if (schema.type !== 'array' && Array.isArray(value))
    throw new AppError('bad-request', { detail: 'body: Expected an object and no list' });
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const first = result.issues[0];
  const where = v.getDotPath(first) ?? 'body';
  throw new AppError('bad-request', { detail: `${where}: ${first.message}`.slice(0, 300) });
}
