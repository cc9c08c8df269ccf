// A made-up portal server inside the page: answers the portal's calls from a scene, for the gallery and the component tests.

import type { JobView } from '@platen/shared/api/common';
import type { PreferencesChange } from '@platen/shared/api/portal-preferences';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import { CODE, jobs, me, preferences, sessions, story, WAYS } from './portal-data.ts';
import { history, printers, printersPage } from './portal-printers-data.ts';

export interface PortalScene {
  readonly jobs?: readonly JobView[];
  readonly signedIn?: boolean;
  /** No call is answered. */
  readonly away?: boolean;
  /** Answers instead of the usual ones, by "METHOD /path"; a path may end in `*`. */
  readonly answers?: Readonly<Record<string, (request: Request) => Response | Promise<Response>>>;
}

/** Lets pictures of pages come from here too: an image's address does not go through fetch. */
export function fakePictures(): () => void {
  const { setAttribute } = Element.prototype;
  HTMLImageElement.prototype.setAttribute = function (this: HTMLImageElement, name: string, value: string) {
    const page = /^\/api\/.*\/(?:pages\/(\d+)\.jpg|document$)/.exec(value);
    setAttribute.call(
      this,
      name,
      name === 'src' && page !== null ? pagePicture(Number(page[1] ?? 1)) : value,
    );
  };
  return () => Reflect.deleteProperty(HTMLImageElement.prototype, 'setAttribute');
}

export interface PortalFake {
  readonly fetch: typeof fetch;
  /** "METHOD /path" of each call so far. */
  readonly calls: readonly string[];
  /** The bodies of the changing calls, in order. */
  readonly bodies: readonly unknown[];
}

export const answer = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

export function refuse(code: ErrorCode, values: Readonly<Record<string, string | number>> = {}): Response {
  const { status, user, retry } = ERRORS[code];
  const message = user.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return answer({ error: { code, message, values, retry } }, status);
}

/** A page of text as a picture (a `data:` address), so that a preview looks like one. */
export function pagePicture(page: number, wide = false): string {
  const [width, height] = wide ? [420, 297] : [210, 297];
  const lines = Array.from({ length: 26 }, (_, index) => {
    const length = width - 48 - ((index * 37 + page * 13) % 60);
    return index % 7 === 6
      ? ''
      : `<rect x="24" y="${56 + index * 8}" width="${length}" height="2.4" fill="#9aa3b0"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 3}" height="${height * 3}" viewBox="0 0 ${width} ${height}">
    <rect width="100%" height="100%" fill="#fff"/><rect x="24" y="28" width="${90 + page * 4}" height="8" fill="#2d3746"/>${lines.join('')}
    <text x="${width / 2}" y="${height - 12}" font-size="7" font-family="sans-serif" text-anchor="middle" fill="#626c7b">${page}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export function portalFake(scene: PortalScene = {}, now: number = Date.now()): PortalFake {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  let list = scene.jobs ?? jobs(now);
  let signedIn = scene.signedIn ?? true;
  let code = CODE;
  let chosen = preferences;
  let open = sessions(now);

  function usual(method: string, path: string, body: unknown): Response {
    if (method === 'POST' && path === '/api/portal/session') {
      signedIn = true;
      return answer(me);
    }
    if (method === 'GET' && path === '/api/portal/sign-in') return answer(WAYS);
    if (method === 'POST' && path === '/api/portal/mailed-code') return answer({ digits: 9, minutes: 10 });
    if (method === 'POST' && path === '/api/portal/mailed-code/finish') {
      signedIn = true;
      return answer(me);
    }
    if (method === 'POST' && path === '/api/portal/open-id') {
      return answer({ url: 'https://login.example.org/authorize' });
    }
    if (method === 'POST' && path === '/api/portal/code-by-mail') return answer({ ok: true });
    if (!signedIn) return refuse('not-signed-in');
    const id = path.split('/')[4] ?? '';
    const ended = history(now).entries.map((entry) => entry.job);
    const job = [...list, ...ended].find((one) => one.id === id);
    switch (`${method} ${path.replace(/^(\/api\/portal\/(jobs|releases))\/[^/]+/, '$1/:id')}`) {
      case 'GET /api/portal/me':
        return answer(me);
      case 'DELETE /api/portal/session':
        signedIn = false;
        return answer({ ok: true });
      case 'GET /api/portal/sessions':
        return answer({ sessions: open });
      case 'DELETE /api/portal/sessions':
        signedIn = false;
        return answer({ ok: true });
      case `DELETE /api/portal/sessions/${id}`:
        open = open.filter((one) => one.id !== id);
        return answer({ ok: true });
      case 'GET /api/portal/push':
        return answer({ enabled: false, devices: [] });
      case 'GET /api/portal/code':
        return answer({ code });
      case 'POST /api/portal/code/renew':
        code = '735028461';
        return answer({ code });
      case 'GET /api/portal/preferences':
        return answer(chosen);
      case 'PUT /api/portal/preferences':
        chosen = { ...chosen, ...(body as PreferencesChange) };
        return answer({ ...chosen, documents: list.filter(({ state }) => state === 'held').length });
      case 'GET /api/portal/jobs':
        return answer({ jobs: list });
      case 'GET /api/portal/jobs/:id':
        return job === undefined ? refuse('not-found') : answer({ job, story: story(now, job) });
      case 'POST /api/portal/jobs/:id/unlock':
        list = list.map((one) =>
          one === job
            ? { ...one, state: 'received', sentence: 'Received. Getting it ready.', tone: 'busy' }
            : one,
        );
        return answer({ job: list.find((one) => one.id === id) });
      case 'DELETE /api/portal/jobs/:id':
        list = list.filter((one) => one !== job);
        return answer({ ok: true });
      case 'GET /api/portal/printers':
        return answer(printersPage());
      case `GET /api/portal/printers/${id}`: {
        const at = printers.find(({ printer }) => printer.id === id);
        return at === undefined ? refuse('not-found', { what: 'printer' }) : answer(at);
      }
      case 'GET /api/portal/history':
        return answer(history(now));
      case 'POST /api/portal/release':
        return answer({ releases: [], refused: [] });
      case 'POST /api/portal/releases/:id/cancel':
        return answer({ ok: true });
      case 'POST /api/portal/releases/:id/decision':
        list = list.map((one) =>
          one.release?.id === id ? { ...one, state: 'printed', sentence: 'Printed.', tone: 'quiet' } : one,
        );
        return answer({ ok: true });
      default:
        return refuse('not-found', { what: path });
    }
  }

  return {
    calls,
    bodies,
    fetch: async (input, init) => {
      const request = new Request(
        input instanceof Request ? input : new URL(String(input), location.href),
        init,
      );
      const path = new URL(request.url).pathname;
      const key = `${request.method} ${path}`;
      if (request.method !== 'GET') {
        const text = await request.clone().text();
        bodies.push(text === '' ? undefined : JSON.parse(text));
      }
      calls.push(key);
      if (scene.away === true) throw new TypeError('the made-up server is away');
      const own = Object.entries(scene.answers ?? {}).find(([pattern]) =>
        pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern,
      );
      return own === undefined ? usual(request.method, path, bodies.at(-1)) : own[1](request);
    },
  };
}
