// Hands the render host to the stages in the narrow shapes they ask for: one bound to a document, one that draws a page.
import type { DocumentEngine } from './flow/convert/converter.ts';
import type { DrawPage } from './flow/preview/preview.ts';
import type { BlobGrant } from './platform/blobs.ts';
import type { RenderHost } from './render/render-host.ts';

const sourceOf = (grant: BlobGrant) => ({ kind: 'blob', ...grant }) as const;

export function bindEngine(render: RenderHost, grant: BlobGrant): DocumentEngine {
  const source = sourceOf(grant);
  return {
    inspect: (mediaType, options) => render.inspect(source, mediaType, options),
    toPdf: async (mediaType, options) => {
      const made = await render.toPdf(source, mediaType, options);
      if (!made.ok) return made;
      const { pdf, ...rest } = made;
      if (pdf === undefined) return { ok: false, code: 'document-too-large', detail: `${made.bytes} bytes` };
      return { ...rest, pdf };
    },
    inspectPdf: (pdf, options) => render.inspect({ kind: 'bytes', bytes: pdf }, 'application/pdf', options),
  };
}

export function drawWith(render: RenderHost): DrawPage {
  return async (grant, look, ask) => {
    const drawn = await render.renderPage(sourceOf(grant), firstPage(look), {
      widthPx: look.width,
      heightPx: look.height,
      grey: look.grey,
      numberUp: look.numberUp,
      ...ask,
    });
    return drawn.ok ? drawn : { ok: false, detail: `${drawn.code}: ${drawn.detail}` };
  };
}

/** The preview counts imposed sheets, the engine the document's pages. */
const firstPage = ({ page, numberUp }: { page: number; numberUp: number }): number =>
  (page - 1) * numberUp + 1;
