// Puts direct printing together: documents that came through the queue of one printer are released there. Wiring only.

import { missingAccounting } from '@platen/shared/preflight-accounting';
import { STORED } from '@platen/shared/say/saying';
import { accountingOf, checkRelease } from './api/check-release.ts';
import type { App } from './app.ts';
import { findDirectPrinter } from './devices/direct-queues.ts';
import type { PrinterRow } from './devices/printers.ts';
import { claimIn } from './flow/release/claim.ts';
import { makeReleaseDirect, type ReleaseDirect } from './flow/release/direct/release-direct.ts';
import type { Runner } from './flow/runner.ts';
import { wasPrintedSince } from './flow/store/duplicates.ts';
import type { Storage } from './open-storage.ts';

/**
 * A client that did not hear the answer sends the job again: CUPS after 300 s (JobRetryInterval), others sooner. Whoever presses Print once
 * more after this time wants another copy.
 */
const SENT_AGAIN_MS = 360_000;

type Claim = Parameters<typeof claimIn>;
/** The end of a conversion, in its transaction. */
type JobEnded = ReleaseDirect['ended'];

export function buildDirect(
  { deps }: Pick<Storage, 'deps'>,
  parts: {
    readonly runner: () => Runner;
    readonly limit: Claim[1]['limit'];
    /** For the look over the printer; asked only once everything is open. */
    readonly app: () => App;
  },
): ReleaseDirect & { readonly after: (first: JobEnded) => JobEnded } {
  const direct = makeReleaseDirect<PrinterRow>({
    ...deps,
    findPrinter: findDirectPrinter,
    look: (printer, ownerId) => (asks, accepted) =>
      checkRelease(parts.app(), { printer, ownerId, asks, accepted, walksUp: false, saying: STORED }),
    lacksAccounting: async (printer, ownerId) => {
      const asked = await accountingOf(parts.app(), printer, ownerId);
      return asked !== undefined && missingAccounting(asked) !== undefined;
    },
    claim: (tx, asks, by) => {
      const { lease, begin } = parts.runner();
      const { limit } = parts;
      return claimIn(tx, { ...deps, lease, begin, ...(limit === undefined ? {} : { limit }) }, asks, by);
    },
    wasSent: async (tx, job) => {
      const windowMs = deps.settings().documents.sentTwiceMinutes * 60_000;
      return windowMs > 0 && wasPrintedSince(tx, job, deps.clock.now() - Math.min(windowMs, SENT_AGAIN_MS));
    },
  });
  return {
    ...direct,
    after: (first) => async (tx, job) => {
      await first(tx, job);
      await direct.ended(tx, job);
    },
  };
}
