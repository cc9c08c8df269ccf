// Puts together what the doctor examines on this server: each part adds its exams to the list here. Wiring only.
import { lookup, resolvePtr, resolveSrv, resolveTxt, reverse } from 'node:dns/promises';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { plainHttpUse } from '@platen/shared/wire';
import type { App } from './app.ts';
import type { Config } from './config.ts';
import type { Rooms } from './convert-rooms.ts';
import { checkFile } from './db/check-file.ts';
import { databaseCondition, databaseTime } from './db/database-condition.ts';
import { ownLinks } from './devices/discover/own-links.ts';
import { hostOf, portOf } from './devices/printer-address.ts';
import { listPrinters, type PrinterRow } from './devices/printers.ts';
import { directoryExams } from './directory-doctor.ts';
import { clockExams, type OtherClock } from './doctor/clock.ts';
import { documentExams } from './doctor/documents.ts';
import { findingExams } from './doctor/finding.ts';
import { networkExams } from './doctor/network.ts';
import { printerExams } from './doctor/printers.ts';
import { queueExams } from './doctor/queues.ts';
import { storageExams } from './doctor/storage.ts';
import { upkeepExams } from './doctor/upkeep.ts';
import { wireExams } from './doctor/wire.ts';
import { type DoctorNews, type Exam, examine, type Finding } from './doctor.ts';
import { networkNames } from './network-names.ts';
import type { Storage } from './open-storage.ts';
import { siteBegan } from './people/site-began.ts';
import { diskHealth } from './platform/disk-health.ts';
import { portUser } from './platform/port-user.ts';
import { startWorker } from './platform/start-worker.ts';
import { lookAtTls } from './platform/tls-look.ts';
import { readHttpDate } from './protocols/http-date.ts';
import { browseServices } from './protocols/mdns/browse.ts';
import { publicHosts } from './public-hosts.ts';
import type { RenderHost } from './render/render-host.ts';
import { readFact } from './settings/facts.ts';

export interface DoctorParts {
  readonly config: Config;
  readonly rooms: Rooms;
  readonly stepsHealthy: () => boolean;
  readonly freeBytes: () => Promise<number>;
  readonly httpsPort: () => number | undefined;
  readonly ownPorts: () => readonly number[];
  readonly app: () => App;
}

export type RunDoctor = (signal?: AbortSignal, told?: (news: DoctorNews) => void) => Promise<Finding[]>;

/** Files below the data directory that only this account may read. */
const SECRETS = [
  'keys',
  'keys/server.key',
  'keys/server-id',
  'tls/key.pem',
  'tls/previous-key.pem',
  'tls/request-key.pem',
  'run/server.json',
  'platen.db',
];
/** A few printers' clocks say enough. */
const MOST_CLOCKS = 4;
/** Long enough for the first round of answers (protocols/mdns/browse.ts), short enough to be waited for. */
const BROWSE_MS = 2_000;

export function buildDoctor(storage: Storage, parts: DoctorParts): RunDoctor {
  const { deps } = storage;
  const { clock } = deps;
  return async (signal, told) =>
    examine(await exams(storage, parts), {
      clock,
      signal,
      ...(told === undefined ? {} : { told }),
    });
}

