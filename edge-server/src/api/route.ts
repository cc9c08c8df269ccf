// What a route is: method, path, role, shapes, and the function that answers. The list of all routes gives the server, the
// OpenAPI description and the role matrix of the tests, so none of them can differ from the others.
import type { IncomingMessage } from 'node:http';
import type { Saying } from '@platen/shared/say/saying';
import type { AdminRole, Scope } from '@platen/shared/scopes';
import type { GenericSchema, InferInput, InferOutput } from 'valibot';
import type { PrinterRow } from '../devices/printers.ts';
import type { SessionRow } from '../people/sessions.ts';

/** Who may call. `panel`: a device that showed its key. `panel-user`: such a device with somebody signed in. `converter`: a conversion server. */
export const ROLES = ['anyone', 'panel', 'panel-user', 'portal-user', 'converter', 'admin'] as const;
export type Role = (typeof ROLES)[number];

interface Base {
  /** As the socket saw it. */
  readonly address: string;
  /** The connection is TLS. */
  readonly secure: boolean;
  /** Says things in the caller's language (api/reader-language.ts). */
  readonly saying: Saying;
}
interface Panel extends Base {
  readonly printer: PrinterRow;
}
interface PanelUser extends Panel {
  readonly session: SessionRow;
  readonly userId: string;
}
interface PortalUser extends Base {
  readonly session: SessionRow;
  readonly userId: string;
}
interface Converter extends Base {
  /** Name of the conversion server. */
  readonly converter: string;
}
interface Admin extends Base {
  /** "admin:anna", "command line" or "token:backup", for the audit log. */
  readonly who: string;
  /** Undefined for the command line and for programs. */
  readonly session: SessionRow | undefined;
  readonly adminId: string | undefined;
  readonly role: AdminRole | undefined;
  readonly scopes: ReadonlySet<Scope>;
  /** How a person proved who they are; programs cannot, the command line need not. */
  readonly kind: 'person' | 'program' | 'command-line';
}

export interface CallerOf {
  readonly anyone: Base;
  readonly panel: Panel;
  readonly 'panel-user': PanelUser;
  readonly 'portal-user': PortalUser;
  readonly converter: Converter;
  readonly admin: Admin;
}

export interface Call<R extends Role, Body, Query> {
  readonly caller: CallerOf[R];
  readonly body: Body;
  readonly query: Query;
  readonly params: Readonly<Record<string, string>>;
  /** The request itself, for streamed bodies. */
  readonly incoming: IncomingMessage;
  readonly header: (name: string) => string | undefined;
  readonly cookie: (name: CookieName) => string | undefined;
  /** Without a time it ends with the browser. */
  readonly setCookie: (cookie: CookieName, value: string, maxAgeSeconds?: number) => void;
  readonly setHeader: (name: string, value: string) => void;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

export const COOKIES = [
  'platen_panel',
  'platen_panel_session',
  'platen_portal',
  'platen_admin',
  /** A sign-in that waits for a mailed code, or for an OpenID provider: the word of its row (`login_attempts`). */
  'platen_attempt',
  /** A browser in which somebody has signed in before (people/known-browser.ts). It opens nothing. */
  'platen_known',
  /** A phone that has scanned a panel's code, until somebody is signed in on it (people/presence.ts). */
  'platen_scan',
] as const;
export type CookieName = (typeof COOKIES)[number];

interface Shapes {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** Hono's path with :params. */
  readonly path: string;
  /** One sentence for the API's description. */
  readonly summary: string;
  /** For the role `admin`: what the caller must be allowed to do (shared/src/scopes.ts). `own`: every person who is signed in, for
   * their own account; no program. A route without one is refused to everybody, and a test keeps it from landing. */
  readonly scope?: Scope | 'own';
  /** For the role `admin`: the person must have proved who they are within the last minutes. For what is dangerous at an unattended screen. */
  readonly fresh?: boolean;
  /** Status of a success; 200 unless told. */
  readonly status?: 200 | 201;
  /** What the body is when it is no JSON: the handler reads `incoming` itself. */
  readonly rawBody?: string;
  /** What the answer is when it is no JSON. */
  readonly rawReply?: string;
}

export interface Route extends Shapes {
  readonly role: Role;
  readonly body?: GenericSchema | undefined;
  readonly query?: GenericSchema | undefined;
  readonly reply?: GenericSchema | undefined;
  readonly handle: (call: Call<Role, unknown, unknown>) => Promise<unknown>;
}

export function defineRoute<
  R extends Role,
  const Body extends GenericSchema | undefined = undefined,
  const Query extends GenericSchema | undefined = undefined,
  const Reply extends GenericSchema | undefined = undefined,
>(
  route: Shapes & {
    readonly role: R;
    readonly body?: Body;
    readonly query?: Query;
    readonly reply?: Reply;
    readonly handle: (
      call: Call<
        R,
        Body extends GenericSchema ? InferOutput<Body> : undefined,
        Query extends GenericSchema ? InferOutput<Query> : undefined
      >,
    ) => Promise<Reply extends GenericSchema ? InferInput<Reply> : Response>;
  },
): Route {
  // The server builds each call from the route's own role and schemas, so what the handler declares is what it gets.
  return route as unknown as Route;
}
