// Hands one document to a printer: from the first question until the printer has the whole of it. Each effect at the printer
// has its intent on disk before it; what an unclear end means is decided in follow.ts.
import { recordIntent, recordOpened } from '../store/deliveries.ts';
import { findRelease } from '../store/releases.ts';
import type { NotNow, ReadyPrinter, RemoteJob, Sent, Trouble } from './delivery-protocol.ts';
import type { Down } from './down-times.ts';
import { openDocuments } from './open-documents.ts';
import { LostRelease, move, type Run, remoteColumns, tellOf, writeAttempt } from './run.ts';
import { sendWatched } from './send-watch.ts';
import {
  type Chosen,
  chooseFor,
  logTrouble,
  type NotYet,
  pauseOrGiveUp,
  returned,
  waitUntilReady,
} from './wait-until-ready.ts';

/** Another server has the lane: it is free the moment that one's document is over there. */
const LANE_PAUSE_MS = 250;

export type HandOver =
  /** The printer has the whole document. */
  | { readonly kind: 'accepted' }
  /** Something is unclear: ask the printer. `refusal`: trying the same document again would not help. */
  | { readonly kind: 'follow'; readonly sent: Sent; readonly refusal?: Trouble }
  | NotYet;

/** From `claimed` or `preflight`. Throws LostRelease. */
export async function handOver(run: Run, down: Down): Promise<HandOver> {
  const documents = openDocuments(run.documents, run.blob, run.deps.blobs);
  try {
    for (let tries = 0; ; tries++) {
      // The document is opened while the printer is being asked: its first octet then leaves without waiting for the disk.
      documents.prepare();
      const chosen = await waitUntilReady(run, down, documents, tries);
      if ('kind' in chosen) return chosen;
      const handed = await handChosen(run, chosen).finally(() => chosen.close());
      if (handed.kind === 'busy') {
        await run.control.nap(LANE_PAUSE_MS);
        continue;
      }
      if (handed.kind !== 'not-now') {
        down.up();
        return handed;
      }
      // The printer said no before anything came of it: the release waits again as if it had never been asked.
      await backToClaimed(run);
      const ended = await pauseOrGiveUp(run, down, handed, tries);
      if (ended !== undefined) return ended;
    }
  } finally {
    await documents.close();
  }
}

/** At whichever address answers next. */
async function backToClaimed(run: Run): Promise<void> {
  await move(run, 'claimed', {}, (tx) => writeAttempt(run, tx, { uri: null }));
  run.attempt = { ...run.attempt, uri: null };
}

async function handChosen(run: Run, chosen: Chosen): Promise<HandOver | NotNow | { readonly kind: 'busy' }> {
  const intent = await writeIntent(run, chosen.printer);
  if (intent === 'cancelled') return { kind: 'ended', ending: { state: 'cancelled' } };
  return intent === 'busy' ? { kind: 'busy' } : openAndSend(run, chosen);
}

/** The second half alone: a job of ours that is at the printer and still empty. */
export async function sendToExisting(run: Run, job: RemoteJob): Promise<HandOver> {
  const preflight = await run.link.preflight(run.control.stop);
  if (run.control.stop.aborted) return { kind: 'stopped' };
  if (preflight.kind !== 'ready') {
    // The job is safe where it is: follow.ts goes on asking, and comes back here.
    await run.control.nap(LANE_PAUSE_MS);
    return { kind: 'follow', sent: 'none' };
  }
  const documents = openDocuments(run.documents, run.blob, run.deps.blobs);
  try {
    const chosen = await chooseFor(run, preflight.printer, documents);
    if (run.control.stop.aborted) return { kind: 'stopped' };
    // A cancel is follow.ts's to see.
    if (run.control.cancelAsked()) return { kind: 'follow', sent: 'none' };
    if ('code' in chosen) return { kind: 'follow', sent: 'none', refusal: chosen };
    const handed = await send(run, chosen, job, move(run, 'sending')).finally(() => chosen.close());
    return handed.kind === 'not-now' ? { kind: 'follow', sent: 'none' } : handed;
  } finally {
    await documents.close();
  }
}

/**
 * The lane, the preflight's facts and the intent in one commit, before the first effect. The lane's lease begins here and
 * not before the preflight, which has no effect: a job of another server that ran between the two is seen by its rows
 * (othersSince), as one that was still printing would be.
 */
