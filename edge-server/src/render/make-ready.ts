// Makes a document ready for a printer: a stream of its language, drawn side by side while it is being sent. Runs in the server's process and
// asks render workers for one band at a time, so that a printer that does not take its bytes holds no worker.
import { randomUUID } from 'node:crypto';
import type { Dots, RasterColor, RasterFormat, SheetBack } from '@platen/shared/print-ready';
import type { Impose, Sides } from '@platen/shared/ticket';
import type { SheetPlan, Size } from './imposition.ts';
import { BUFFERED_BAND_BYTES, CROWDED_BAND_BYTES, MAX_BAND_BYTES, MAX_REPLY_BYTES } from './limits.ts';
import { byteSink } from './out/byte-sink.ts';
import { encoderOf } from './out/encoders.ts';
import type { RasterJob, RasterSide } from './out/raster-job.ts';
import type { DocumentSource } from './random-read.ts';
import { type Refusal, refuse } from './render-outcome.ts';
import type { DrawBandOptions, PipedOutcome, PlannedSide, PlanOptions, PlanOutcome } from './sides-worker.ts';

export interface RasterOutput {
  readonly kind: 'raster';
  readonly format: RasterFormat;
  readonly color: RasterColor;
  readonly dpi: Dots;
  readonly sheetBack: SheetBack;
}

export interface MakeReadyOptions {
  /** What is done here; options left to the printer must not be in it. */
  readonly ticket: Impose;
  /** Points; either way round. */
  readonly media?: Size | undefined;
  /** Copies made here, collated: each begins on a new sheet. */
  readonly copies: number;
  readonly sides: Sides;
  readonly output: RasterOutput | { readonly kind: 'pdf' };
}

export interface MadeReady {
  readonly ok: true;
  /** Read once. Throws MakeReadyError when a later side cannot be made. Leaving it early ends the work. */
  readonly octets: AsyncIterable<Uint8Array>;
  /** Known for a PDF; a raster stream is made while it is sent. */
  readonly length?: number;
  /** Sides in the stream, copies included. */
  readonly sides: number;
  /** For whoever does not read it after all. */
  readonly close: () => Promise<void>;
}

