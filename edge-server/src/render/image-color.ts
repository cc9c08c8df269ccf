// Decides whether a picture holds colour, from a sample of its pixels.
import type { Sharp } from 'sharp';
import { findColor } from './find-color.ts';
import { COLOUR_SAMPLE_PX } from './limits.ts';
import type { PageColor } from './render-outcome.ts';

/** Throws what sharp throws when the picture cannot be decoded. */
export async function sampleColor(picture: Sharp): Promise<PageColor> {
  const { data, info } = await picture
    .resize({
      width: COLOUR_SAMPLE_PX,
      height: COLOUR_SAMPLE_PX,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return findColor(data, info.channels);
}
