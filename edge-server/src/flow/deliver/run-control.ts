// One running delivery's ears: the server stopping, somebody asking to cancel, somebody waking it. Every wait of a delivery
// goes through here, so that none outlives its reason.
import type { Clock, Log } from '../../deps.ts';

export interface RunControl {
  /** The server stops: return, and leave everything to the next start. */
  readonly stop: AbortSignal;
  /** Aborts on stop and on cancel: for waits and transfers that a cancel ends. */
  readonly halt: AbortSignal;
  readonly cancelAsked: () => boolean;
  /** Something about the release changed: look now. */
  wake(): void;
  /** Reads from the database whether a cancel was asked, by this server or another. */
  look(): Promise<void>;
  /** Waits; returns early when woken or when the server stops. */
  nap(ms: number): Promise<void>;
  /** Lets go of the server's signal. */
  close(): void;
}

export function makeRunControl(
  deps: { readonly clock: Clock; readonly log: Log },
  stop: AbortSignal,
  isCancelAsked: () => Promise<boolean>,
): RunControl {
  const halt = new AbortController();
  const naps = new Set<AbortController>();
  let cancelled = false;

  const onStop = (): void => {
    halt.abort(stop.reason);
    endNaps();
  };
  stop.addEventListener('abort', onStop);
  if (stop.aborted) onStop();

  function endNaps(): void {
    for (const nap of naps) nap.abort();
  }

  async function look(): Promise<void> {
    if (cancelled || !(await isCancelAsked())) return;
    cancelled = true;
    halt.abort(new DOMException('cancel was asked', 'AbortError'));
    endNaps();
  }

  return {
    stop,
    halt: halt.signal,
    cancelAsked: () => cancelled,
    look,
    wake() {
      endNaps();
      // The delivery itself meets a database that fails; here it only means that the cancel is seen a little later.
      look().catch((cause: unknown) => deps.log.warn('a cancel could not be looked up', { cause }));
    },
    async nap(ms) {
      if (stop.aborted) return;
      const nap = new AbortController();
      naps.add(nap);
      // Ending early is what a nap is for: its rejection says nothing.
      await deps.clock.sleep(ms, nap.signal).catch(() => undefined);
      naps.delete(nap);
    },
    close() {
      stop.removeEventListener('abort', onStop);
      endNaps();
    },
  };
}
