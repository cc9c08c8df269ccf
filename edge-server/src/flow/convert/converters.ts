// The document formats that can be printed, in the order they are asked. A new one is one file and one line here.
import type { Converter } from './converter.ts';
import { imageConverter } from './image.ts';
import { pdfConverter } from './pdf.ts';

export const CONVERTERS = [pdfConverter, imageConverter] as const satisfies readonly Converter[];

export function converterFor(mediaType: string): Converter | undefined {
  return CONVERTERS.find((converter: Converter) => converter.accepts.includes(mediaType));
}
