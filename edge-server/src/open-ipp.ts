// Puts the IPP printer together from the parts of the app. Wiring only.
import type { AppError } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { App } from './app.ts';
import { listPrinters } from './devices/printers.ts';
import type { IppDeps } from './flow/intake/ipp/ipp-queue.ts';
import { lastReleases } from './flow/store/releases.ts';
import { type IppDoor, makeIppDoor } from './ipp-door.ts';
import { makeIppSignIn } from './ipp-sign-in.ts';
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
  | 'cancel'
  | 'printQueues'
>;

export function openIpp(app: IppParts): IppDoor {
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
    statusOf,
    postScript: () => app.settings.now().documents.postScript,
  };
  return makeIppDoor({
    deps,
    log: app.log,
    siteName: () => app.settings.now().site.name,
    settings: () => app.settings.now().print,
    signIn: makeIppSignIn(app),
  });
}

/** RFC 9562 section 5.8: a UUID of our own making, the same at every start. */
function uuidFrom(hash: string): string {
  const hex = hash
    .replace(/[^0-9a-f]/gi, '')
    .toLowerCase()
    .padEnd(32, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
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
