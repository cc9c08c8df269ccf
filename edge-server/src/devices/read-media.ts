// One entry of media-col-ready or media-col-database (PWG 5100.3 section 3.13) as a choice of paper. Pure.
import { sizeFromName } from '@platen/shared/media-size';
import type { MediaChoice } from '@platen/shared/printer-capabilities';
import type { IppAttributes } from '../protocols/ipp/message.ts';
import { readCollection, readInteger, readKeyword, readKeywordOrName } from '../protocols/ipp/read-values.ts';
import { sizeName } from './paper-words.ts';

/** A 6 m roll in 1/100 mm: beyond that it is a lie. */
export const LARGEST = 600_000;

/** undefined when it tells neither a size nor a name. */
export function readMediaChoice(entry: IppAttributes): MediaChoice | undefined {
  const size = readCollection(entry, 'media-size');
  const width = dimension(size, 'x-dimension');
  const height = dimension(size, 'y-dimension');
  const named = readKeywordOrName(entry, 'media-size-name') ?? readKeywordOrName(entry, 'media-key');
  const fromName = named === undefined ? undefined : sizeFromName(named);
  const known = width > 0 && height > 0 ? { width, height } : fromName;
  if (known === undefined) return undefined;
  const media = fromName !== undefined && named !== undefined ? named : sizeName(known.width, known.height);
  const source = readKeyword(entry, 'media-source');
  const type = readKeywordOrName(entry, 'media-type');
  return {
    media,
    ...known,
    ...(source === undefined ? {} : { source }),
    ...(type === undefined ? {} : { type }),
  };
}

/** A size given by its name alone, as in media-ready. */
export function namedMedia(media: string): MediaChoice {
  return { media, ...(sizeFromName(media) ?? { width: 0, height: 0 }) };
}

function dimension(size: IppAttributes | undefined, name: string): number {
  const value = size === undefined ? undefined : readInteger(size, name);
  return value === undefined || value < 0 || value > LARGEST ? 0 : value;
}
