// Writes the HTML of a message anew: what is shown and nothing else (threat T23). No address of the web comes out of here, no program, no
// form; pictures that came with the message are left as marks for body-document.ts to fill. A link on paper cannot be followed, so a short
// one is written out behind its words.
import { escapeHtml } from './body-document-head.ts';
import { readTags } from './body-document-tags.ts';
import { pictureAddress } from './pick-documents-text.ts';

/** Either finished HTML, or the place of a picture by what the message calls it. */
export type HtmlPiece =
  | string
  | { readonly picture: string; readonly attributes: string; readonly alt: string };

export interface CleanHtml {
  readonly pieces: readonly HtmlPiece[];
  /** Rules of its style elements, to stand in the head. */
  readonly styles: string;
  /** It was longer than can be set; the end is missing. */
  readonly cut: boolean;
}

/** Elements: the converter sets 50,000 (render/html-tree.ts) and refuses more; the head needs some too. */
const MOST_ELEMENTS = 48_000;

/** Characters of text: a letter of 500 pages has 2 million. */
const MOST_TEXT = 3_000_000;

/** Characters of styles: word processors write 100,000. */
const MOST_STYLES = 300_000;

/** Elements inside each other; deeper ones lose their own tag. The converter stops at 100. */
const MOST_DEPTH = 90;

/** Gone with all that is in them. */
const DROPPED: ReadonlySet<string> = new Set(
  `script iframe frame frameset object embed applet video audio canvas svg math template select datalist textarea
   button input progress meter map dialog portal xml title`.split(/\s+/),
);

const KEPT: ReadonlySet<string> = new Set(
  `a address article aside b big blockquote br caption center cite code dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4
   h5 h6 header hr i ins kbd li main menu nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead tr
   tt u ul var wbr`.split(/\s+/),
);

/** Boxes whose own meaning is lost on paper. */
const AS_DIV: ReadonlySet<string> = new Set(
  'form fieldset legend details summary dir listing plaintext'.split(' '),
);

const VOID: ReadonlySet<string> = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

const ATTRIBUTES: ReadonlySet<string> = new Set(
  `style class id align valign dir width height colspan rowspan border cellpadding color face size start type value role hidden`.split(
    ' ',
  ),
);

/** Drawings and formulas. */
const FOREIGN: ReadonlySet<string> = new Set(['svg', 'math']);

/** What each element ends when it begins inside it. */
const ENDS: Readonly<Record<string, ReadonlySet<string>>> = {
  p: new Set(['p']),
  div: new Set(['p']),
  ul: new Set(['p']),
  ol: new Set(['p']),
  table: new Set(['p']),
  blockquote: new Set(['p']),
  li: new Set(['li', 'p']),
  dt: new Set(['dt', 'dd', 'p']),
  dd: new Set(['dt', 'dd', 'p']),
  td: new Set(['td', 'th', 'p', 'li']),
  th: new Set(['td', 'th', 'p', 'li']),
  tr: new Set(['tr', 'td', 'th', 'p', 'li']),
};

/** Characters of one piece: small enough that the rest of the program has its turn between two. */
const MOST_PIECE = 16_384;

/** Characters of one attribute: styles of Outlook have 300. */
const MOST_ATTRIBUTE = 2_000;

interface Open {
  readonly name: string;
  /** As it was written: a div for some others. */
  readonly written: string;
  readonly href?: string | undefined;
  /** Words inside a link. */
  words: string;
}

