// One document at a conversion server: fetch it into the throw-away store, convert it as the edge server would, send the outcome, and
// forget it.
import type { ConvertResult, ConvertWork } from '@platen/shared/api/convert';
import type { ConvertRooms } from '../flow/convert/convert.ts';
import type { ConvertOutcome, DocumentEngine } from '../flow/convert/converter.ts';
import { isForOffice } from '../flow/convert/office.ts';
import { readFrom, runConverter } from '../flow/convert/run-converter.ts';
import type { BlobGrant, Blobs, StoredBlob } from '../platform/blobs.ts';
import type { Edge } from './edge.ts';

/** A word that somebody works on it at least this often; without one for 45 s the edge server gives the work to another. */
const WORD_MS = 10_000;
/** Progress is told no more often than this. */
const LEAST_WORD_MS = 500;

export interface WorkTools {
  readonly edge: Edge;
  readonly blobs: Blobs;
  readonly engineFor: (grant: BlobGrant) => DocumentEngine;
  readonly roomsFor: (original: StoredBlob) => ConvertRooms;
  /** Takes over the edge server's limits, which came with the work. */
  readonly setLimits: (limits: ConvertWork['limits']) => void;
  /** Starts an office where there is none. */
  readonly warmOffice: () => void;
}

/** Rejects when the edge server cannot be talked to or the work is not ours any more; nothing is left here either way. */
export async function convertWork(tools: WorkTools, work: ConvertWork, stop: AbortSignal): Promise<void> {
  tools.setLimits(work.limits);
  // It takes seconds, in which the document arrives.
  if (isForOffice(work.mediaType)) tools.warmOffice();
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  // From the first byte fetched to the last one sent: either may take longer than the conversion.
  const words = keepTelling(tools.edge, work, signal, (cause) => lost.abort(cause));
  let original: StoredBlob | undefined;
  try {
    original = await fetchDocument(tools, work, signal);
    const outcome = await runConverter(work.mediaType, work.limits, {
      engine: tools.engineFor(tools.blobs.grant(original)),
      ...tools.roomsFor(original),
      document: readFrom(tools.blobs, original),
      onProgress: words.note,
      signal,
    });
    if (lost.signal.aborted) throw lost.signal.reason;
    await words.last();
    // Stopped in the middle: the edge server hears it at once instead of waiting for the lease to run out.
    const end = stop.aborted ? AbortSignal.timeout(LEAST_WORD_MS * 4) : signal;
    const given = stop.aborted
      ? ({ kind: 'retry', afterMs: 0, detail: 'the conversion server stops' } as const)
      : outcome;
    await tools.edge.conclude(work, resultOf(given), given.kind === 'done' ? given.pdf : undefined, end);
  } finally {
    words.stop();
    if (original !== undefined) await tools.blobs.remove(original.id);
  }
}

interface Words {
  readonly note: (done: number, of: number) => void;
  /** From now on the outcome itself tells whether the work is still ours. Resolves when no word is on its way. */
  readonly last: () => Promise<void>;
  readonly stop: () => void;
}

/** Tells the edge server that somebody is at it, and how far; `onLost` when it will not hear. */
function keepTelling(
  edge: Edge,
  work: ConvertWork,
  signal: AbortSignal,
  onLost: (cause: unknown) => void,
): Words {
  let at = { done: 0, of: 0 };
  let told = Number.NEGATIVE_INFINITY;
  let telling: Promise<void> | undefined;
  let concluding = false;
  const tell = (): void => {
    if (telling !== undefined || performance.now() - told < LEAST_WORD_MS) return;
    told = performance.now();
    telling = edge
      .report(work, at.done, at.of, signal)
      // Not ours any more, or the edge server is away: whoever has the work now does it anew.
      .catch((cause: unknown) => {
        if (!concluding) onLost(cause);
      })
      .finally(() => {
        telling = undefined;
      });
  };
  const timer = setInterval(tell, WORD_MS);
  return {
    note: (done, of) => {
      at = { done, of };
      tell();
    },
    last: async () => {
      concluding = true;
      await telling;
    },
    stop: () => clearInterval(timer),
  };
}

async function fetchDocument(tools: WorkTools, work: ConvertWork, signal: AbortSignal): Promise<StoredBlob> {
  const writer = await tools.blobs.create({ resumable: false });
  try {
    for await (const chunk of await tools.edge.document(work, signal)) await writer.give(chunk);
    if (writer.size !== work.size) throw new Error(`${writer.size} of ${work.size} bytes arrived`);
    return await writer.commit();
  } catch (cause) {
    await writer.abort();
    throw cause;
  }
}

function resultOf(outcome: ConvertOutcome): ConvertResult {
  if (outcome.kind !== 'done') return outcome;
  const { printMediaType, facts, pdf } = outcome;
  return {
    kind: 'done',
    printMediaType,
    facts: { ...facts, colour: facts.colour },
    ...(pdf === undefined ? {} : { pdfBytes: pdf.length }),
  };
}
