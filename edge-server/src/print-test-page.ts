// Test pages: made, taken in through the one door, converted and printed like every document; or left to wait for a person's walk.
import { AppError } from '@platen/shared/app-error';
import { finishingGroup } from '@platen/shared/preflight-finishings';
import type { App, TestPages } from './app.ts';
import type { Deps } from './deps.ts';
import type { PrinterRow } from './devices/printers.ts';
import { findJob, type JobRow } from './flow/store/jobs.ts';
import { ensureHouseUser, HOUSE_ID } from './people/house-user.ts';
import { makeTestPage } from './test-page/make-test-page.ts';

type TestPageDeps = Pick<Deps, 'db' | 'clock' | 'settings'> & {
  readonly app: () => Pick<App, 'accept' | 'claim'>;
};

/** A page of ours is ready in a second; a server that is busy with others makes it wait. */
const READY_MS = 60_000;
const LOOK_MS = 100;

export function makeTestPages(deps: TestPageDeps): TestPages {
  const bytesFor = (printer: PrinterRow, owner?: string): Promise<Uint8Array> => {
    const { capabilities } = printer;
    return makeTestPage({
      site: deps.settings().site.name,
      printer: printer.name,
      model: capabilities?.makeAndModel,
      location: printer.location ?? printer.site ?? undefined,
      address: printer.uri,
      at: deps.clock.now(),
      owner,
      color: capabilities?.printColorModes.includes('color') ?? false,
      duplex: capabilities?.sides.some((sides) => sides !== 'one-sided') ?? false,
      finishings: finishingWords(capabilities?.finishings ?? []),
      paper: deps.settings().documents.imageMedia === 'letter' ? 'letter' : 'a4',
    });
  };
  const take = async (ownerId: string, title: string, bytes: Uint8Array): Promise<JobRow> =>
    deps
      .app()
      .accept.acceptBytes({ ownerId, channel: 'console', title, claimedType: 'application/pdf' }, bytes);

  /** Waits for the conversion; a document that was refused is the server's own fault. */
  async function ready(id: string, signal: AbortSignal): Promise<void> {
    const until = deps.clock.monotonic() + READY_MS;
    for (;;) {
      const job = await deps.db.read((tx) => findJob(tx, id));
      if (job?.state === 'held') return;
      if (job === undefined || job.state !== 'received')
        throw new AppError('internal', { detail: `a test page became ${job?.state ?? 'nothing'}` });
      if (deps.clock.monotonic() > until) throw new AppError('not-ready', { detail: 'conversion is busy' });
      await deps.clock.sleep(LOOK_MS, signal);
    }
  }

  return {
    print: async (printer, signal) => {
      await deps.db.write((tx) => ensureHouseUser(tx, deps.clock.now()));
      const job = await take(HOUSE_ID, 'Test page', await bytesFor(printer));
      await ready(job.id, signal);
      const { releases, refused } = await deps.app().claim([{ jobId: job.id, ticket: {} }], { printer });
      const [release] = releases;
      if (release === undefined)
        throw refused[0]?.error ?? new AppError('conflict', { detail: 'the test page was not claimed' });
      return release;
    },
    leaveFor: async (user, printer) => take(user.id, 'Your first page', await bytesFor(printer, user.name)),
  };
}

/** In the words of the page; the many corners of each count as that. */
function finishingWords(finishings: readonly number[]): string[] {
  const groups = new Set(finishings.map(finishingGroup));
  return (['staple', 'punch', 'fold'] as const).filter((group) => groups.has(group));
}
