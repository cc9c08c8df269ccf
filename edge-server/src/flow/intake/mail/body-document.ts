// The text of a message as one clean HTML document: head lines, the text, its pictures inside it. Made to suit the project's own HTML
// converter (render/html-document.ts): no program, no address of the web, and never more than that converter takes. A stream, since the
// pictures may be large: they are opened one after the other as they are written.
import type { MailLanguage } from '@platen/shared/mail-report';
import type { Header } from '../../../protocols/mail/mime/outline.ts';
import { escapeHtml, HEAD_WORDS, headHtml, LEFT_EDGE, oneLine } from './body-document-head.ts';
import { cleanHtml, type HtmlPiece } from './body-document-html.ts';
import { enrichedText, plainHtml } from './body-document-plain.ts';
import { withoutKeys } from './subject-words.ts';

export interface BodyText {
  /** text/html, text/plain, or text/enriched. */
  readonly mediaType: string;
  /** Decoded. */
  readonly text: string;
  /** Of Content-Type: `format` and `delsp` (RFC 3676). */
  readonly parameters: ReadonlyMap<string, string>;
}

export interface BodyPicture {
  /** What the text calls it: Content-ID without brackets, or Content-Location. */
  readonly names: readonly string[];
  readonly mediaType: string;
  /** Octets, estimated. */
  readonly size: number;
  /** Its octets, decoded. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

export interface BodyParts {
  readonly header: Header;
  readonly texts: readonly BodyText[];
  readonly pictures: readonly BodyPicture[];
  /** Names of the documents that came with it. */
  readonly attached: readonly string[];
}

/**
 * Octets of pictures in one document, each at every place it stands: in base64 they are a third more, and with the text they must stay
 * under the converter's 20 MB (MAX_TEXT_BYTES in render/limits.ts).
 */
export const MOST_PICTURE_BYTES = 11_000_000;

/** Octets of the text, written out as UTF-8, for the same reason. */
const MOST_TEXT_BYTES = 4_000_000;

/** Characters of the title, which no reader shows more of. */
const MOST_TITLE = 200;

/** What the converter can decode (render/html-pictures.ts). */
const PICTURES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/jpg',
  'image/pjpeg',
  'image/png',
  'image/x-png',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/tiff',
]);

export async function* bodyDocument(
  body: BodyParts,
  language: MailLanguage,
): AsyncGenerator<Uint8Array, void> {
  const clean = body.texts.map(cleanText);
  const styles = clean.map((one) => one.styles).join('\n');
  const head =
    `<!DOCTYPE html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(oneLine(withoutKeys(body.header.first('subject') ?? ''), MOST_TITLE))}</title>` +
    `<style>${styles}</style></head><body>\n`;
  let room = MOST_PICTURE_BYTES;
  let written = 0;
  let cut = clean.some((one) => one.cut);

  yield utf8(head + headHtml(body.header, language, body.attached));
  for (const piece of joined(clean.map(({ pieces }) => pieces))) {
    if (typeof piece === 'string') {
      const bytes = utf8(piece);
      written += bytes.length;
      if (written > MOST_TEXT_BYTES) {
        cut = true;
        break;
      }
      yield bytes;
      continue;
    }
    const picture = body.pictures.find(({ names }) =>
      names.some((name) => name.toLowerCase() === piece.picture),
    );
    const fits = picture !== undefined && PICTURES.has(picture.mediaType) && picture.size <= room;
    if (fits) {
      yield utf8(
        `<img${piece.attributes} alt="${escapeHtml(piece.alt)}" src="data:${picture.mediaType};base64,`,
      );
      const given: { octets: number } = { octets: 0 };
      yield* base64(picture.open(), room, given);
      room -= given.octets;
      yield utf8('">');
    } else if (picture !== undefined || piece.alt.trim() !== '') {
      const words = piece.alt.trim() === '' ? HEAD_WORDS[language].picture : piece.alt;
      yield utf8(`<i>${escapeHtml(words)}</i>`);
    }
  }
  // The tags that the cut left open are closed by whoever reads it.
  if (cut) yield utf8(`<hr><p><i>${escapeHtml(HEAD_WORDS[language].cut)}</i></p>\n`);
  yield utf8('</body></html>\n');
}

interface CleanText {
  readonly pieces: readonly HtmlPiece[];
  readonly styles: string;
  readonly cut: boolean;
}

function cleanText({ mediaType, text, parameters }: BodyText): CleanText {
  if (mediaType === 'text/html') return cleanHtml(text);
  const whole = /^text\/(?:enriched|richtext)$/.test(mediaType) ? enrichedText(text) : text;
  const most = whole.slice(0, MOST_TEXT_BYTES);
  const pieces = plainHtml(most, {
    flowed: parameters.get('format')?.toLowerCase() === 'flowed',
    delSp: parameters.get('delsp')?.toLowerCase() === 'yes',
  });
  return { pieces, styles: '', cut: most.length < whole.length };
}

/** Texts in a row, each a block of its own, so that an element one leaves open does not reach into the next. */
function* joined(texts: readonly (readonly HtmlPiece[])[]): Generator<HtmlPiece> {
  for (const pieces of texts) {
    yield `<div style="${LEFT_EDGE}">`;
    yield* pieces;
    yield '</div>\n';
  }
}

const utf8 = (text: string): Uint8Array => Buffer.from(text);

/** RFC 4648 section 4, in pieces: three octets at a time, what is left over goes in front of the next chunk. Not more than `most` octets. */
async function* base64(
  source: AsyncIterable<Uint8Array>,
  most: number,
  given: { octets: number },
): AsyncGenerator<Uint8Array, void> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of source) {
    // A picture that is larger than it said ends here: its lower part is missing, the message is not.
    const bytes = Buffer.concat([rest, chunk.subarray(0, most - given.octets)]);
    given.octets += bytes.length - rest.length;
    const whole = bytes.length - (bytes.length % 3);
    if (whole > 0) yield utf8(bytes.toString('base64', 0, whole));
    rest = bytes.subarray(whole);
    if (given.octets >= most) break;
  }
  if (rest.length > 0) yield utf8(Buffer.from(rest).toString('base64'));
}
