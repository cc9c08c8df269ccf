// What a converter is: the plug-in point for document formats, one file and one line in converters.ts each.
import type { ErrorCode } from '@platen/shared/error-table';
import type { DocumentFacts } from './document-facts.ts';

/** Why the engine could not do it. `aborted`: by the caller's own signal. */
interface EngineRefusal {
  readonly ok: false;
  readonly code: ErrorCode | 'aborted';
  /** For the operator. */
  readonly detail: string;
}

type PageColor = 'color' | 'monochrome' | 'unknown';
type PageSizes = readonly { readonly count: number; readonly width: number; readonly height: number }[];

/** render/render-host.ts, narrowed and bound to the document in hand: a stage reaches neither processes nor storage. */
export interface DocumentEngine {
  readonly inspect: (
    mediaType: string,
    options: { readonly maxPages: number; readonly signal: AbortSignal },
  ) => Promise<
    | EngineRefusal
    | {
        readonly ok: true;
        readonly pages: number;
        readonly pageSizes: PageSizes;
        readonly color: readonly PageColor[];
        readonly encrypted: boolean;
        readonly printable: boolean;
        readonly xfa: boolean;
      }
  >;
  /** An image as a PDF of one page: as bytes, or written where the wiring said. */
  readonly toPdf: (
    mediaType: string,
    options: { readonly media: ImageMedia; readonly signal: AbortSignal },
  ) => Promise<
    | EngineRefusal
    | {
        readonly ok: true;
        readonly pdf: Uint8Array | { readonly path: string };
        readonly pageSizes: PageSizes;
        readonly color: PageColor;
        readonly damaged: boolean;
        readonly originalPrintable: boolean;
      }
  >;
}

/** Paper an image is placed on: the administrator's choice, by its PWG 5101.1 name. */
export type ImageMedia = 'iso_a4_210x297mm' | 'na_letter_8.5x11in';

export interface ConvertInput {
  /** As found in the content. */
  readonly mediaType: string;
}

export interface ConvertContext {
  readonly engine: DocumentEngine;
  readonly media: ImageMedia;
  readonly maxPages: number;
  readonly signal: AbortSignal;
}

export type ConvertOutcome =
  | {
      readonly kind: 'done';
      readonly printMediaType: string;
      /** The print document: bytes, or the path of a file that is now the caller's. Absent: the original is the print document. */
      readonly pdf?: Uint8Array | { readonly path: string };
      readonly facts: DocumentFacts;
    }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string }
  /** Nothing is wrong with the document as far as is known. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly detail: string };

export interface Converter {
  readonly id: string;
  /** Media types as flow/convert/sniff.ts names them. */
  readonly accepts: readonly string[];
  readonly convert: (input: ConvertInput, context: ConvertContext) => Promise<ConvertOutcome>;
}

/** A worker is back within seconds, and disks recover; sooner would only add load. */
const RETRY_MS = 5_000;

/** What is wrong with the machine may be tried again; what is wrong with the document is final. */
export function fromRefusal({ code, detail }: EngineRefusal): ConvertOutcome {
  if (code === 'aborted' || code === 'not-ready' || code === 'storage-failed') {
    return { kind: 'retry', afterMs: RETRY_MS, detail };
  }
  return { kind: 'refused', code, detail };
}
