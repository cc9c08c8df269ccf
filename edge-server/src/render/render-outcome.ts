// The words between whoever needs a document looked at and the engine that does it: requests and outcomes, types only.
import type { ErrorCode } from '@platen/shared/error-table';
import type { Impose } from '@platen/shared/ticket';

/** PWG 5101.1 names of the two papers the world prints on. */
export type ImageMedia = 'iso_a4_210x297mm' | 'na_letter_8.5x11in';

export type PageColor = 'color' | 'monochrome' | 'unknown';

/** Pages in a row that share one size; millimetres as the page is seen (rotation applied), to a tenth. */
export interface PageSizeRun {
  readonly count: number;
  readonly width: number;
  readonly height: number;
}

/** Codes of the shared error table that the engine can answer with. */
export type RefusalCode = Extract<
  ErrorCode,
  | 'converter-missing'
  | 'document-broken'
  | 'document-empty'
  | 'document-password'
  | 'document-not-printable'
  | 'document-sealed'
  | 'document-too-large'
  | 'document-too-many-pages'
  | 'document-too-slow'
  | 'document-type'
  | 'preview-failed'
  | 'not-found'
  | 'storage-failed'
  | 'not-ready'
>;

/** `aborted`: the caller's own signal; nothing is known about the document. `detail` is for the operator, never for the user. */
export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode | 'aborted';
  readonly detail: string;
}

export function refuse(code: Refusal['code'], detail: string): Refusal {
  return { ok: false, code, detail };
}

export interface InspectOptions {
  /** Most pages accepted. Default MAX_PAGES. */
  readonly maxPages?: number | undefined;
  /** Milliseconds to spend on finding colour; 0 looks at no page. Default COLOUR_BUDGET_MS. */
  readonly colourBudgetMs?: number | undefined;
}

export interface Inspected {
  readonly ok: true;
  readonly pages: number;
  readonly pageSizes: readonly PageSizeRun[];
  /** One entry per page. */
  readonly color: readonly PageColor[];
  /** True for a PDF that is encrypted with an owner password only: it opens, but not every printer can read it. */
  readonly encrypted: boolean;
  /** False when the PDF's permissions forbid printing (ISO 32000-2 table 22, bit 3). */
  readonly printable: boolean;
  /** A dynamic XFA form: its pages exist only in Adobe's reader, everything else shows a "please wait" page. */
  readonly xfa: boolean;
  /** Pixels of an image as it is seen; absent for a PDF. */
  readonly image?: { readonly width: number; readonly height: number };
}

export interface ToPdfOptions {
  readonly media: ImageMedia;
  /** Most pages of what has several. Default MAX_PAGES. */
  readonly maxPages?: number | undefined;
  /** Fonts the administrator added: looked into first for characters that the shipped fonts lack. */
  readonly fontFolder?: string | undefined;
  /** Pictures that came with an HTML mail, by their Content-ID without brackets (RFC 2392). */
  readonly parts?: readonly { readonly cid: string; readonly bytes: Uint8Array }[] | undefined;
  /** Bytes the PDF may have. Default MAX_MADE_BYTES. */
  readonly maxBytes?: number | undefined;
}

export interface MadePdf {
  readonly ok: true;
  readonly pdf: Uint8Array;
  readonly pageSizes: readonly PageSizeRun[];
  /** One entry per page. */
  readonly color: readonly PageColor[];
  /** The image could be decoded only in part; what is missing is grey or white. */
  readonly damaged: boolean;
  /** The original JPEG would print the same way by itself: upright, 8 bit, grey or YCbCr, whole. */
  readonly originalPrintable: boolean;
  /** Sentences for the person about what could not be kept. */
  readonly notes?: readonly string[];
}

/** As a worker says it: the PDF itself went through the pipe beside the messages; the server's end puts it in again as `pieces`. */
export interface PipedPdf extends Omit<MadePdf, 'pdf'> {
  /** Bytes. */
  readonly piped: number;
  readonly pieces?: readonly Uint8Array[];
}

export interface RenderPageOptions {
  /** The box, in pixels, the side is fitted into. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Show it as it prints with print-color-mode monochrome. */
  readonly grey?: boolean | undefined;
  /** What becomes of the pages on paper. Default: each by itself. */
  readonly impose?: Impose | undefined;
  /** Points; the paper it is printed on. Default: as large as each page. */
  readonly media?: { readonly width: number; readonly height: number } | undefined;
  /** JPEG quality 1 to 100. Default 80. */
  readonly quality?: number | undefined;
}

export interface RenderedPage {
  readonly ok: true;
  readonly jpeg: Buffer;
  /** Pixels of the picture: the box in one direction, less in the other. */
  readonly width: number;
  readonly height: number;
  /** Sides the document is printed on, this one among them. */
  readonly sides: number;
  /** False when drawing took too long and the picture shows what was there by then. */
  readonly complete: boolean;
}

export interface Unlocked {
  readonly ok: true;
  /** The same document without its encryption. */
  readonly pdf: Uint8Array;
}

export type InspectOutcome = Inspected | Refusal;
/** `document-password`: not with this password. */
export type UnlockOutcome = Unlocked | Refusal;
export type ToPdfOutcome = MadePdf | Refusal;
export type PipedPdfOutcome = PipedPdf | Refusal;
export type RenderPageOutcome = RenderedPage | Refusal;
