// A made-up console server inside the page: answers the console's calls from a scene, for the gallery and the component tests.
import type { AdminJob, AdminPrinter, FileMistake, Overview } from '@platen/shared/api/admin';
import type { FontFile } from '@platen/shared/api/convert';
import { ERRORS, type ErrorCode } from '@platen/shared/error-table';
import type { CredentialsEdit } from '../src/data/admin-fleet.ts';
import { type CertificateScene, certificateFake } from './admin-certificate-fake.ts';
import { type ConnectionsScene, connectionsFake } from './admin-connections-fake.ts';
import {
  adminFonts,
  adminJobs,
  adminStory,
  conversionServers,
  overview,
  printers,
  settingsView,
  virtualState,
} from './admin-data.ts';
import { PROPOSED_PROFILE } from './admin-fleet-data.ts';
import { credentialWords, type FleetScene, fleetFake } from './admin-fleet-fake.ts';
import { type MailScene, mailFake } from './admin-mail-fake.ts';
import { type PeopleScene, peopleFake } from './admin-people-fake.ts';
import { type QueuesScene, queuesFake } from './admin-queues-fake.ts';
import { type ReportsScene, reportsAnswer } from './admin-reports-fake.ts';
import { meOf, type SecurityScene, securityFake } from './admin-security-fake.ts';
import { type SiteScene, siteFake } from './admin-site-fake.ts';

type Answers = Readonly<Record<string, (request: Request) => Response | Promise<Response>>>;

export interface AdminScene
  extends ConnectionsScene,
    QueuesScene,
    FleetScene,
    MailScene,
    SecurityScene,
    PeopleScene,
    ReportsScene,
    SiteScene,
    CertificateScene {
  readonly signedIn?: boolean;
  /** No call is answered. */
  readonly away?: boolean;
  readonly overview?: Overview;
  readonly printers?: readonly AdminPrinter[];
  readonly mistakes?: readonly FileMistake[];
  readonly jobs?: readonly AdminJob[];
  /** No fonts and no conversion servers were added. */
  readonly bare?: boolean;
  /** Answers instead of the usual ones, by "METHOD /path"; a path may end in `*`. */
  readonly answers?: Answers;
}

