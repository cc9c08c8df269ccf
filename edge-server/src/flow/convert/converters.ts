// The document formats that can be printed, in the order they are asked. A new one is one file and one line here.
import type { Converter } from './converter.ts';
import { htmlConverter } from './html.ts';
import { imageConverter } from './image.ts';
import { officeConverter } from './office.ts';
import { pdfConverter } from './pdf.ts';
import { postScriptConverter } from './postscript.ts';
import { rasterConverter } from './raster.ts';
import { textConverter } from './text.ts';
import { xpsConverter } from './xps.ts';

export const CONVERTERS = [
  pdfConverter,
  imageConverter,
  rasterConverter,
  officeConverter,
  textConverter,
  htmlConverter,
  xpsConverter,
  postScriptConverter,
] as const satisfies readonly Converter[];

export function converterFor(mediaType: string): Converter | undefined {
  return CONVERTERS.find((converter: Converter) => converter.accepts.includes(mediaType));
}
