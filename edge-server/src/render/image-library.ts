// Loads sharp (libvips) with everything switched off but the decoders in use. Only ever called in a render worker.
import type sharpType from 'sharp';

/**
 * libvips loader classes that may see a document. Every other parser (PDF, JPEG 2000, camera files, ...) stays
 * unreachable (threat T28). The one for HEIF reads AVIF here: sharp comes without a decoder for HEIC (image-heic.ts).
 */
const DECODERS = [
  'VipsForeignLoadJpeg',
  'VipsForeignLoadPng',
  'VipsForeignLoadNsgif',
  'VipsForeignLoadTiff',
  'VipsForeignLoadWebp',
  'VipsForeignLoadHeif',
  'VipsForeignLoadSvg',
];

/** `decoders`: which of them are needed. Default: all that are used anywhere. */
export async function loadImageLibrary(decoders: readonly string[] = DECODERS): Promise<typeof sharpType> {
  const { default: sharp } = await import('sharp');
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [...decoders] });
  // A document's pixels are not kept after its request, and one request at a time needs one thread: the server needs the other core.
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}
