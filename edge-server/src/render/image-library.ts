// Loads sharp (libvips) with everything switched off but the decoders in use. Only ever called in a render worker.
import type sharpType from 'sharp';

/** libvips loader classes that may see a document. Every other parser (TIFF, HEIF, SVG, PDF, ...) stays unreachable (threat T28). */
const DECODERS = ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'];

export async function loadImageLibrary(): Promise<typeof sharpType> {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: DECODERS });
  // A document's pixels are not kept after its request, and one request at a time needs one thread: the server needs the other core.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
