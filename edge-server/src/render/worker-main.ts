// Entry of a render worker: a child process that holds PDFium and sharp, does one request at a time and knows nothing of jobs or users.
import { setPriority } from 'node:os';
import { openBytePipe } from './byte-pipe.ts';
import { endWithParent } from './end-with-parent.ts';
import { loadImageLibrary } from './image-library.ts';
import { CONVERT_NICENESS, MAX_WASM_BYTES, PROGRESS_MS } from './limits.ts';
import { type Libraries, OPERATIONS } from './operations.ts';
import { loadPdfium, type Pdfium } from './pdfium-module.ts';
import { openSource, type RandomRead } from './random-read.ts';
import { type Refusal, refuse } from './render-outcome.ts';
import { makeSideDrawer } from './sides-worker.ts';
import type { WorkerProgress, WorkerReply, WorkerRequest, WorkerWord } from './worker-messages.ts';

/** Decoded by native code only. */
const NATIVE_ONLY: ReadonlySet<string> = new Set([
  'image/png',
  'image/gif',
  'image/tiff',
  'image/webp',
  'image/avif',
  'image/svg+xml',
]);

/** Above this share of the heap limit a trap is taken for "out of memory": the last growth failed. */
const NEARLY_FULL = 0.75;

const [, , role, word] = process.argv;
/** No sandbox around this process. */
const bare = word === ('bare' satisfies WorkerWord);
if (role === 'convert') setPriority(CONVERT_NICENESS);

endWithParent();

let pdfium: Promise<Pdfium> | undefined;
let sharp: ReturnType<typeof loadImageLibrary> | undefined;
const pipe = openBytePipe();
/** The request that is being worked on. */
let current = 0;
/** When the last word on its progress was sent. */
let told = Number.NEGATIVE_INFINITY;
const libraries: Libraries = {
  pdfium: () => (pdfium ??= loadPdfium()),
  sharp: () => (sharp ??= loadImageLibrary(bare ? ['VipsForeignLoadJpeg'] : undefined)),
  send: (pieces) => pipe(current, pieces),
  progress: (done, of) => {
    const now = performance.now();
    if (now - told < PROGRESS_MS) return;
    told = now;
    const word: WorkerProgress = { kind: 'progress', id: current, done, of };
    process.send?.(word);
  },
};
const drawer = makeSideDrawer(libraries);

async function perform(request: WorkerRequest): Promise<Pick<WorkerReply, 'outcome' | 'leaving'>> {
  if (request.operation === 'drawBand') {
    try {
      const { source, options } = request.args;
      return { outcome: await drawer.draw(source, options, libraries.send), leaving: false };
    } catch (error) {
      return { outcome: await explain(error), leaving: true };
    }
  }
  if (bare && 'mediaType' in request.args && NATIVE_ONLY.has(request.args.mediaType)) {
    return {
      outcome: refuse('converter-missing', `${request.args.mediaType} without a sandbox`),
      leaving: false,
    };
  }
  let document: RandomRead;
  try {
    document = await openSource(request.args.source);
  } catch (error) {
    return { outcome: refuse('storage-failed', String(error)), leaving: false };
  }
  try {
    return { outcome: await run(request, document), leaving: false };
  } catch (error) {
    return { outcome: await explain(error), leaving: true };
  } finally {
    document.close?.();
  }
}

function run(
  request: Exclude<WorkerRequest, { operation: 'drawBand' }>,
  document: RandomRead,
): Promise<WorkerReply['outcome']> {
  switch (request.operation) {
    case 'inspect':
      return OPERATIONS.inspect(document, request.args, libraries);
    case 'toPdf':
      return OPERATIONS.toPdf(document, request.args, libraries);
    case 'unlock':
      return OPERATIONS.unlock(document, request.args, libraries);
    case 'renderPage':
      return OPERATIONS.renderPage(document, request.args, libraries);
    case 'planSides':
      return OPERATIONS.planSides(document, request.args, libraries);
    case 'imposeSides':
      return OPERATIONS.imposeSides(document, request.args, libraries);
  }
}

/** A document that brings the parser down is broken; anything else thrown is the storage's or our own fault and may be tried again. */
async function explain(error: unknown): Promise<Refusal> {
  const detail = String(error);
  if (isTrap(error)) {
    const heap = (await pdfium)?.pdfium.HEAPU8.length ?? 0;
    return heap > MAX_WASM_BYTES * NEARLY_FULL
      ? refuse('document-too-large', `needs more than ${MAX_WASM_BYTES} bytes of memory: ${detail}`)
      : refuse('document-broken', `PDFium stopped: ${detail}`);
  }
  return refuse('storage-failed', detail);
}

/** A WASM trap (or PDFium's abort), or a stack that ran out. */
function isTrap(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}

let last: Promise<void> = Promise.resolve();
process.on('message', (request: WorkerRequest) => {
  last = last.then(async () => {
    current = request.id;
    told = Number.NEGATIVE_INFINITY;
    const { outcome, leaving } = await perform(request);
    const reply: WorkerReply = {
      kind: 'reply',
      id: request.id,
      outcome,
      leaving,
      rss: process.memoryUsage.rss(),
    };
    await new Promise<void>((resolve) => process.send?.(reply, undefined, {}, () => resolve()));
    if (leaving) process.exit(1);
  });
});

await libraries.pdfium();
process.send?.({ kind: 'ready' });
// The first preview needs it a moment later; loading it now overlaps with the request's way here.
await libraries.sharp();
