// Deliver: the worker that takes a claimed release to its end at the printer. The way is hand-over.ts, then follow.ts; both
// may be entered again after a crash. Nothing is ever sent twice without proof that the first time printed nothing.
import type { Tx } from '../../db/database.ts';
import { cleanText } from '../../protocols/ipp/clean-text.ts';
import type { IppAttributes } from '../../protocols/ipp/message.ts';
import type { Step, StepOutcome, StepWorker } from '../step.ts';
import { fenceRelease, findRelease, takeFence } from '../store/releases.ts';
import { makeDownAddresses, openAddresses } from './addresses.ts';
import type { DeliverDeps } from './deliver-deps.ts';
import type {
  AskLifeSigns,
  DeliveryLink,
  DeliveryProtocol,
  DeliveryTools,
  PrinterWords,
} from './delivery-protocol.ts';
import { makeDownTimes } from './down-times.ts';
import { type BookRecord, recordEnding, type SettlePrinted } from './endings.ts';
import { type Followed, type FollowFrom, follow } from './follow.ts';
import { type HandOver, handOver, sendToExisting } from './hand-over.ts';
import { makeLane } from './lane.ts';
import { makeLaneQueues } from './lane-queue.ts';
import { blobReader, documentsOf, type LoadedDelivery, loadDelivery } from './load-delivery.ts';
import type { MakeReady } from './maker.ts';
import { schemeOf } from './protocol-order.ts';
import { DELIVERY_PROTOCOLS } from './protocols.ts';
import { type Ending, LostRelease, type Run } from './run.ts';
import { makeRunControl, type RunControl } from './run-control.ts';
import { makeSpool } from './spool.ts';
import type { PrinterTarget } from './target.ts';
import { type LaneHolders, tellWhyWaiting } from './why-waiting.ts';

export interface DeliverOptions {
  /** Name of this server in leases; the same after a restart. */
  readonly holder: string;
  /** Removed printers too: a release may outlive its printer. */
  findPrinter(tx: Tx, id: string, ownerId: string): Promise<PrinterTarget | undefined>;
  /** The name that goes to the printer as requesting-user-name. */
  ownerName(tx: Tx, ownerId: string): Promise<string>;
  readonly settlePrinted: SettlePrinted;
  readonly book: BookRecord;
  /** devices/read-condition.ts: a printer's state in words. */
  readonly describePrinter: (attributes: IppAttributes) => PrinterWords;
  /** How a printer lives by other means (SNMP): evidence for endings that its connection does not tell. */
  readonly lifeSigns?: AskLifeSigns;
  /** Resolves the names of printers; for pinning what was checked (devices/address-policy.ts). */
  readonly lookup?: DeliveryTools['lookup'];
  /** Makes documents ready for printers that do not take them, or not with all options. Without it they go as they are. */
  readonly makeReady?: MakeReady;
  /** For tests; the registry otherwise. */
  readonly protocols?: readonly DeliveryProtocol[];
}

export interface Deliver {
  /**
   * A step stays claimed for as long as the printer has the document, most of it asleep: give the runner room for as many
   * as there may be documents at printers, not for as many as there are processors.
   */
  readonly work: StepWorker;
  /** Something about this release changed, such as a cancel that was asked. */
  wake(releaseId: string): void;
  /** Closes the connections to printers; after the runner has stopped. */
  close(): void;
}

/** Between attempts, when the last one is known to have printed nothing. */
const ATTEMPT_PAUSES_MS = [500, 2_000, 8_000, 30_000] as const;
/** Another server has the lane of a release that must be looked after. */
const LANE_PAUSE_MS = 250;
/** A release that is already being worked on here, or was taken over: look again after this long. */
const TAKEN_PAUSE_MS = 5_000;

