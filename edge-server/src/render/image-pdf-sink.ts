// Where a PDF that is being made goes: out of the worker as it is written, so that its size costs no memory here, up to a limit.
import type { SendBytes } from './byte-pipe.ts';
import { MAX_MADE_BYTES } from './limits.ts';
import { type PipedPdf, type Refusal, refuse, type ToPdfOptions } from './render-outcome.ts';

/** Pages done, of so many; `of` 0 while nobody knows. */
export type OnProgress = (done: number, of: number) => void;

/** What making a PDF needs of the worker around it. */
export interface ToPdfTools {
  readonly send: SendBytes;
  readonly progress: OnProgress;
}

/** What is found out about a PDF while it is written. */
export type WrittenPdf = Omit<PipedPdf, 'piped' | 'pieces'>;

export interface PdfSink {
  /** Bytes written so far. */
  readonly bytes: () => number;
  /** Bytes that still fit. */
  readonly room: () => number;
  /** The bytes must stay as they are: they may be sent later. Throws PdfTooLarge. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

/** More than is asked for. */
export class PdfTooLarge extends Error {}

/** Bytes gathered before they are sent: a page's parts are small, a system call per part is not. */
const GATHER_BYTES = 256 * 1024;

/** Of the room that is left, the share one page may take at most without loss, however few follow. */
const MOST_SHARE = 1 / 4;

/** Bytes the next page may take without loss, so that those that follow fit, too: of photographs a long document has many. */
export function losslessShare(sink: PdfSink, pagesLeft: number): number {
  return sink.room() * Math.min(MOST_SHARE, 1 / Math.max(1, pagesLeft));
}

/** What `write` finds out about the PDF that it writes, with how much that was. */
export async function intoPdf(
  { maxBytes = MAX_MADE_BYTES }: Pick<ToPdfOptions, 'maxBytes'>,
  send: SendBytes,
  write: (sink: PdfSink) => Promise<WrittenPdf | Refusal>,
): Promise<PipedPdf | Refusal> {
  let waiting: Uint8Array[] = [];
  let gathered = 0;
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const all = waiting.length === 1 ? waiting : [Buffer.concat(waiting)];
    waiting = [];
    gathered = 0;
    await send(all);
  };
  try {
    const made = await write({
      bytes: () => bytes,
      room: () => maxBytes - bytes,
      write: async (part) => {
        bytes += part.length;
        if (bytes > maxBytes) throw new PdfTooLarge(`more than ${maxBytes} bytes`);
        waiting.push(part);
        gathered += part.length;
        if (gathered >= GATHER_BYTES) await flush();
      },
    });
    if (!made.ok) return made;
    await flush();
    return { ...made, piped: bytes };
  } catch (error) {
    if (error instanceof PdfTooLarge) return refuse('document-too-large', `PDF of ${error.message}`);
    throw error;
  }
}
