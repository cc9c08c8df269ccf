// A request as the routes and the pages see it: from where, over what, with which cookies; and whether its page is one of ours.
import type { Socket } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { AppError } from '@platen/shared/app-error';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { CookieName } from './route.ts';
import type { Seen } from './who.ts';

export type Env = { Bindings: HttpBindings };

export function see(c: Context<Env>): Seen {
  const secure = isSecure(c);
  return {
    // The socket's own: a Forwarded header from anybody would be anybody's word (threats.md T13).
    address: (c.env.incoming.socket as Partial<Socket> | null)?.remoteAddress ?? '',
    secure,
    acts: !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method),
    cookie: (name) => getCookie(c, cookieName(name, secure)),
    header: (name) => c.req.header(name),
  };
}

export function isSecure(c: Context<Env>): boolean {
  const socket: object | null = c.env.incoming.socket;
  return socket !== null && 'encrypted' in socket;
}

/** `__Host-` binds a cookie to this very host over TLS; browsers refuse the prefix on plain HTTP. */
export function cookieName(name: CookieName, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

/** Throws `wrong-origin` where the browser names another page than ours as the one that asks. */
export function checkSameOrigin(origin: string | undefined, host: string | undefined): void {
  if (origin === undefined) return;
  const named = URL.canParse(origin) ? new URL(origin).host : '';
  if (named !== (host ?? '').toLowerCase()) throw new AppError('wrong-origin');
}
