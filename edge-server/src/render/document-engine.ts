// The render host bound to one document: what a converter of flow/convert is given, so that it needs to know neither processes nor storage.
import type { DocumentSource } from './random-read.ts';
import type { RenderHost } from './render-host.ts';
import {
  type ImageMedia,
  type ImagePdf,
  type InspectOutcome,
  type Refusal,
  refuse,
} from './render-outcome.ts';

/** With `outPath` a PDF that has to be made is written there, so that its size costs the server no memory. */
export function documentEngine(
  host: Pick<RenderHost, 'inspect' | 'toPdf'>,
  source: DocumentSource,
  outPath?: string,
): {
  inspect: (
    mediaType: string,
    options: { readonly maxPages: number; readonly signal: AbortSignal },
  ) => Promise<InspectOutcome>;
  toPdf: (
    mediaType: string,
    options: { readonly media: ImageMedia; readonly signal: AbortSignal },
  ) => Promise<Refusal | (Omit<ImagePdf, 'pdf'> & { readonly pdf: Uint8Array | { readonly path: string } })>;
} {
  return {
    inspect: (mediaType, options) => host.inspect(source, mediaType, options),
    toPdf: async (mediaType, options) => {
      const made = await host.toPdf(source, mediaType, { ...options, outPath });
      if (!made.ok) return made;
      const pdf = made.pdf ?? (outPath === undefined ? undefined : { path: outPath });
      return pdf === undefined ? refuse('not-ready', 'the worker gave no PDF') : { ...made, pdf };
    },
  };
}