export function cleanHtml(html: string): CleanHtml {
  const pieces: HtmlPiece[] = [];
  const open: Open[] = [];
  /** Elements opened too deep or only for what is in them: their ends close nothing. */
  const unwritten = new Map<string, number>();
  const withTargets = (html.match(/<a\s/gi)?.length ?? 0) <= MOST_LINKS;
  const styles: string[] = [];
  let styleLetters = 0;
  let inStyle = false;
  /** What is being left out, and how many of that name are open. */
  let dropped: { readonly name: string; depth: number } | undefined;
  let elements = 0;
  let letters = 0;
  let cut = false;

  let run: string[] = [];
  let runLetters = 0;
  const endRun = (): void => {
    if (run.length > 0) pieces.push(run.join(''));
    run = [];
    runLetters = 0;
  };
  const write = (piece: string): void => {
    run.push(piece);
    runLetters += piece.length;
    if (runLetters > MOST_PIECE) endRun();
  };
  const closeOne = (): void => {
    const top = open.pop();
    if (top === undefined) return;
    write(`</${top.written}>`);
    if (top.href !== undefined && withTargets) write(linkTarget(top.href, top.words));
  };
  const openElement = (name: string, attributes: Readonly<Record<string, string>>): void => {
    elements += 1;
    if (elements > MOST_ELEMENTS) {
      cut = true;
      return;
    }
    if (name === 'img') {
      endRun();
      pieces.push({
        picture: pictureAddress(attributes['src'] ?? ''),
        attributes: keep(attributes),
        alt: (attributes['alt'] ?? '').slice(0, 200),
      });
      return;
    }
    const written = KEPT.has(name) ? name : AS_DIV.has(name) || name === 'body' ? 'div' : undefined;
    if (VOID.has(name)) {
      if (written !== undefined) write(`<${written}${keep(attributes)}>`);
      return;
    }
    // End tags that may be left out (HTML 13.1.2.4), as far as they matter here.
    const ends = ENDS[name];
    while (ends?.has(open.at(-1)?.name ?? '') === true) closeOne();
    if (written === undefined || open.length >= MOST_DEPTH) {
      unwritten.set(name, (unwritten.get(name) ?? 0) + 1);
      return;
    }
    // How Outlook parts an answer from what it answers; the converter draws no borders of boxes.
    if (written === 'div' && /border-top\s*:[^;]{0,100}solid/i.test(attributes['style'] ?? '')) write('<hr>');
    write(`<${written}${keep(attributes)}>`);
    open.push({ name, written, href: name === 'a' ? attributes['href'] : undefined, words: '' });
  };
  const closeElement = (name: string): void => {
    const inner = unwritten.get(name) ?? 0;
    if (inner > 0) unwritten.set(name, inner - 1);
    else if (open.some((one) => one.name === name)) {
      while (open.at(-1)?.name !== name) closeOne();
      closeOne();
    }
  };

  readTags(html, {
    open: (name, attributes, selfClosing) => {
      if (dropped !== undefined) {
        if (name === dropped.name && !selfClosing) dropped.depth += 1;
      } else if (DROPPED.has(name)) {
        // Only elements of other languages can close themselves (HTML 13.1.2.1).
        if (!VOID.has(name) && !(selfClosing && FOREIGN.has(name))) dropped = { name, depth: 1 };
      } else if (name === 'style') inStyle = true;
      else if (!cut && name !== 'html' && name !== 'head') openElement(name, attributes);
    },
    text: (text) => {
      if (dropped !== undefined) return;
      if (inStyle) {
        styles.push(text.slice(0, MOST_STYLES - styleLetters));
        styleLetters = Math.min(MOST_STYLES, styleLetters + text.length);
        return;
      }
      if (cut) return;
      const fits = text.slice(0, MOST_TEXT - letters);
      letters += fits.length;
      cut = fits.length < text.length;
      for (const one of open)
        if (one.href !== undefined && one.words.length < MOST_ATTRIBUTE)
          one.words += fits.slice(0, MOST_ATTRIBUTE);
      for (let at = 0; at < fits.length; at += MOST_PIECE)
        write(escapeHtml(fits.slice(at, at + MOST_PIECE).replaceAll('\0', '')));
    },
    close: (name) => {
      if (name === 'style') inStyle = false;
      else if (dropped === undefined) closeElement(name);
      else if (name === dropped.name) {
        dropped.depth -= 1;
        if (dropped.depth === 0) dropped = undefined;
      }
    },
  });
  while (open.length > 0) closeOne();
  endRun();
  return { pieces, styles: cleanStyles(styles.join('')), cut };
}

function keep(attributes: Readonly<Record<string, string>>): string {
  let kept = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (!ATTRIBUTES.has(name) || value.length > MOST_ATTRIBUTE) continue;
    const clean = name === 'style' ? cleanStyle(value) : value;
    if (clean !== '' || name === 'hidden') kept += ` ${name}="${escapeHtml(clean)}"`;
  }
  return kept;
}

/** What could name an address, or hide one behind a backslash. */
const FETCHES = /url\s*\(|image-set|expression|behaviou?r|-moz-binding|@import|\\/i;

const cleanStyle = (style: string): string =>
  style
    .split(';')
    .filter((declaration) => declaration.trim() !== '' && !FETCHES.test(declaration))
    .join(';');

/** Rules one by one: one that names an address loses only what names it. Nothing in it can end the style element. */
function cleanStyles(styles: string): string {
  return (
    styles
      .replaceAll(/\/\*[\s\S]*?(?:\*\/|$)/g, ' ')
      .replaceAll(/@(?:import|charset|namespace)[^;{}]*;?/gi, ' ')
      .replaceAll(/<!--|-->|</g, ' ')
      // What stands before a brace is a selector; looking ahead for it in the pattern would be tried from every character.
      .replaceAll(/[^{};]+/g, (piece, at: number, whole: string) =>
        whole[at + piece.length] === '{' || !FETCHES.test(piece) ? piece : '',
      )
  );
}

/** Links up to which their addresses are written out: with more it is a newsletter, and they would be in the way of its words. */
const MOST_LINKS = 12;

/** Characters of an address worth reading; what is longer was made for counting clicks. */
const MOST_LINK = 60;

/** Behind the words, unless they are the address. */
function linkTarget(href: string, words: string): string {
  const address = href.trim();
  if (!/^https?:\/\//i.test(address)) return '';
  const shown = address.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '');
  const said = words.replaceAll(/\s+/g, '').toLowerCase();
  if (shown.length > MOST_LINK || said === '' || !/^[\w.~:/#@%+=&?,;-]+$/.test(shown)) return '';
  return said.includes(shown.toLowerCase()) || said.includes(host(shown)) ? '' : ` (${escapeHtml(shown)})`;
}

const host = (shown: string): string => (/^[^/?#]+/.exec(shown)?.[0] ?? shown).toLowerCase();
