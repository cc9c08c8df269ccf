// What a converter is: the plug-in point for document formats, one file and one line in converters.ts each.
import type { ErrorCode } from '@platen/shared/error-table';
import type { DocumentFacts } from './document-facts.ts';

/** Why the engine could not do it. `aborted`: by the caller's own signal. */
export interface EngineRefusal {
  readonly ok: false;
  readonly code: ErrorCode | 'aborted';
  /** For the operator. */
  readonly detail: string;
}

export type PageColor = 'color' | 'monochrome' | 'unknown';
export type PageSizes = readonly {
  readonly count: number;
  readonly width: number;
  readonly height: number;
}[];

/** What a second look at a PDF finds. */
export interface Inspected {
  readonly ok: true;
  readonly pages: number;
  readonly pageSizes: PageSizes;
  /** One entry per page. */
  readonly color: readonly PageColor[];
  readonly encrypted: boolean;
  readonly printable: boolean;
  readonly xfa: boolean;
}

/** render/render-host.ts, narrowed and bound to the document in hand: a stage reaches neither processes nor storage. */
export interface DocumentEngine {
  readonly inspect: (
    mediaType: string,
    options: { readonly maxPages: number; readonly signal: AbortSignal },
  ) => Promise<EngineRefusal | Inspected>;
  /** Looks over a PDF that a converter made, with a parser that is not the one that made it. */
  readonly inspectPdf: (
    pdf: Uint8Array,
    options: { readonly maxPages: number; readonly signal: AbortSignal },
  ) => Promise<EngineRefusal | Inspected>;
  /** What the engine reads by itself (images, text, raster) as a PDF. */
  readonly toPdf: (
    mediaType: string,
    options: {
      readonly media: ImageMedia;
      readonly maxPages: number;
      /** Bytes the PDF may have. */
      readonly maxBytes: number;
      readonly onProgress: OnProgress;
      readonly signal: AbortSignal;
    },
  ) => Promise<
    | EngineRefusal
    | {
        readonly ok: true;
        readonly pdf: Uint8Array;
        readonly pageSizes: PageSizes;
        /** One entry per page. */
        readonly color: readonly PageColor[];
        readonly damaged: boolean;
        readonly originalPrintable: boolean;
        /** Sentences for the person about what could not be kept, stored to be said in their language (shared/src/say/stored.ts). */
        readonly notes?: readonly string[];
      }
  >;
}

/** office/office-host.ts, narrowed: system LibreOffice, warm, in the sandbox. */
export interface OfficeEngine {
  /** `extension` tells the import filter ("docx"); `page` are rules the office applies before it prints (office.ts). */
  readonly toPdf: (
    input: {
      readonly bytes: Uint8Array;
      readonly extension: string;
      readonly page?: Readonly<Record<string, unknown>>;
    },
    options: { readonly signal: AbortSignal; readonly onProgress?: OnProgress },
  ) => Promise<EngineRefusal | { readonly ok: true; readonly pdf: Uint8Array }>;
}

/** One-shot programs of the system in the sandbox, bound to the document in hand. */
export interface SandboxTools {
  readonly xpsToPdf: (
    signal: AbortSignal,
  ) => Promise<EngineRefusal | { readonly ok: true; readonly pdf: Uint8Array }>;
  readonly postScriptToPdf: (
    signal: AbortSignal,
  ) => Promise<EngineRefusal | { readonly ok: true; readonly pdf: Uint8Array }>;
}

/** office/installed-fonts.ts, narrowed: which fonts the office has. Both maps are empty where it cannot be asked. */
export type MatchFonts = (
  names: readonly string[],
  signal: AbortSignal,
) => Promise<{
  /** Name asked for -> family that the system uses: the same where it is there. */
  readonly matches: ReadonlyMap<string, string>;
  /** PostScript name, as it stands in a PDF -> family, of every font there is. */
  readonly families: ReadonlyMap<string, string>;
}>;

/** Pages (or whatever is counted) done, of so many; `of` 0 while nobody knows. */
export type OnProgress = (done: number, of: number) => void;

/** The decrypted original, a piece at a time. */
export interface DocumentBytes {
  readonly size: number;
  /** Bytes from `start` up to `end` (not included), less at the end of the document. */
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
}

/** Paper an image is placed on: the administrator's choice, by its PWG 5101.1 name. */
export type ImageMedia = 'iso_a4_210x297mm' | 'na_letter_8.5x11in';

export interface ConvertInput {
  /** As found in the content. */
  readonly mediaType: string;
}

export interface ConvertContext {
  readonly engine: DocumentEngine;
  /** Absent where there is no LibreOffice or no sandbox. */
  readonly office?: OfficeEngine;
  /** Absent where there is no sandbox. */
  readonly tools?: SandboxTools;
  /** Absent where fonts cannot be asked for. */
  readonly fonts?: MatchFonts;
  readonly document: DocumentBytes;
  readonly media: ImageMedia;
  readonly maxPages: number;
  /** Bytes a print document may have. */
  readonly maxOutputBytes: number;
  /** The administrator allows PostScript. */
  readonly postScript: boolean;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

export type ConvertOutcome =
  | {
      readonly kind: 'done';
      readonly printMediaType: string;
      /** The print document. Absent: the original is the print document. */
      readonly pdf?: Uint8Array;
      readonly facts: DocumentFacts;
    }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly detail: string }
  /** A PDF that opens with a password only: held, and asked for at portal or panel. */
  | { readonly kind: 'locked' }
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