export interface AdminFake {
  readonly fetch: typeof fetch;
  /** "METHOD /path?query" of each call so far. */
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

export function adminFake(scene: AdminScene = {}, now: number = Date.now()): AdminFake {
  const calls: string[] = [];
  const bodies: unknown[] = [];
  let signedIn = scene.signedIn ?? true;
  let allPrinters = [...(scene.printers ?? printers(now))];
  const fleet = fleetFake(scene, now);
  const connections = connectionsFake(scene, now);
  const queues = queuesFake(scene, now);
  const mail = mailFake(scene, now);
  const security = securityFake(scene, now);
  const ME = meOf(scene);
  const site = siteFake(scene, now);
  const certificate = certificateFake(scene, now);
  const people = peopleFake(scene, now);
  let allJobs = [...(scene.jobs ?? adminJobs(now))];
  let settings = settingsView();
  let virtual = virtualState(now);
  let fonts: readonly FontFile[] = scene.bare === true ? [] : adminFonts;
  let converters = scene.bare === true ? [] : conversionServers(now);

  const has = (text: string | null, ...where: readonly string[]): boolean =>
    text === null || where.some((one) => one.toLowerCase().includes(text.toLowerCase()));

  function printerAnswer(method: string, id: string, rest: string, body: unknown): Response {
    const printer = allPrinters.find((one) => one.id === id);
    if (id === 'probe') {
      const { capabilities, condition } = printers(now)[0] ?? {};
      return answer({ capabilities, condition, identity: {}, profile: PROPOSED_PROFILE });
    }
    if (printer === undefined) return refuse('not-found');
    const changed = { ...printer, ...(method === 'PATCH' ? (body as Partial<AdminPrinter>) : {}) };
    if (rest === 'credentials') {
      changed.credentials = credentialWords(printer.credentials, body as CredentialsEdit);
    }
    if (rest === 'virtual') {
      const change = (body ?? {}) as { condition?: typeof virtual.condition; fillTrays?: boolean };
      virtual = {
        ...virtual,
        ...(change.condition === undefined ? {} : { condition: change.condition }),
        trays: virtual.trays.map((tray) =>
          change.fillTrays === true ? { ...tray, level: tray.capacity } : tray,
        ),
      };
      return answer(virtual);
    }
    if (rest === 'panel-key') changed.panelPath = '/panel/renewed';
    allPrinters = allPrinters.flatMap((one) =>
      one.id !== id ? [one] : method === 'DELETE' ? [] : [changed],
    );
    return answer(method === 'DELETE' ? { ok: true } : changed);
  }

  function usual(method: string, url: URL, body: unknown): Response {
    const [, , , area = '', id = '', rest = ''] = decodeURIComponent(url.pathname).split('/');
    const search = url.searchParams.get('search');
    const parts = decodeURIComponent(url.pathname).split('/').slice(3);
    const atDoor = security.door(method, parts);
    if (atDoor !== undefined) return answer(atDoor);
    if ((area === 'session' || area === 'join') && method === 'POST') {
      signedIn = true;
      return answer(ME);
    }
    if (area === 'setup') {
      signedIn = true;
      return answer(ME);
    }
    if (!signedIn) return refuse('not-signed-in');
    if (area === 'session') {
      if (method === 'DELETE') signedIn = false;
      return answer(method === 'DELETE' ? { ok: true } : ME);
    }
    const secured = security.answer(method, parts, url, body);
    if (secured !== undefined) return answer(secured);
    const ofSite = site.answer(method, url.pathname.split('/').slice(3).map(decodeURIComponent), url, body);
    if (ofSite !== undefined) return ofSite;
    if (area === 'overview') return answer(scene.overview ?? overview(now));
    if (area === 'settings') {
      const { value } = (body ?? { value: null }) as { value: number | boolean | string | null };
      certificate.changed(id, value);
      settings = {
        groups: settings.groups.map((group) => ({
          ...group,
          settings: group.settings.map((one) =>
            one.key === id ? { ...one, value: value ?? one.default } : one,
          ),
        })),
      };
      return answer(settings);
    }
    const reports = reportsAnswer(
      scene,
      now,
      method,
      url.pathname.split('/').slice(3).map(decodeURIComponent),
      url,
    );
    if (reports !== undefined) return answer(reports);
    if (area === 'mail') {
      const parts = url.pathname.split('/').slice(4).map(decodeURIComponent);
      const said = mail.answer(method, parts, url, body);
      return said === undefined ? refuse('not-found') : answer(said);
    }
    if (area === 'certificate') {
      return answer(certificate.answer(method, url.pathname.split('/').slice(4), body));
    }
    const ofConnections = connections(method, url, body);
    if (ofConnections !== undefined) return answer(ofConnections);
    const ofQueues = queues(method, url, body);
    if (ofQueues !== undefined) return answer(ofQueues);
    const ofPeople = people.answer(method, url, body);
    if (ofPeople !== undefined) return answer(ofPeople);
    const ofFleet = fleet.answer(
      method,
      url.pathname.split('/').slice(3).map(decodeURIComponent),
      allPrinters.find((one) => one.id === id),
    );
    if (ofFleet !== undefined) return answer(ofFleet);
    if (area === 'printers' && id !== '') return printerAnswer(method, id, rest, body);
    if (area === 'printers' && method === 'POST') {
      const [first] = printers(now);
      const given = allPrinters.some((one) => one.id === 'p-new') ? `p-new-${allPrinters.length}` : 'p-new';
      const added = { ...first, ...(body as object), id: given, virtual: false } as AdminPrinter;
      allPrinters = [...allPrinters, added];
      return answer(added, 201);
    }
    if (area === 'printers') return answer({ printers: allPrinters, mistakes: scene.mistakes ?? [] });
    if (area === 'jobs' && id !== '') {
      const job = allJobs.find((one) => one.id === id);
      if (job === undefined) return refuse('not-found');
      if (method !== 'DELETE') return answer({ job, story: adminStory(job) });
      allJobs = allJobs.filter((one) => one !== job);
      return answer({ ok: true });
    }
    if (area === 'jobs') {
      const state = url.searchParams.get('state');
      const found = allJobs.filter(
        (job) => has(search, job.title, job.owner) && (state === null || job.state === state),
      );
      return answer({ jobs: found, total: found.length });
    }
    if (area === 'fonts') {
      if (method === 'POST') {
        const file = url.searchParams.get('name') ?? '';
        fonts = [...fonts, { file, family: file, style: 'Regular', bytes: 1000 }];
        return answer({ font: fonts.at(-1) }, 201);
      }
      fonts = fonts.filter(({ file }) => method !== 'DELETE' || file !== id);
      return answer(method === 'DELETE' ? { ok: true } : { fonts });
    }
    if (area === 'converters') {
      if (method === 'POST') {
        const { name } = body as { name: string };
        converters = [...converters, { name, addedAt: now }];
        return answer({ name, token: 'Zk3vQ9wT1bYx7LrC5uNs0dHeJf8aPmGi2oKtWqRzVyE' }, 201);
      }
      converters = converters.filter(({ name }) => method !== 'DELETE' || name !== id);
      return answer(method === 'DELETE' ? { ok: true } : { converters });
    }
    if (area === 'releases') return answer({ ok: true });
    return refuse('not-found', { what: url.pathname });
  }

  return {
    calls,
    bodies,
    fetch: async (input, init) => {
      const request = new Request(
        input instanceof Request ? input : new URL(String(input), location.href),
        init,
      );
      const url = new URL(request.url);
      const key = `${request.method} ${url.pathname}${url.search}`;
      const text = request.method === 'GET' ? '' : await request.clone().text();
      const json = request.headers.get('content-type') === 'application/json';
      const body: unknown = text === '' || !json ? undefined : JSON.parse(text);
      if (request.method !== 'GET') bodies.push(body);
      calls.push(key);
      if (scene.away === true) throw new TypeError('the made-up server is away');
      const own = Object.entries(scene.answers ?? {}).find(([pattern]) =>
        pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern,
      );
      return own === undefined ? usual(request.method, url, body) : own[1](request);
    },
  };
}
