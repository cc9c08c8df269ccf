// Asks how a printer lives by other means than its connection, within the time somebody at the panel has. A printer that did not
// answer is not waited for again for a while: most that are silent are so for ever.
import { STORED } from '@platen/shared/say/saying';
import type { AskLifeSigns, DeliveryTools, LifeSigns, PrinterNow } from './delivery-protocol.ts';
import type { PrinterTarget } from './target.ts';

/** A device in the same building answers within some ten milliseconds; this is what a tap can spare. */
const BEFORE_MS = 250;
/** While a document is on its way nobody waits for the answer. */
const DURING_MS = 3_000;
/** How long a silent printer is not asked before a document. */
const SILENT_MS = 300_000;

export interface Life {
  /** Before a document is sent. */
  before(target: PrinterTarget, signal: AbortSignal): Promise<LifeSigns | undefined>;
  during(target: PrinterTarget, signal: AbortSignal): Promise<LifeSigns | undefined>;
}

export function openLife({ clock, log, lifeSigns }: DeliveryTools): Life {
  if (lifeSigns === undefined) return { before: async () => undefined, during: async () => undefined };
  const silentSince = new Map<string, number>();

  async function ask(
    { printer, within }: { readonly printer: PrinterTarget; readonly within: number },
    signal: AbortSignal,
    answer: AskLifeSigns,
  ): Promise<LifeSigns | undefined> {
    const limit = new AbortController();
    const stopTimer = clock.after(within, () => limit.abort(), { keepAlive: true });
    const onAbort = (): void => limit.abort();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) limit.abort();
    const late = new Promise<undefined>((resolve) => {
      limit.signal.addEventListener('abort', () => resolve(undefined), { once: true });
      if (limit.signal.aborted) resolve(undefined);
    });
    try {
      // Whoever answers may be slower to notice the end than we are.
      return await Promise.race([answer(printer, limit.signal), late]);
    } catch (cause) {
      log.warn('a printer could not be asked how it is', { printer: printer.id, cause });
      return undefined;
    } finally {
      stopTimer();
      signal.removeEventListener('abort', onAbort);
      limit.abort();
    }
  }

  function isSilent({ id }: PrinterTarget): boolean {
    const since = silentSince.get(id);
    return since !== undefined && clock.monotonic() - since < SILENT_MS;
  }

  return {
    async before(printer, signal) {
      if (isSilent(printer)) return undefined;
      const signs = await ask({ printer, within: BEFORE_MS }, signal, lifeSigns);
      if (signs !== undefined) silentSince.delete(printer.id);
      else if (!signal.aborted) silentSince.set(printer.id, clock.monotonic());
      return signs;
    },
    // One question that was lost on the way makes nobody silent who has just answered.
    async during(printer, signal) {
      return isSilent(printer) ? undefined : ask({ printer, within: DURING_MS }, signal, lifeSigns);
    },
  };
}

/** `at`: our clock before the question was sent. */
export function nowFrom(signs: LifeSigns | undefined, at: number): PrinterNow {
  if (signs === undefined) return { facts: { at }, blind: true };
  // A printer that needs somebody says "other"; so does one that sleeps, which is why the words decide.
  const isStopped = signs.status === 'stopped' || signs.stopped !== undefined;
  return {
    facts: {
      at,
      markerCount: signs.lifeCount,
      processing: signs.status === 'printing' || signs.status === 'warmup',
      stopped: isStopped,
    },
    ...(isStopped ? { stopped: signs.stopped ?? STOPPED } : {}),
    ...(signs.status === 'unknown' && !isStopped ? { blind: true } : {}),
  };
}
const STOPPED = {
  what: STORED.say('condition.it-has-stopped'),
  sentence: STORED.say('condition-sentence.to-do', {
    what: STORED.say('condition.stopped'),
    todo: STORED.say('todo.look'),
  }),
};
