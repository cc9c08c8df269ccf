// What a file picker is told: the media types that a converter takes, and the file name endings people know them by. It only guides;
// what a document is decides sniff.ts.
import { endingsOf } from './claim.ts';
import type { Converter } from './converter.ts';
import { CONVERTERS } from './converters.ts';

/** Values of HTML's `accept` attribute (section 4.10.5.1.17): media types, then endings with their dot. */
export function acceptedFiles(converters: readonly Converter[] = CONVERTERS): readonly string[] {
  // Names of what is not yet settled (a package, a compound file) have no ending: nobody picks a file by them.
  const types = [...new Set(converters.flatMap(({ accepts }) => accepts))].filter(
    (type) => endingsOf(type).length > 0,
  );
  return [...types, ...types.flatMap((type) => endingsOf(type).map((ending) => `.${ending}`))];
}