async function writeIntent(run: Run, printer: ReadyPrinter): Promise<'recorded' | 'cancelled' | 'busy'> {
  const { deps, release } = run;
  const { facts, opensJobs, uri } = printer;
  const now = deps.clock.now();
  const found = {
    number: run.attempt.number,
    printerUuid: facts.uuid ?? null,
    printerUpTime: facts.upTime ?? null,
    preflightAt: facts.at,
    markerCount: facts.markerCount ?? null,
    uri,
    usesPrintJob: !opensJobs,
  };
  // Print-Job creates and sends in one step, so its intent is to send.
  const to = opensJobs ? 'creating' : 'sending';
  const result = await deps.db.write(async (tx) => {
    const fence = await run.lane.lease(tx);
    if (fence === undefined) return 'busy';
    const intent = { releaseId: release.id, oldFence: release.fence, fence, to, now } as const;
    if (await recordIntent(tx, intent, found)) return { fence };
    if ((await findRelease(tx, release.id))?.cancelAsked === true) return 'cancelled';
    throw new LostRelease();
  });
  if (typeof result === 'string') return result;
  run.release = { ...release, state: to, fence: result.fence, note: null, changedAt: now };
  run.attempt = { ...run.attempt, ...found };
  run.keepsLane = printer.keepsLane === true;
  return 'recorded';
}

async function openAndSend(run: Run, chosen: Chosen): Promise<HandOver | NotNow> {
  if (!chosen.printer.opensJobs) return send(run, chosen, undefined, Promise.resolve());
  const created = await run.link.create(chosen.order, chosen.printer, run.control.stop);
  if (run.control.stop.aborted) return { kind: 'stopped' };
  switch (created.kind) {
    case 'not-now':
      return created;
    case 'refused':
      logTrouble(run, created);
      return returned(created.code);
    case 'lost':
      logTrouble(run, created);
      return { kind: 'follow', sent: 'none' };
    case 'created':
      break;
  }
  const { job, ignored } = created;
  if (ignored.length > 0) {
    run.deps.log.warn('the printer will not do all that was asked', { uri: run.printer.uri, ignored });
  }
  // CREATED and SENDING as one commit. A crash before it leaves `creating`: the empty job is found by its token and
  // cancelled. After it `sending`: the printer says whether it has data. Neither prints anything twice. With a cancel
  // asked meanwhile it stays `created`, which says for certain that nothing was sent.
  const to = run.control.cancelAsked() ? 'created' : 'sending';
  const written = writeOpened(run, to, job);
  if (to === 'sending') return send(run, chosen, job, written);
  await written;
  return { kind: 'follow', sent: 'none' };
}

async function writeOpened(run: Run, to: 'created' | 'sending', job: RemoteJob): Promise<void> {
  const { deps, release } = run;
  const now = deps.clock.now();
  const columns = remoteColumns(job);
  await deps.db.write(async (tx) => {
    const move = { releaseId: release.id, fence: release.fence, to, now };
    if (!(await recordOpened(tx, move, { number: run.attempt.number, ...columns }))) throw new LostRelease();
    await tellOf(run, tx, now, 'opened');
  });
  run.release = { ...release, state: to, changedAt: now };
  run.attempt = { ...run.attempt, ...columns };
}

/**
 * Send-Document may begin while the intent is still on its way to the disk, as long as not one octet of the document goes
 * before it has arrived there: without one the printer has nothing to print, whatever happens to us.
 */
async function* onceWritten(
  written: Promise<void>,
  octets: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  await written;
  yield* octets;
}

async function send(
  run: Run,
  { order, printer, length, octets }: Chosen,
  job: RemoteJob | undefined,
  written: Promise<void>,
): Promise<HandOver | NotNow> {
  const document = { octets: onceWritten(written, octets), length };
  const sent = sendWatched(run, job, (watch, signal) =>
    run.link.send(order, printer, job, document, watch, signal),
  );
  const [outcome] = await Promise.all([sent, written]);
  if (run.control.stop.aborted) return { kind: 'stopped' };
  switch (outcome.kind) {
    case 'accepted': {
      const made = outcome.job;
      await move(run, 'accepted', {}, async (tx, now) => {
        if (made !== undefined) await writeAttempt(run, tx, remoteColumns(made));
        if (!run.keepsLane) await run.lane.endLease(tx);
        await tellOf(run, tx, now, 'sent');
      });
      if (made !== undefined) run.attempt = { ...run.attempt, ...remoteColumns(made) };
      return { kind: 'accepted' };
    }
    case 'not-now':
      return outcome;
    case 'refused':
      logTrouble(run, outcome);
      return returned(outcome.code);
    case 'lost': {
      logTrouble(run, outcome);
      const { sent, code, detail } = outcome;
      return { kind: 'follow', sent, ...(outcome.final ? { refusal: { code, detail } } : {}) };
    }
  }
}
