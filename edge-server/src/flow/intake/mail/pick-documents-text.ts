// What the text of a message tells of itself, once it has been read: whether there is anything in it, and which pictures stand in it.
import { readTags } from './body-document-tags.ts';

export interface TextFacts {
  /** Nothing to be read but greetings of a mail program and what follows a "-- " line. */
  readonly empty: boolean;
  /** It is an OpenPGP message (RFC 9580 section 6), so nothing of it can be read. */
  readonly encrypted: boolean;
  /** Pictures the text shows, by what it calls them: a Content-ID without brackets, or an address (Content-Location), in small letters. */
  readonly pictures: ReadonlySet<string>;
  /** Those of them that are shown so small that nobody sees them. */
  readonly counters: ReadonlySet<string>;
}

export const NO_TEXT: TextFacts = { empty: true, encrypted: false, pictures: new Set(), counters: new Set() };

/** Pixels up to which a picture is a counter or a spacer. */
const COUNTER = 3;

/** Pictures of one text that are looked at: beyond, they are one by one not worth a document. */
const MOST_PICTURES = 1_000;

/** @param texts The text parts of one message, decoded, in order. */
export function lookAtText(
  texts: readonly { readonly mediaType: string; readonly text: string }[],
): TextFacts {
  const pictures = new Set<string>();
  const counters = new Set<string>();
  const seen: string[] = [];
  for (const { mediaType, text } of texts)
    seen.push(mediaType === 'text/plain' ? text : readHtml(text, pictures, counters));
  const whole = seen.join('\n');
  return {
    empty: isEmpty(whole),
    encrypted: /^\s*-----BEGIN PGP MESSAGE-----/.test(whole),
    pictures,
    counters,
  };
}

/** @returns the words of the page, a line per block. */
function readHtml(html: string, pictures: Set<string>, counters: Set<string>): string {
  const words: string[] = [];
  let hidden: string | undefined;
  readTags(html, {
    open: (name, attributes) => {
      if (HIDDEN.has(name)) hidden ??= name;
      if (LINES.has(name)) words.push('\n');
      if (name !== 'img' || pictures.size >= MOST_PICTURES) return;
      const address = pictureAddress(attributes['src'] ?? '');
      if (address === '') return;
      pictures.add(address);
      if (isTiny(attributes['width']) || isTiny(attributes['height'])) counters.add(address);
    },
    text: (text) => {
      if (hidden === undefined) words.push(text);
    },
    close: (name) => {
      if (name === hidden) hidden = undefined;
    },
  });
  return words.join('');
}

const HIDDEN: ReadonlySet<string> = new Set(['style', 'script', 'title', 'template']);
const LINES: ReadonlySet<string> = new Set([
  'br',
  'p',
  'div',
  'tr',
  'li',
  'h1',
  'h2',
  'h3',
  'table',
  'blockquote',
]);

/** One spelling of what an img element calls its picture (RFC 2392: cid: and the Content-ID, percent-encoded). */
export function pictureAddress(src: string): string {
  const address = src.trim();
  if (!/^cid:/i.test(address)) return address.toLowerCase();
  const id = address
    .slice('cid:'.length)
    .replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return id.trim().replaceAll(/^<|>$/g, '').toLowerCase();
}

const isTiny = (value: string | undefined): boolean =>
  value !== undefined && /^\s*\d/.test(value) && Number.parseFloat(value) <= COUNTER;

/** What mail programs write by themselves under every message, in the languages of the system. */
const GREETINGS =
  /^(?:(?:sent|get|gesendet|holen sie sich|von meine[mr]|envoy[ée]|obtenez|enviado|obtener|inviato|scarica) .{0,60}(?:iphone|ipad|android|outlook|ios|mobile|samsung|galaxy|huawei|xiaomi|smartphone|mail|yahoo|gmx|web\.de).{0,60}|(?:diese nachricht wurde )?(?:von|from|de|da) (?:my|meinem|mon|mi|il mio) .{0,60}gesendet\.?)$/i;

function isEmpty(text: string): boolean {
  for (const line of text.split(/\r\n?|\n/)) {
    // What follows is a signature (RFC 3676 section 4.3).
    if (line === '-- ' || line === '--') return true;
    const bare = line.replaceAll(/[\s\u00a0\u00ad\u034f\u200b-\u200f\u2060\ufeff\ufffc]+/g, ' ').trim();
    if (bare === '' || /^[-_=*.\u2013\u2014]+$/.test(bare)) continue;
    if (!GREETINGS.test(bare.slice(0, 200))) return false;
  }
  return true;
}
