// What a render worker can do: one entry per operation, run one at a time.
import type sharpType from 'sharp';
import { imageToPdf, inspectImage, isImage } from './image-document.ts';
import { inspectPdf } from './pdf-inspect.ts';
import { renderPdfPage } from './pdf-page.ts';
import type { Pdfium } from './pdfium-module.ts';
import type { DocumentSource, RandomRead } from './random-read.ts';
import {
  type InspectOptions,
  type InspectOutcome,
  type RenderPageOptions,
  type RenderPageOutcome,
  refuse,
  type ToPdfOptions,
  type ToPdfOutcome,
} from './render-outcome.ts';

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
    readonly outcome: ToPdfOutcome;
  };
  renderPage: {
    readonly args: {
      readonly source: DocumentSource;
      readonly page: number;
      readonly options: RenderPageOptions;
    };
    readonly outcome: RenderPageOutcome;
  };
}
export type OperationName = keyof OperationTypes;

/** The heavy libraries, loaded when first asked for. */
export interface Libraries {
  readonly pdfium: () => Promise<Pdfium>;
  readonly sharp: () => Promise<typeof sharpType>;
}

type Operations = {
  readonly [Name in OperationName]: (
    document: RandomRead,
    args: OperationTypes[Name]['args'],
    libraries: Libraries,
  ) => Promise<OperationTypes[Name]['outcome']>;
};

const PDF = 'application/pdf';

export const OPERATIONS: Operations = {
  inspect: async (document, { mediaType, options }, libraries) => {
    if (mediaType === PDF) return inspectPdf(await libraries.pdfium(), document, options);
    if (isImage(mediaType)) return inspectImage(await libraries.sharp(), document, mediaType);
    return refuse('document-type', `nothing here reads ${mediaType}`);
  },
  toPdf: async (document, { mediaType, options }, libraries) =>
    isImage(mediaType)
      ? imageToPdf(await libraries.sharp(), document, mediaType, options)
      : refuse('document-type', `nothing here makes a PDF of ${mediaType}`),
  renderPage: async (document, { page, options }, libraries) =>
    renderPdfPage(await libraries.pdfium(), await libraries.sharp(), document, page, options),
};