async function exams(storage: Storage, parts: DoctorParts): Promise<Exam[]> {
  const { db, clock, settings } = storage.deps;
  const { config, rooms } = parts;
  const { dataDir } = config;
  const app = parts.app();
  const now = clock.now;
  const tryOut = config.mode === 'try';
  const path = join(dataDir, 'platen.db');
  // Without the database there are neither printers nor directories to examine; that it does not answer is told by its own exam.
  const printers = await db.read(listPrinters).catch((): undefined => undefined);
  const directories = await directoryExams({ ...app.directories, now }).catch((): Exam[] => []);
  const health = () => diskHealth(dataDir, SECRETS, clock.monotonic);
  const httpsPort = parts.httpsPort();
  const local = config.host === '::' || config.host === '0.0.0.0' ? '127.0.0.1' : config.host;
  return [
    ...storageExams({
      dataDir,
      stepsHealthy: parts.stepsHealthy,
      database: (signal) =>
        databaseCondition(
          db,
          path,
          (file, within) => checkFile(() => startWorker('db/check-worker', { path: file }), within),
          signal,
        ),
      freeBytes: parts.freeBytes,
      disk: health,
    }),
    ...networkExams({
      names: () => {
        const given = [settings().panel.address, settings().mail.publicAddress].flatMap(hostNameOf);
        return [...networkNames(), ...given];
      },
      resolve: async (name) =>
        orNone(lookup(name, { all: true })).then((all) => all.map((one) => one.address)),
      reverse: (address) => orNone(reverse(address)),
      ownAddresses: () => networkNames().slice(1),
      listening: () =>
        parts
          .ownPorts()
          .filter((port) => port !== app.printing.port())
          .map((port) => ({ scheme: port === httpsPort ? 'HTTPS' : 'HTTP', port })),
      host: config.host,
      tryOut,
      knock,
      portUser,
      links: ownLinks,
      browse: (links, signal) =>
        browseServices({
          types: ['_ipp._tcp', '_ipps._tcp'],
          links,
          signal,
          after: clock.after,
          durationMs: BROWSE_MS,
        }),
    }),
    ...findingExams({
      on: () => settings().print.ipp,
      told: () => {
        const { choice, services, ...state } = app.advertiser.state();
        return { ...state, ...choice, links: state.links, names: services.map(({ instance }) => instance) };
      },
      links: () => app.advertiser.state().choice.links,
      tryOut,
      // What Docker and Podman put into their containers.
      inContainer: () => existsSync('/.dockerenv') || existsSync('/run/.containerenv'),
      browse: (links, signal) =>
        browseServices({ types: ['_ipps._tcp'], links, signal, after: clock.after, durationMs: BROWSE_MS }),
      searchDomain: () => settings().print.searchDomain.trim().replace(/\.$/, ''),
      ipps: () => app.advertiser.state().ports.ipps,
      pointers: (name) => orNone(resolvePtr(name)),
      places: (name) => orNone(resolveSrv(name)),
      texts: (name) => orNone(resolveTxt(name)),
      certificateNames: () => app.certificate().names.map((name) => name.toLowerCase()),
    }),
    ...app.printing.exams({ now, portUser }),
    ...queueExams({
      queues: async () =>
        (await app.queues.queues.list()).map((row) => ({
          ...row,
          ...app.queues.conditionOf(row),
          unmapped: app.queues.board.unmappedAt(row.id),
        })),
      portUser,
    }),
    ...wireExams({
      now,
      certificate: app.certificate,
      hostNames: () => publicHosts(settings()),
      httpsOn: () => httpsPort !== undefined,
      tls: (signal) =>
        lookAtTls({ host: local, port: httpsPort ?? 0, name: networkNames()[0] ?? 'localhost', signal }),
      openings: () => openings(app),
    }),
    { area: 'wire', id: 'renewal', what: 'Renewal of the certificate', run: () => app.certificates.doctor() },
    ...clockExams({
      now,
      clocks: async () => [
        { name: 'the disk', read: async () => (await health()).fileTime },
        ...(db.engine === 'sqlite' ? [] : [{ name: 'PostgreSQL', read: () => databaseTime(db) }]),
        ...(printers ?? [])
          .filter(({ enabled }) => enabled)
          .flatMap(clockOf)
          .slice(0, MOST_CLOCKS),
      ],
    }),
    ...documentExams({
      now,
      render: () => tryRender(rooms.render),
      sandbox: rooms.sandbox,
      office: rooms.office.available,
      tryOffice: (signal) => rooms.office.toPdf({ bytes: TINY_TEXT, extension: 'rtf' }, { signal }),
      convertElsewhere: () => !settings().documents.convertHere,
      converters: app.converters.list,
    }),
    ...(printers === undefined ? [] : printerExams({ printers, probe: app.probe })),
    { area: 'mail', id: 'mail', what: 'Mail', run: () => app.mail.doctor() },
    ...directories,
    ...upkeepExams({
      now,
      tryOut,
      since: () => db.read(siteBegan),
      lastBackup: async () => {
        const at = await readFact(db, 'last-backup');
        return at === undefined ? undefined : Number(at);
      },
      licence: () => app.licence.view(),
      webhooks: () => app.webhooks.list(),
    }),
  ];
}

/** What nobody knows has no addresses; that is an answer, too. */
const orNone = <T>(asked: Promise<T[]>): Promise<T[]> => asked.catch(() => []);

function hostNameOf(address: string): string[] {
  return URL.canParse(address) ? [new URL(address).hostname.replace(/^\[|\]$/g, '')] : [];
}

/** Resolves with why nothing answered. */
function knock(address: string, port: number, signal: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (said?: string): void => {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(said);
    };
    const onAbort = (): void => end('Nothing came in time.');
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => end());
    socket.once('error', (cause) => end(cause.message));
  });
}

/** IPP is HTTP, and its answers are dated; other addresses tell no time. */
function clockOf({ name, uri }: PrinterRow): OtherClock[] {
  if (!/^ipps?:/.test(uri)) return [];
  const at = { host: hostOf(uri), port: portOf(uri), tls: uri.startsWith('ipps:') };
  return [{ name: `the printer ${name}`, read: (signal) => readHttpDate(at, signal) }];
}

/** Settings that weaken the default protection, as the doctor says them. */
function openings(app: App): string[] {
  const plain = plainHttpUse(app.settings.now());
  const said: string[] = [];
  if (plain.panels) said.push('Panels may use plain HTTP where a printer allows it.');
  if (plain.desk) said.push('Portal and console may use plain HTTP.');
  if (plain.print !== 'none')
    said.push(
      `Computers may print without encryption${plain.print === 'open' ? ', and show codes and passwords there' : ''}.`,
    );
  if (app.settings.now().print.trustNames)
    said.push('Computers on the network are believed when they name who prints.');
  return said;
}

/** The smallest PDF that has a page (ISO 32000-1 section 7.5), to see that a worker starts and reads. */
const TINY_PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
/** The same in LibreOffice's world. */
const TINY_TEXT = Buffer.from('{\\rtf1\\ansi Platen}');

async function tryRender(render: RenderHost): Promise<string | undefined> {
  const source = { kind: 'bytes', bytes: Buffer.from(TINY_PDF) } as const;
  const outcome = await render.inspect(source, 'application/pdf', { priority: 'preview' });
  return outcome.ok ? undefined : `${outcome.code}: ${outcome.detail}`;
}
