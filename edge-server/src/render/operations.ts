// What a render worker can do: one entry per operation, run one at a time.
import type sharpType from 'sharp';
import { imageToPdf, inspectImage } from './image-document.ts';
import { isImage } from './image-open.ts';
import type { ToPdfTools } from './image-pdf-sink.ts';
import type { SheetPlan } from './imposition.ts';
import { inspectPdf } from './pdf-inspect.ts';
import { renderPdfPage } from './pdf-page.ts';
import { unlockPdf } from './pdf-unlock.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { DocumentSource, RandomRead } from './random-read.ts';
import { isRaster, rasterToPdf } from './raster-in/raster-document.ts';
import {
  type InspectOptions,
  type InspectOutcome,
  type PipedPdfOutcome,
  type RenderPageOptions,
  type RenderPageOutcome,
  refuse,
  type ToPdfOptions,
  type UnlockOutcome,
} from './render-outcome.ts';
import {
  type DrawBandOptions,
  imposeSides,
  type PipedOutcome,
  type PlanOptions,
  type PlanOutcome,
  planSides,
} from './sides-worker.ts';

/** Arguments (as they cross IPC) and outcome of every operation. */
export interface OperationTypes {
  inspect: {
    readonly args: {
      readonly source: DocumentSource;
      readonly mediaType: string;
      readonly options: InspectOptions;
    };
    readonly outcome: InspectOutcome;
  };
  toPdf: {
    readonly args: {
      readonly source: DocumentSource;
      readonly mediaType: string;
      readonly options: ToPdfOptions;
    };
    readonly outcome: PipedPdfOutcome;
  };
  unlock: {
    readonly args: { readonly source: DocumentSource; readonly password: string };
    readonly outcome: UnlockOutcome;
  };
  renderPage: {
    readonly args: {
      readonly source: DocumentSource;
      readonly page: number;
      readonly options: RenderPageOptions;
    };
    readonly outcome: RenderPageOutcome;
  };
  planSides: {
    readonly args: { readonly source: DocumentSource; readonly options: PlanOptions };
    readonly outcome: PlanOutcome;
  };
  imposeSides: {
    readonly args: { readonly source: DocumentSource; readonly plans: readonly SheetPlan[] };
    readonly outcome: PipedOutcome;
  };
  /** Not in the table below: it keeps its document open from band to band (sides-worker.ts). */
  drawBand: {
    readonly args: { readonly source: DocumentSource; readonly options: DrawBandOptions };
    readonly outcome: PipedOutcome;
  };
}
export type OperationName = keyof OperationTypes;

/** The heavy libraries, loaded when first asked for. */
export interface Libraries extends ToPdfTools {
  readonly pdfium: () => Promise<Pdfium>;
  readonly sharp: () => Promise<typeof sharpType>;
}

type Operations = {
  readonly [Name in Exclude<OperationName, 'drawBand'>]: (
    document: RandomRead,
    args: OperationTypes[Name]['args'],
    libraries: Libraries,
  ) => Promise<OperationTypes[Name]['outcome']>;
};

const PDF = 'application/pdf';

export const OPERATIONS: Operations = {
  inspect: async (document, { mediaType, options }, libraries) => {
    if (mediaType === PDF) return inspectPdf(await libraries.pdfium(), document, options);
    if (isImage(mediaType)) return inspectImage(await libraries.sharp(), document, mediaType, options);
    return refuse('document-type', `nothing here reads ${mediaType}`);
  },
  toPdf: async (document, { mediaType, options }, libraries) => {
    if (isImage(mediaType))
      return imageToPdf(await libraries.sharp(), document, mediaType, options, libraries);
    if (isRaster(mediaType)) return rasterToPdf(libraries.sharp, document, mediaType, options, libraries);
    // Loaded when first asked for: fonts and their engine are nothing a preview needs.
    if (mediaType === 'text/plain')
      return (await import('./text-document.ts')).textToPdf(document, options, libraries);
    if (mediaType === 'text/html')
      return (await import('./html-document.ts')).htmlToPdf(document, options, libraries.sharp, libraries);
    return refuse('document-type', `nothing here makes a PDF of ${mediaType}`);
  },
  unlock: async (document, { password }, libraries) =>
    unlockPdf(await libraries.pdfium(), document, password),
  renderPage: async (document, { page, options }, libraries) =>
    renderPdfPage(await libraries.pdfium(), await libraries.sharp(), document, page, options),
  planSides: async (document, { options }, libraries) =>
    planSides(await libraries.pdfium(), document, options),
  imposeSides: async (document, { plans }, libraries) =>
    imposeSides(await libraries.pdfium(), document, plans, libraries.send),
};
