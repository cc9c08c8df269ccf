// Puts the parts of the server together: stages, people, devices. Wiring only; the listeners are build-server.ts's.
import { timingSafeEqual } from 'node:crypto';
import type { QueuePorts } from './advertise/queue-services.ts';
import type { App, VirtualDevice } from './app.ts';
import { askDirectoryFor } from './ask-directory.ts';
import { buildAttackWatch } from './build-attack-watch.ts';
import { buildCertificate } from './build-certificate.ts';
import { buildDevices } from './build-devices.ts';
import { buildDirect } from './build-direct.ts';
import { buildDoctor } from './build-doctor.ts';
import { buildFirstRun } from './build-first-run.ts';
import { buildMail } from './build-mail.ts';
import { buildMailFlow } from './build-mail-flow.ts';
import { buildPeople } from './build-people.ts';
import { buildPrograms } from './build-programs.ts';
import { buildQueues } from './build-queues.ts';
import { buildRecords } from './build-records.ts';
import { buildSignIn } from './build-sign-in.ts';
import type { Config } from './config.ts';
import type { Rooms } from './convert-rooms.ts';
import type { Tx } from './db/database.ts';
import { findPrinter } from './devices/printers.ts';
import { describePrinter } from './devices/read-condition.ts';
import { bookRecord } from './flow/account/book-record.ts';
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
import { findBlob, knownBlobs } from './flow/store/documents.ts';
import { tidyPrinting } from './flow/store/tidy-printing.ts';
import { inArea } from './log-area.ts';
import { openAdvertising } from './open-advertising.ts';
import { openDirectories } from './open-directories.ts';
import { openDiscovery } from './open-discovery.ts';
import { openLicence } from './open-licence.ts';
import { openPanels } from './open-panels.ts';
import { openPrintFinding } from './open-print-finding.ts';
import type { Storage } from './open-storage.ts';
import { accountingFor } from './people/accounting-answers.ts';
import { audit } from './people/audit.ts';
import { HOUSE_ID, HOUSE_NAME } from './people/house-user.ts';
import { findUser } from './people/users.ts';
import type { CertificateDescription } from './platform/certificate.ts';
import type { CertificateStore } from './platform/certificate-store.ts';
import { diskSpace } from './platform/disk-space.ts';
import { openFontFolder } from './platform/font-folder.ts';
import type { LogRing } from './platform/log-ring.ts';
import type { PrintingApp } from './printing-app.ts';
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
  /** undefined: HTTPS is off. */
  readonly certificates: CertificateStore | undefined;
  readonly httpsPort: () => number | undefined;
  /** Where IPP is taken. */
  readonly ippPorts: () => QueuePorts;
  /** Where this server listens. */
  readonly ownPorts: () => readonly number[];
  readonly printing: PrintingApp;
  readonly virtual: (printerId: string) => VirtualDevice | undefined;
  /** Keys that may sign licences instead of those of this version, for tests. */
  readonly licenceKeys?: readonly string[] | undefined;
  readonly recentLog: LogRing;
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
  const people = buildPeople(inArea(storage, 'people'));
  const { users } = people.parts;
  const directory = openDirectories(inArea(storage, 'people'), {
    sessions: people.parts.sessions,
    allowLoopback: config.directoryLoopback ?? false,
    ownPorts: options.ownPorts,
  });
  people.useDirectory(askDirectoryFor({ db, ...directory }));
  const fleet = buildDevices(inArea(storage, 'printers'), config, {
    env: process.env,
    ownPorts: options.ownPorts,
  });
  const { printers, watch, deviceFiles, probe, profileOf } = fleet;
  const records = buildRecords(storage);
  const licence = openLicence(storage, options.licenceKeys);
  const shred = makeShred({ ...deps, book: bookRecord });

  const deliver = makeDeliver({
    ...deps,
    holder,
    findPrinter: (tx, id, ownerId) => fleet.target(tx, id, (tx) => accountingFor(tx, ownerId, id)),
    lifeSigns: fleet.lifeSignsOf,
    lookup: fleet.lookup,
    ownerName: async (tx, id) => (await findUser(tx, id))?.name ?? (id === HOUSE_ID ? HOUSE_NAME : 'unknown'),
    settlePrinted: shred.settlePrinted,
    book: bookRecord,
    describePrinter,
    makeReady: makeReadyWith(render),
  });
  const mail = buildMail(inArea(storage, 'mail'), {
    allowLoopback: config.mailLoopback,
    ownPorts: options.ownPorts,
  });
  const mailFlow = buildMailFlow({
    storage: inArea(storage, 'mail'),
    mail,
    users,
    directory: directory.lookup,
    runner: () => runner,
    accept: () => accept,
    app: () => app,
    limit: (...asked) => signIn.limit(...asked),
  });
  const mailApp = mail.appOf({
    lookAgain: mailFlow.lookAgain,
    knock: (kind) => runner.knock(kind),
    insertOutbox: mailFlow.insertOutbox,
  });
  const signIn = buildSignIn({
    storage: inArea(storage, 'people'),
    users,
    sessions: people.parts.sessions,
    shred,
    insertOutbox: mailFlow.insertOutbox,
    ownPorts: options.ownPorts,
    openIdLoopback: config.openIdLoopback ?? false,
    passwords: directory.signIn,
    lookUp: directory.lookup.lookup,
  });
  const attackWatch = buildAttackWatch(inArea(storage, 'people'), mailFlow.insertOutbox);
  const wire = buildCertificate(inArea(storage, 'server'), {
    ...options,
    store: options.certificates,
    insertOutbox: mailFlow.insertOutbox,
  });
  const fonts = openFontFolder(config.dataDir);
  fonts.onChange(rooms.office.refresh);
  const progress = makeProgressBoard();
  const later = { runner: () => runner, app: () => app };
  const direct = buildDirect(inArea(storage, 'printers'), { ...later, limit: signIn.limit });
  const conclude = makeConclude({ ...deps, ended: direct.after(mailFlow.jobEnded) });
  const convert = makeConvert({
    ...deps,
    progress,
    conclude,
    engineFor: rooms.engineFor,
    roomsFor: (original) => rooms.roomsFor(blobs, original),
  });
  const programs = buildPrograms(inArea(storage, 'server'), {
    ...options,
    runner: () => runner,
    app: () => app,
    freeBytes: async () => freeBytes(),
  });
  const runner = makeRunner(deps, {
    holder,
    workers: programs.timed({
      convert: {
        work: convert,
        parallel: CONVERT_PARALLEL,
        yields: () => accept.arriving() >= RUSH,
        off: () => !deps.settings().documents.convertHere,
      },
      deliver: { work: deliver.work, parallel: DELIVER_PARALLEL },
      ...mailFlow.workers,
      ...programs.workers,
    }),
  });
  const freeBytes = async () => (await diskSpace(config.dataDir)).freeBytes;
  const knockConvert = () => runner.knock('convert');

  const recognise = makeDoor(() => {
    if (deps.settings().documents.convertHere) rooms.office.warm();
  });
  const accept = makeAccept({ ...deps, recognise, freeBytes, knock: knockConvert });
  const queues = buildQueues(inArea(storage, 'documents'), { config, accept, shred });
  const resumable = makeResumable({ ...deps, accept, knock: knockConvert });
  const previews = makePreviews({ ...deps, draw: drawWith(render) });
  const discovery = openDiscovery(deps, profileOf, config.mode === 'try');
  const advertiser = openAdvertising({
    ...inArea(storage, 'server').deps,
    settings: settingsStore,
    config,
    ports: options.ippPorts,
    webPort: options.httpsPort,
  });
  const sweeper = makeSweeper({
    ...deps,
    shred,
    dropUpload: resumable.drop,
    housekeeping: async (now) => {
      await db.write(async (tx) => {
        await people.housekeeping(tx, now);
        await signIn.housekeeping(tx, now);
        await mailFlow.housekeeping(tx, now);
        await tidyPrinting(tx, now);
        await programs.housekeeping(tx, now);
        await records.housekeeping(tx, now);
        tx.afterCommit.push(previews.forgetIdle);
      });
      await signIn.sweep(now);
    },
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
    printing: options.printing,
    db,
    clock,
    ids,
    log,
    recentLog: options.recentLog,
    sealing: deps.sealing,
    settings: settingsStore,
    ...people.parts,
    ...programs.parts,
    signIn: signIn.app,
    directories: directory.directories,
    directoryAdminRole: directory.adminRole,
    printers,
    watch,
    deviceFiles,
    profileOf,
    accountingNeed: fleet.accountingNeed,
    lifeCountOf: (id) => fleet.sheetOf(id)?.lifeCount,
    probe,
    discovery,
    queues: queues.app,
    advertiser,
    printFinding: openPrintFinding({ advertiser, settings: settingsStore, webPort: options.httpsPort }),
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
    reopen: async ({ blobId }) => {
      const blob = blobId === null ? undefined : await db.read((tx) => findBlob(tx, blobId));
      return blob === undefined ? undefined : blobs.read(blob);
    },
    report: records.report,
    licence,
    previews,
    progressOf: progress.of,
    remoteConvert: makeRemoteConvert({ ...deps, conclude, progress }),
    fonts,
    unlock: makeUnlock({ ...deps, takeLockOff: unlockWith(render), knock: knockConvert }),
    claim: (asks, by) => claim({ ...deps, ...runner, limit: signIn.limit }, asks, by),
    cancel: (releaseId, ownerId) => cancel({ ...deps, wake: deliver.wake }, releaseId, ownerId),
    decide: (releaseId, ask, by) =>
      decide(
        { ...deps, ...runner, settlePrinted: shred.settlePrinted, book: bookRecord, audit: note },
        releaseId,
        ask,
        {
          ...by,
          findPrinter,
        },
      ),
    warm: (printer) => {
      render.warm();
      watch.look(printer, 0);
    },
    virtual: options.virtual,
    certificate,
    certificates: wire.app,
    storage: async () => {
      const { freeBytes: free, totalBytes } = await diskSpace(config.dataDir);
      return { freeBytes: free, usedBytes: totalBytes - free };
    },
    ...buildFirstRun(storage, () => app),
    doctor: buildDoctor(storage, {
      config,
      rooms,
      stepsHealthy: runner.healthy,
      freeBytes,
      httpsPort: options.httpsPort,
      ownPorts: options.ownPorts,
      app: () => app,
    }),
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
      await direct.start();
      sweeper.start();
      attackWatch.start();
      records.start();
      await licence.start();
      people.start();
      directory.runs.start();
      programs.start();
      wire.start();
      await queues.start();
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
      await queues.stop();
      sweeper.stop();
      attackWatch.stop();
      await records.stop();
      licence.stop();
      people.stop();
      await directory.runs.stop();
      await programs.stop();
      await wire.stop();
      await mailFlow.stop();
      await direct.stop();
      await runner.stop();
      await discovery.stop();
      deliver.close();
      mail.stop();
      fleet.stop();
      await rooms.close();
    },
  };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