export class MakeReadyError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.code}: ${refusal.detail}`);
    this.name = 'MakeReadyError';
    this.refusal = refusal;
  }
}

/** What the render host offers for this: each call is one request in its queue. */
export interface SideMaker {
  readonly plan: (source: DocumentSource, options: PlanOptions, signal: AbortSignal) => Promise<PlanOutcome>;
  readonly drawBand: (
    source: DocumentSource,
    options: DrawBandOptions,
    signal: AbortSignal,
  ) => Promise<PipedOutcome>;
  readonly impose: (
    source: DocumentSource,
    plans: readonly SheetPlan[],
    signal: AbortSignal,
  ) => Promise<PipedOutcome>;
  /** Requests that can be worked on at the same time. */
  readonly parallel: number;
}

/** A side of the stream with the plan it is drawn from. */
interface StreamSide extends RasterSide {
  readonly plan: SheetPlan;
}

/** Resolves when the first bytes are there, so that most of what can go wrong is known before anything is sent. */
export function makeReadyWith(
  maker: SideMaker,
): (source: DocumentSource, options: MakeReadyOptions, signal: AbortSignal) => Promise<MadeReady | Refusal> {
  /** Bytes of bands that wait for their printer, all documents together. */
  let buffered = 0;

  async function* rasterOctets(
    source: DocumentSource,
    output: RasterOutput,
    job: RasterJob,
    sides: readonly StreamSide[],
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const over = new AbortController();
    const anySignal = AbortSignal.any([signal, over.signal]);
    const token = randomUUID();
    const bands = bandsOf(sides, output, () => buffered >= BUFFERED_BAND_BYTES);
    const pending: Promise<PipedOutcome>[] = [];
    let held = 0;
    const ask = (): void => {
      // One band is always on its way; more only while there is room for what they bring.
      while (pending.length < maker.parallel && (pending.length === 0 || buffered < BUFFERED_BAND_BYTES)) {
        const next = bands.next();
        if (next.done === true) return;
        const { side, top, rows } = next.value;
        const { plan, ...rest } = side;
        const asked = maker
          .drawBand(source, { token, format: output.format, job, side: rest, plan, top, rows }, anySignal)
          .then((outcome) => {
            if (outcome.ok && !over.signal.aborted) {
              buffered += outcome.piped;
              held += outcome.piped;
            }
            return outcome;
          });
        // Whoever takes it in turn meets the failure.
        asked.catch(() => undefined);
        pending.push(asked);
      }
    };
    const own = byteSink();
    const encoder = encoderOf(output.format, noPictures);
    try {
      encoder.start(job, own);
      yield* own.take();
      for (;;) {
        ask();
        const outcome = await pending.shift();
        if (outcome === undefined) break;
        if (!outcome.ok) throw new MakeReadyError(outcome);
        ask();
        for (const piece of outcome.pieces ?? []) {
          yield piece;
          buffered -= piece.length;
          held -= piece.length;
        }
      }
      encoder.end(job, own);
      yield* own.take();
    } finally {
      over.abort();
      buffered -= held;
    }
  }

  return async (source, options, signal) => {
    const { output } = options;
    const planned = await maker.plan(
      source,
      {
        ticket: options.ticket,
        media: options.media,
        ...(output.kind === 'raster' ? { dpi: output.dpi } : {}),
      },
      signal,
    );
    if (!planned.ok) return planned;
    if (planned.sides.length === 0) return refuse('document-broken', 'no page was chosen');
    const duplex = options.sides !== 'one-sided';
    const all = withCopies(planned.sides, options.copies, duplex);
    if (output.kind === 'pdf')
      return imposed(
        source,
        all.map(({ plan }) => plan),
        signal,
      );

    const sides = streamSides(all, duplex);
    const job: RasterJob = {
      color: output.color,
      dpi: output.dpi,
      sides: options.sides,
      sheetBack: output.sheetBack,
      total: sides.length,
      copies: 1,
    };
    if (output.format === 'image/jpeg' && sides.length > 1) {
      return refuse('document-type', `${sides.length} sides do not fit into one picture`);
    }
    const octets = rasterOctets(source, output, job, sides, signal);
    return begun(octets, sides.length);
  };

  async function imposed(
    source: DocumentSource,
    plans: readonly SheetPlan[],
    signal: AbortSignal,
  ): Promise<MadeReady | Refusal> {
    const made = await maker.impose(source, plans, signal);
    if (!made.ok) return made;
    if (made.piped > MAX_REPLY_BYTES) return refuse('document-too-large', `imposed ${made.piped} bytes`);
    const pieces = made.pieces ?? [];
    async function* octets(): AsyncGenerator<Uint8Array, void, undefined> {
      yield* pieces;
    }
    return {
      ok: true,
      octets: octets(),
      length: made.piped,
      sides: plans.length,
      close: async () => undefined,
    };
  }
}

/** Draws until there is something to send. */
async function begun(
  octets: AsyncGenerator<Uint8Array, void, undefined>,
  sides: number,
): Promise<MadeReady | Refusal> {
  const first: Uint8Array[] = [];
  try {
    // The head of the stream comes at once and proves nothing; the second piece is drawn.
    while (first.length < 2) {
      const next = await octets.next();
      if (next.done === true) break;
      first.push(next.value);
    }
  } catch (error) {
    if (error instanceof MakeReadyError) return error.refusal;
    throw error;
  }
  async function* all(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      yield* first;
      yield* octets;
    } finally {
      await octets.return();
    }
  }
  const stream = all();
  const close = async (): Promise<void> => {
    await stream.return();
    // A generator that was never begun runs none of its own ends.
    await octets.return();
  };
  return { ok: true, octets: stream, sides, close };
}

/** Collated; on both sides of the paper a copy of an odd number of sides ends with an empty one. */
export function withCopies(
  sides: readonly PlannedSide[],
  copies: number,
  duplex: boolean,
): readonly PlannedSide[] {
  const last = sides.at(-1);
  if (copies <= 1 || last === undefined) return sides;
  const { width, height, turn } = last.plan;
  const empty: PlannedSide = { ...last, plan: { width, height, turn, cells: [] } };
  const one = duplex && sides.length % 2 === 1 ? [...sides, empty] : sides;
  return Array.from({ length: copies }, (_, copy) => (copy === copies - 1 ? sides : one)).flat();
}

export function streamSides(planned: readonly PlannedSide[], duplex: boolean): readonly StreamSide[] {
  return planned.map((side, index) => {
    const { width, height } = side.plan;
    const before = planned[index - 1]?.plan;
    return {
      ...side,
      index,
      paper: { width, height },
      back: duplex && index % 2 === 1,
      newPaper: before === undefined || before.width !== width || before.height !== height,
    };
  });
}

function* bandsOf(
  sides: readonly StreamSide[],
  { format }: RasterOutput,
  isCrowded: () => boolean,
): Generator<{ readonly side: StreamSide; readonly top: number; readonly rows: number }, void, undefined> {
  // As it is drawn; grey is made from that.
  const channels = 4;
  for (const side of sides) {
    for (let top = 0; top < side.height; ) {
      const room = isCrowded() ? CROWDED_BAND_BYTES : MAX_BAND_BYTES;
      const most = Math.max(1, Math.floor(room / (side.width * channels)));
      const rows = format === 'image/jpeg' ? side.height : Math.min(most, side.height - top);
      yield { side, top, rows };
      top += rows;
    }
  }
}

/** The head and the tail of a stream hold no picture. */
const noPictures = (): never => {
  throw new Error('pictures are made by workers');
};
