// Hands the render host to the stages in the narrow shapes they ask for: one bound to a document, one that draws a page.
import type { DocumentEngine } from './flow/convert/converter.ts';
import type { TakeLockOff } from './flow/convert/unlock.ts';
import type { MakeReady } from './flow/deliver/maker.ts';
import type { DrawPage } from './flow/preview/preview.ts';
import type { BlobGrant } from './platform/blobs.ts';
import { MakeReadyError } from './render/make-ready.ts';
import type { DocumentSource } from './render/random-read.ts';
import type { RenderHost } from './render/render-host.ts';

const sourceOf = (grant: BlobGrant) => ({ kind: 'blob', ...grant }) as const;

export const bindEngine = (render: RenderHost, grant: BlobGrant): DocumentEngine =>
  engineOf(render, sourceOf(grant));

export function engineOf(render: RenderHost, source: DocumentSource): DocumentEngine {
  return {
    inspect: (mediaType, options) => render.inspect(source, mediaType, options),
    toPdf: (mediaType, options) => render.toPdf(source, mediaType, options),
    inspectPdf: (pdf, options) => render.inspect({ kind: 'bytes', bytes: pdf }, 'application/pdf', options),
  };
}

export function unlockWith(render: RenderHost): TakeLockOff {
  return (grant, password, signal) => render.unlock(sourceOf(grant), password, { signal });
}

export function drawWith(render: RenderHost): DrawPage {
  return async (grant, { side, width, height, grey, impose, paper }) => {
    const drawn = await render.renderPage(sourceOf(grant), side, {
      widthPx: width,
      heightPx: height,
      grey,
      impose,
      media:
        paper === undefined ? undefined : { width: toPoints(paper.width), height: toPoints(paper.height) },
    });
    return drawn.ok ? drawn : { ok: false, detail: `${drawn.code}: ${drawn.detail}` };
  };
}

export function makeReadyWith(render: RenderHost): MakeReady {
  return async (grant, { ticket, copies, sides, media, drawing }, signal) => {
    const made = await render.makeReady(
      sourceOf(grant),
      {
        ticket,
        copies,
        sides,
        media:
          media === undefined ? undefined : { width: toPoints(media.width), height: toPoints(media.height) },
        output:
          drawing === undefined
            ? { kind: 'pdf' }
            : {
                kind: 'raster',
                format: drawing.format,
                color: drawing.color,
                dpi: drawing.dots,
                sheetBack: drawing.sheetBack,
              },
      },
      signal,
    );
    if (!made.ok) return made;
    return {
      ...made,
      failureOf: (cause) => (cause instanceof MakeReadyError ? cause.refusal : undefined),
    };
  };
}

/** From 1/100 mm, as IPP counts paper. */
const toPoints = (hundredths: number): number => (hundredths / 2_540) * 72;