export function makeDeliver(deps: DeliverDeps & DeliverOptions): Deliver {
  const queues = makeLaneQueues();
  const downTimes = makeDownTimes(deps.clock);
  const downAddresses = makeDownAddresses(deps.clock);
  const holders: LaneHolders = new Map();
  const running = new Map<string, RunControl>();
  const started = new Map<DeliveryProtocol, ReturnType<DeliveryProtocol['start']>>();
  const protocols: readonly DeliveryProtocol[] = deps.protocols ?? DELIVERY_PROTOCOLS;
  const tools: DeliveryTools = {
    clock: deps.clock,
    log: deps.log,
    encryptedOnly: () => deps.settings().delivery.encryptedOnly,
    describePrinter: deps.describePrinter,
    spool: makeSpool(deps.blobs),
    lifeSigns: deps.lifeSigns,
    lookup: deps.lookup,
  };

  /** undefined: nothing speaks to such an address. */
  function openLink(target: PrinterTarget): DeliveryLink | undefined {
    const protocol = protocols.find(({ schemes }) => schemes.includes(schemeOf(target.uri)));
    if (protocol === undefined) return undefined;
    let shared = started.get(protocol);
    if (shared === undefined) {
      shared = protocol.start(tools);
      started.set(protocol, shared);
    }
    return shared.open(target);
  }

  /** All addresses of the printer, of which each attempt uses one. */
  function openPrinter(target: PrinterTarget, fixed: () => string | null): DeliveryLink {
    return openAddresses({
      uris: target.uris ?? [target.uri],
      fixed,
      open: (uri) => openLink({ ...target, uri }),
      order: () => {
        const { protocolOrder, encryptedOnly } = deps.settings().delivery;
        return { order: protocolOrder, encryptedOnly };
      },
      down: downAddresses,
    });
  }

  async function work(step: Step, signal: AbortSignal): Promise<StepOutcome> {
    const releaseId = step.subject;
    if (running.has(releaseId)) return { kind: 'retry', afterMs: TAKEN_PAUSE_MS };
    const control = makeRunControl(deps, signal, () =>
      deps.db.read(async (tx) => (await findRelease(tx, releaseId))?.cancelAsked === true),
    );
    running.set(releaseId, control);
    let link: DeliveryLink | undefined;
    try {
      const loaded = await loadDelivery(deps.db, releaseId, {
        printer: deps.findPrinter,
        ownerName: deps.ownerName,
      });
      if (loaded === undefined) return { kind: 'done' };
      if (loaded.release.cancelAsked) await control.look();
      const run = makeRun(loaded, control);
      link = run.link;
      const ending = await deliver(run).finally(() => leave(run));
      if (ending === 'stopped') return { kind: 'retry', afterMs: 0 };
      return { kind: 'done', record: recordEnding(run, ending, deps) };
    } catch (cause) {
      if (!(cause instanceof LostRelease)) throw cause;
      deps.log.warn('a release was taken over', { release: releaseId });
      return { kind: 'retry', afterMs: TAKEN_PAUSE_MS };
    } finally {
      running.delete(releaseId);
      control.close();
      link?.close?.();
    }
  }

  async function leave(run: Run): Promise<void> {
    if (holders.get(run.printer.id) === run) holders.delete(run.printer.id);
    await run.lane.leave();
  }

  function makeRun({ release, attempt, job, printer, user }: LoadedDelivery, control: RunControl): Run {
    const target = printer ?? { id: release.printerId, name: 'a printer that was removed', uri: '' };
    const run: Run = {
      deps,
      control,
      job,
      documents: documentsOf(job),
      make: deps.makeReady,
      user: cleanText(user),
      printer: target,
      link: openPrinter(target, () => run.attempt.uri),
      lane: makeLane({ ...deps, queues }, release.printerId),
      since: deps.clock.monotonic(),
      release,
      attempt,
      impressions: release.impressions ?? 0,
      reports: true,
      keepsLane: false,
      blob: blobReader(deps.db),
    };
    return run;
  }

  async function deliver(run: Run): Promise<Ending | 'stopped'> {
    const { state } = run.release;
    let next: Followed | HandOver =
      state === 'claimed' || state === 'preflight' ? { kind: 'again' } : await recover(run);
    for (;;) {
      switch (next.kind) {
        case 'ended':
          return next.ending;
        case 'stopped':
          return 'stopped';
        case 'again':
          next = await attempt(run);
          break;
        case 'send':
          next = await sendToExisting(run, next.job);
          break;
        case 'accepted':
          // The next document for this printer starts now.
          if (!run.keepsLane) await leave(run);
          next = await follow(run, STRAIGHT);
          break;
        case 'follow':
          next = await follow(run, { sent: next.sent, refusal: next.refusal, troubled: true, blindMs: 0 });
          break;
      }
    }
  }

  async function attempt(run: Run): Promise<HandOver> {
    const { number } = run.attempt;
    if (number > 1)
      await run.control.nap(ATTEMPT_PAUSES_MS[Math.min(number - 2, ATTEMPT_PAUSES_MS.length - 1)] ?? 0);
    if (!(await enterLane(run))) return run.control.stop.aborted ? { kind: 'stopped' } : CANCELLED;
    return handOver(run, downTimes.of(run.printer.id));
  }

  /** After a crash, from any state in which the printer may have something of ours. */
  async function recover(run: Run): Promise<Followed | HandOver> {
    const { release } = run;
    const hasDocument = release.state === 'accepted' || release.state === 'printing';
    // What the printer has already needs no lane to be watched; anything that may still act there does.
    if (!hasDocument) await enterLaneAlways(run);
    for (;;) {
      if (run.control.stop.aborted) return { kind: 'stopped' };
      const fence = await deps.db.write(async (tx) => {
        const taken = hasDocument ? await takeFence(tx, run.printer.id) : await run.lane.lease(tx);
        if (taken !== undefined) await fenceRelease(tx, release.id, taken);
        return taken;
      });
      if (fence !== undefined) {
        run.release = { ...release, fence };
        break;
      }
      await run.control.nap(LANE_PAUSE_MS);
    }
    const blindMs = Math.max(0, deps.clock.now() - release.changedAt);
    return follow(run, { sent: 'unknown', troubled: !hasDocument, blindMs });
  }

  /** False when the wait was ended by a stop or a cancel. */
  async function enterLane(run: Run): Promise<boolean> {
    try {
      await tellWhyWaiting(run, holders, run.lane.enter(run.control.halt));
      holders.set(run.printer.id, run);
      return true;
    } catch (cause) {
      if (run.control.halt.aborted) return false;
      throw cause;
    }
  }

  async function enterLaneAlways(run: Run): Promise<void> {
    try {
      await run.lane.enter(run.control.stop);
    } catch (cause) {
      if (!run.control.stop.aborted) throw cause;
    }
  }

  return {
    work,
    wake: (releaseId) => running.get(releaseId)?.wake(),
    close() {
      for (const shared of started.values()) shared.close();
      started.clear();
    },
  };
}

const CANCELLED: HandOver = { kind: 'ended', ending: { state: 'cancelled' } };
const STRAIGHT: FollowFrom = { sent: 'all', troubled: false, blindMs: 0 };
