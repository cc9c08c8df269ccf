// Puts the IPP printer together from the parts of the app. Wiring only.
import type { AppError } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import { wirePolicy } from './api/wire-policy.ts';
import type { App } from './app.ts';
import { describeCondition } from './devices/condition-sentence.ts';
import { findDirectPrinter } from './devices/direct-queues.ts';
import { listPrinters } from './devices/printers.ts';
import type { IppDeps } from './flow/intake/ipp/ipp-queue.ts';
import { lastReleases } from './flow/store/releases.ts';
import { type IppDoor, makeIppDoor } from './ipp-door.ts';
import { makeIppSignIn } from './ipp-sign-in.ts';
import { makeSince } from './ipp-since.ts';
import { hashJobPin } from './people/job-pins.ts';
import type { Negotiate } from './platform/negotiate.ts';
import { uuidFrom } from './platform/uuid-from.ts';
import type { StatusName } from './protocols/ipp/codes.ts';

/** What printers can do changes with the paper in them: clients ask often, and need not be told to the second. */
const OFFER_AGE_MS = 5_000;

type IppParts = Pick<
  App,
  | 'db'
  | 'clock'
  | 'ids'
  | 'log'
  | 'sealing'
  | 'settings'
  | 'signIn'
  | 'accept'
  | 'shred'
  | 'reopen'
  | 'cancel'
  | 'printQueues'
  | 'watch'
  | 'apiTokens'
  | 'tryOut'
  | 'httpsPort'
  | 'printing'
>;

export function openIpp(app: IppParts, negotiate: Negotiate): IppDoor {
  const startedAt = app.clock.now();
  let offers: { readonly at: number; readonly printers: ReturnType<IppDeps['printers']> } | undefined;
  const printers: IppDeps['printers'] = () => {
    const now = app.clock.monotonic();
    if (offers === undefined || now - offers.at > OFFER_AGE_MS) {
      const found = app.db
        .read(listPrinters)
        .then((rows) =>
          rows.flatMap((row) => (row.enabled && row.capabilities !== null ? [row.capabilities] : [])),
        );
      offers = { at: now, printers: found };
    }
    return offers.printers;
  };
  const deps: IppDeps = {
    db: app.db,
    clock: app.clock,
    ids: app.ids,
    log: app.log,
    settings: app.settings.now,
    startedAt,
    uuid: uuidFrom(app.sealing.keyedHash('printer-uuid', 'hold')),
    printers,
    acceptStream: app.accept.acceptStream,
    remove: (jobId) => app.shred.remove(jobId, 'you'),
    cancelPrinting: async (jobId, ownerId) => {
      const release = await app.db.read(async (tx) => (await lastReleases(tx, [jobId])).get(jobId));
      if (release !== undefined) await app.cancel(release.id, ownerId);
    },
    reopen: app.reopen,
    changeSetting: (name, value, by) => app.settings.change(`print.${name}`, value, by),
    hashPin: (pin) => hashJobPin(app, pin),
    since: makeSince(app.clock, startedAt),
    statusOf,
    postScript: () => app.settings.now().documents.postScript,
  };
  return makeIppDoor({
    deps,
    log: app.log,
    clock: app.clock,
    direct: directPrinters(app),
    siteName: () => app.settings.now().site.name,
    isOn: () => app.settings.now().print.ipp,
    ways: async () => {
      const { byCode, byPassword, kerberos, trustNames } = app.settings.now().print;
      return {
        // A directory is only looked for where nothing else settles it.
        basic: byCode || (byPassword && (await app.signIn.passwords.any())),
        kerberos: kerberos && (await negotiate.unavailable()) === undefined,
        trustNames,
      };
    },
    wire: ({ secure, address }) =>
      wirePolicy({
        surface: 'print',
        secure,
        printerAllows: false,
        tryOutLoopback: app.tryOut && isLoopback(address),
        settings: app.settings.now(),
      }),
    webPort: app.httpsPort,
    printPort: app.printing.port,
    signIn: makeIppSignIn({ ...app, negotiate }),
  });
}

/** What is known of it is told at once; who asks often has it asked anew behind that. */
function directPrinters(app: IppParts): Parameters<typeof makeIppDoor>[0]['direct'] {
  return async (printerId) => {
    const row = await app.db.read((tx) => findDirectPrinter(tx, printerId));
    if (row === undefined) return undefined;
    const { capabilities, condition, trays } = app.watch.look(row);
    const known = condition ?? row.condition ?? undefined;
    return {
      name: row.name,
      printer: {
        printerId,
        uuid: uuidFrom(app.sealing.keyedHash('printer-uuid', printerId)),
        location: row.location ?? undefined,
        capabilities: capabilities ?? row.capabilities ?? undefined,
        condition: known,
        sentence: known === undefined ? 'Not asked yet.' : describeCondition(known, trays).sentence,
      },
    };
  };
}

/** The IPP word for an error of ours (RFC 8011 appendix B.1). */
function statusOf(error: AppError): StatusName {
  switch (error.code) {
    case 'document-too-large':
      return 'client-error-request-entity-too-large';
    case 'document-type':
      return 'client-error-document-format-not-supported';
    case 'document-empty':
    case 'document-truncated':
    case 'length-mismatch':
      return 'client-error-bad-request';
    case 'disk-full':
      return 'server-error-temporary-error';
    default: {
      const { status } = ERRORS[error.code];
      if (status === 429 || status === 503) return 'server-error-busy';
      if (status >= 500) return 'server-error-internal-error';
      return status === 401 || status === 403 ? 'client-error-not-authorized' : 'client-error-not-possible';
    }
  }
}

/** As the socket writes it. */
const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
