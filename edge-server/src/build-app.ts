// Puts the parts of the server together: stages, people, devices. Wiring only; the listeners are build-server.ts's.
import { timingSafeEqual } from 'node:crypto';
import type { App, VirtualDevice } from './app.ts';
import { buildDevices } from './build-devices.ts';
import { buildMail } from './build-mail.ts';
import { buildMailFlow } from './build-mail-flow.ts';
import type { Config } from './config.ts';
import type { Rooms } from './convert-rooms.ts';
import type { Tx } from './db/database.ts';
import { findPrinter, listPrinters } from './devices/printers.ts';
import { describePrinter } from './devices/read-condition.ts';
import { examine } from './doctor.ts';
import { makeConclude } from './flow/convert/conclude.ts';
import { makeConvert } from './flow/convert/convert.ts';
import { makeDoor } from './flow/convert/door.ts';
import { makeProgressBoard } from './flow/convert/progress.ts';
import { makeRemoteConvert } from './flow/convert/remote.ts';
import { makeUnlock } from './flow/convert/unlock.ts';
import { makeDeliver } from './flow/deliver/deliver.ts';
import { makeShred } from './flow/hold/shred.ts';
import { makeSweeper } from './flow/hold/sweep.ts';
import { makeAccept } from './flow/intake/accept.ts';
import { makeResumable } from './flow/intake/resumable.ts';
import { makePreviews } from './flow/preview/preview.ts';
import { cancel } from './flow/release/cancel.ts';
import { claim } from './flow/release/claim.ts';
import { decide } from './flow/release/decide.ts';
import { makeRunner } from './flow/runner.ts';
import { knownBlobs } from './flow/store/documents.ts';
import { networkNames } from './network-names.ts';
import { openDiscovery } from './open-discovery.ts';
import { openPanels } from './open-panels.ts';
import type { Storage } from './open-storage.ts';
import { accountingFor } from './people/accounting-answers.ts';
import { makeAdmins } from './people/admins.ts';
import { audit } from './people/audit.ts';
import { makeConverters } from './people/converters.ts';
import { dropQuietScopes } from './people/guess-budget.ts';
import { dropExpiredSessions, makeSessions } from './people/sessions.ts';
import { findUser, makeUsers } from './people/users.ts';
import type { CertificateDescription } from './platform/certificate.ts';
import { diskSpace } from './platform/disk-space.ts';
import { openFontFolder } from './platform/font-folder.ts';
import { hashPassword, verifyPassword } from './platform/password-hash.ts';
import type { RenderHost } from './render/render-host.ts';
import { drawWith, makeReadyWith, unlockWith } from './render-for-flow.ts';

/** Conversions claimed at a time. The render host works on one and keeps a worker free for whoever looks at a page; the others
 * wait there, so that claims and outcomes share their commits. */
const CONVERT_PARALLEL = 4;
/** So many documents arriving at once are a rush: senders are answered first, conversion follows within a second. */
const RUSH = 4;
/** Deliveries at a time. Each is mostly waiting for a printer and holds its place until that has printed, so a dead printer with
 * hundreds of documents must not use them up. */
const DELIVER_PARALLEL = 5_000;
/** Free room below which the server says it is not ready for more documents. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024;

export interface AppOptions {
  readonly config: Config;
  readonly version: string;
  readonly rooms: Rooms;
  readonly operatorToken: string;
  /** False until everything is open: a load balancer must not come earlier. */
  readonly started: () => boolean;
  readonly certificate: () => CertificateDescription | undefined;
  readonly httpsPort: () => number | undefined;
  /** Where this server listens. */
  readonly ownPorts: () => readonly number[];
  readonly virtual: (printerId: string) => VirtualDevice | undefined;
}

export interface BuiltApp {
  readonly app: App;
  /** Sweeps what an earlier life left, then works on steps. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function buildApp(storage: Storage, options: AppOptions): BuiltApp {
  const { deps, settingsStore, holder } = storage;
  const { db, clock, log, blobs, ids } = deps;
  const { rooms, config } = options;
  const { render } = rooms;

  const note = (tx: Tx, at: number, who: string, act: string, about: string) =>
    audit(tx, at, { who, act, about });
  const sessions = makeSessions(deps);
  const passwords = {
    hash: hashPassword,
    verify: (stored: string | undefined, given: string) => verifyPassword(given, stored),
  };
  const admins = makeAdmins({ ...deps, passwords, sessions });
  const users = makeUsers(deps);
  const fleet = buildDevices(storage, config, {
    env: process.env,
    ownPorts: options.ownPorts,
  });
  const { printers, watch, deviceFiles, probe, profileOf } = fleet;
  const shred = makeShred(deps);

  const deliver = makeDeliver({
    ...deps,
    holder,
    findPrinter: (tx, id, ownerId) => fleet.target(tx, id, (tx) => accountingFor(tx, ownerId, id)),
    lifeSigns: fleet.lifeSignsOf,
    lookup: fleet.lookup,
    ownerName: async (tx, id) => (await findUser(tx, id))?.name ?? 'unknown',
    settlePrinted: shred.settlePrinted,
    describePrinter,
    makeReady: makeReadyWith(render),
  });
  const mail = buildMail(storage, {
    allowLoopback: config.mailLoopback,
    ownPorts: options.ownPorts,
  });
  const mailFlow = buildMailFlow({
    storage,
    mail,
    users,
    runner: () => runner,
    accept: () => accept,
    app: () => app,
  });
  const mailApp = mail.appOf({
    lookAgain: mailFlow.lookAgain,
    knock: (kind) => runner.knock(kind),
    insertOutbox: mailFlow.insertOutbox,
  });
  const fonts = openFontFolder(config.dataDir);
  fonts.onChange(rooms.office.refresh);
  const progress = makeProgressBoard();
  const converters = makeConverters({ ...deps, sessions });
  const conclude = makeConclude({ ...deps, ended: mailFlow.jobEnded });
  const convert = makeConvert({
    ...deps,
    progress,
    conclude,
    engineFor: rooms.engineFor,
    roomsFor: (original) => rooms.roomsFor(blobs, original),
  });
  const runner = makeRunner(deps, {
    holder,
    workers: {
      convert: {
        work: convert,
        parallel: CONVERT_PARALLEL,
        yields: () => accept.arriving() >= RUSH,
        off: () => !deps.settings().documents.convertHere,
      },
      deliver: { work: deliver.work, parallel: DELIVER_PARALLEL },
      ...mailFlow.workers,
    },
  });
  const freeBytes = async () => (await diskSpace(config.dataDir)).freeBytes;
  const knockConvert = () => runner.knock('convert');

  const recognise = makeDoor(() => {
    if (deps.settings().documents.convertHere) rooms.office.warm();
  });
  const accept = makeAccept({ ...deps, recognise, freeBytes, knock: knockConvert });
  const resumable = makeResumable({ ...deps, accept, knock: knockConvert });
  const previews = makePreviews({ ...deps, draw: drawWith(render) });
  const discovery = openDiscovery(deps, profileOf, config.mode === 'try');
  const sweeper = makeSweeper({
    ...deps,
    shred,
    dropUpload: resumable.drop,
    housekeeping: (now) =>
      db.write(async (tx) => {
        await dropExpiredSessions(tx, now);
        await dropQuietScopes(tx, now);
        await mailFlow.housekeeping(tx, now);
        tx.afterCommit.push(previews.forgetIdle);
      }),
  });

  const databaseAnswers = () =>
    db
      .read(async (tx) => tx.q.select().from(tx.t.facts).limit(1))
      .then(
        () => true,
        () => false,
      );
  const certificate = () => options.certificate() ?? { selfSigned: false, notAfter: 0, names: [] };
  const stop = new AbortController();

  const app: App = {
    version: options.version,
    tryOut: config.mode === 'try',
    dataDir: config.dataDir,
    httpsPort: options.httpsPort,
    db,
    clock,
    ids,
    log,
    sealing: deps.sealing,
    settings: settingsStore,
    sessions,
    admins,
    users,
    printers,
    watch,
    deviceFiles,
    profileOf,
    accountingNeed: fleet.accountingNeed,
    lifeCountOf: (id) => fleet.sheetOf(id)?.lifeCount,
    probe,
    discovery,
    panels: openPanels(deps, config, printers, {
      profileOf,
      certificate,
      httpsPort: options.httpsPort,
      version: options.version,
    }),
    mail: mailApp,
    accept,
    resumable,
    shred,
    previews,
    progressOf: progress.of,
    remoteConvert: makeRemoteConvert({ ...deps, conclude, progress }),
    converters,
    fonts,
    unlock: makeUnlock({ ...deps, takeLockOff: unlockWith(render), knock: knockConvert }),
    claim: (asks, by) => claim({ ...deps, ...runner }, asks, by),
    cancel: (releaseId, ownerId) => cancel({ ...deps, wake: deliver.wake }, releaseId, ownerId),
    decide: (releaseId, ask, by) =>
      decide({ ...deps, ...runner, settlePrinted: shred.settlePrinted, audit: note }, releaseId, ask, {
        ...by,
        findPrinter,
      }),
    warm: (printer) => {
      render.warm();
      watch.look(printer, 0);
    },
    virtual: options.virtual,
    certificate,
    storage: async () => {
      const { freeBytes: free, totalBytes } = await diskSpace(config.dataDir);
      return { freeBytes: free, usedBytes: totalBytes - free };
    },
    doctor: (signal) =>
      examine(
        {
          dataDir: config.dataDir,
          now: clock.now,
          database: databaseAnswers,
          stepsHealthy: runner.healthy,
          freeBytes,
          certificate,
          hostNames: networkNames,
          httpsOn: () => options.httpsPort() !== undefined,
          render: () => tryRender(render),
          sandbox: rooms.sandbox,
          office: rooms.office.available,
          convertElsewhere: () => !deps.settings().documents.convertHere,
          converters: converters.list,
          printers: () => db.read(listPrinters),
          probe,
          openings: () => openings(settingsStore.now()),
          mail: mailApp.doctor,
        },
        signal,
      ),
    ready: async () => ({
      database: await databaseAnswers(),
      disk: (await freeBytes()) > LEAST_FREE_BYTES,
      steps: options.started() && runner.healthy(),
    }),
    isOperatorToken: (token) => sameText(token, options.operatorToken),
    audit: note,
  };

  return {
    app,
    start: async () => {
      await fleet.start();
      await runner.start();
      await mailFlow.start();
      sweeper.start();
      // In the background: a large store takes a while to look through, and nobody waits for waste to go.
      blobs
        .sweep((some) => db.read((tx) => knownBlobs(tx, some)), stop.signal)
        .then(({ removed }) => {
          if (removed > 0) log.info('removed files that nobody knows', { removed });
        })
        .catch((cause: unknown) => {
          if (!stop.signal.aborted) log.warn('the sweep of files failed', { cause });
        });
    },
    stop: async () => {
      stop.abort();
      sweeper.stop();
      await mailFlow.stop();
      await runner.stop();
      await discovery.stop();
      deliver.close();
      mail.stop();
      fleet.stop();
      await rooms.close();
    },
  };
}

/** Settings that weaken the default protection, as the doctor says them. */
function openings(settings: ReturnType<Storage['settingsStore']['now']>): string[] {
  const said: string[] = [];
  if (settings.site.panelOverHttp) said.push('Panels may use plain HTTP where a printer allows it.');
  if (settings.site.portalOverHttp) said.push('Portal and console may use plain HTTP.');
  return said;
}

/** The smallest PDF that has a page (ISO 32000-1 section 7.5), to see that a worker starts and reads. */
const TINY_PDF =
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';

async function tryRender(render: RenderHost): Promise<string | undefined> {
  const source = { kind: 'bytes', bytes: Buffer.from(TINY_PDF) } as const;
  const outcome = await render.inspect(source, 'application/pdf', { priority: 'preview' });
  return outcome.ok ? undefined : `${outcome.code}: ${outcome.detail}`;
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
