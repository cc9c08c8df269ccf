// Reads options as people write them in a subject, in five languages, into a ticket. Strict on purpose: a piece of a subject counts only
// when every word of it is understood, or "Staple prices in colour" would be stapled. Letters are compared without case and accents.
import { MAX_COPIES, NUMBER_UP, type PageRange, type Ticket } from '@platen/shared/ticket';

type Draft = { -readonly [Name in keyof Ticket]: Ticket[Name] };

/** A regular expression anchored where reading stands, and what it says. False: understood, but it cannot be so. */
type Rule = readonly [RegExp, (draft: Draft, found: RegExpExecArray) => boolean];

/** One spelling: small letters without accents, typographic dashes and signs made plain, single blanks. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('×', 'x')
    .replaceAll(/[\u2018\u2019`´]/g, "'")
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const NUMBERS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5 },
  ...{ ein: 1, eine: 1, zwei: 2, drei: 3, vier: 4, funf: 5 },
  ...{ un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5 },
  ...{ una: 1, dos: 2, tres: 3, cuatro: 4, cinco: 5 },
  ...{ uno: 1, due: 2, tre: 3, quattro: 4, cinque: 5 },
};
const NUMBER = `(\\d{1,4}|${Object.keys(NUMBERS).join('|')})`;
const toNumber = (word: string | undefined): number => NUMBERS[word ?? ''] ?? Number(word);

const words = (pattern: string): RegExp => new RegExp(`(?:${pattern})(?![\\p{L}\\p{N}])`, 'uy');

const COPIES =
  'copies|copy|sets?|kopien|kopie|exemplare?|ausfertigung(?:en)?|exemplaires?|copias?|ejemplar(?:es)?|copi[ae]|esemplar[ei]';
const PER_SIDE =
  '(?:per|pro|par|por|auf|a|sur) (?:sheet|side|page|blatt|seite|feuille|face|hoja|pagina|cara|foglio|facciata|1|eine[rm]?)';
const PAGES = 'pages?|pp?\\.?|seiten?|s\\.|paginas?|pags?\\.?|pagin[ae]';
const LIST =
  '\\d{1,5}(?: ?(?:-|to|bis|a|al) ?\\d{1,5})?(?: ?(?:[+&]|and|und|et|y|e) ?\\d{1,5}(?: ?(?:-|to|bis|a|al) ?\\d{1,5})?){0,20}';
const TOP_LEFT = 'top left|upper left|oben links|en haut a gauche|arriba a la izquierda|in alto a sinistra';
const TOP_RIGHT = 'top right|upper right|oben rechts|en haut a droite|arriba a la derecha|in alto a destra';
const STAPLE =
  'stapled?|heften|geheftet|tackern|getackert|klammern|geklammert|agrafer|agrafes?|agrafees?|grapar|grapad[oa]s?|pinzare|pinzat[oaie]|graffettare|graffettat[oaie]|spillare|spillat[oaie]';
const PUNCH =
  '(?:hole[- ]?)?punch(?:ed)?|holes|(?:fach )?(?:ge)?loch(?:en|t)|locher|perforer|perforee?s?|trous|perforar|perforad[oa]s?|taladrar|taladrad[oa]s?|agujeros|perforare|perforat[oaie]|forare|forat[oaie]|fori';

const MEDIA: Readonly<Record<string, string>> = {
  a3: 'iso_a3_297x420mm',
  a4: 'iso_a4_210x297mm',
  a5: 'iso_a5_148x210mm',
  a6: 'iso_a6_105x148mm',
  sra3: 'iso_sra3_320x450mm',
  letter: 'na_letter_8.5x11in',
  legal: 'na_legal_8.5x14in',
  executive: 'na_executive_7.25x10.5in',
  ledger: 'na_ledger_11x17in',
  tabloid: 'na_ledger_11x17in',
  '11x17': 'na_ledger_11x17in',
};

const set =
  <Name extends keyof Draft>(name: Name, value: Draft[Name]) =>
  (draft: Draft): boolean => {
    draft[name] = value;
    return true;
  };

/** One staple and one set of holes at most: the later word of a kind takes the place of the earlier. */
const finish =
  (kind: 'staple' | 'punch', finishing: number) =>
  (draft: Draft): boolean => {
    const others = (draft.finishings ?? []).filter((known) => isPunch(known) !== (kind === 'punch'));
    draft.finishings = [...others, finishing];
    return true;
  };

/** PWG 5100.1 table 1: 5 punch, 70 to 93 punch at a place. */
const isPunch = (finishing: number): boolean => finishing === 5 || finishing >= 70;

/** punch-dual-left, punch-triple-left, punch-quad-left (PWG 5100.1). */
const HOLES: Readonly<Record<number, number>> = { 2: 74, 3: 78, 4: 82 };

const copies = (draft: Draft, found: RegExpExecArray): boolean => {
  const count = toNumber(found[1]);
  draft.copies = count;
  return count >= 1 && count <= MAX_COPIES;
};
const holes = (draft: Draft, found: RegExpExecArray): boolean => {
  const finishing = HOLES[toNumber(found[1])];
  return finishing !== undefined && finish('punch', finishing)(draft);
};
const pages = (draft: Draft, found: RegExpExecArray): boolean => {
  const ranges = readRanges(found[1] ?? '');
  if (ranges === undefined) return false;
  draft.pageRanges = ranges;
  return true;
};
const numberUp = (draft: Draft, found: RegExpExecArray): boolean => {
  const count = NUMBER_UP.find((known) => known === toNumber(found[1]));
  if (count === undefined) return false;
  draft.numberUp = count;
  return true;
};
const media = (draft: Draft, found: RegExpExecArray): boolean => {
  const name = MEDIA[found[1] ?? ''];
  if (name === undefined) return false;
  draft.media = name;
  return true;
};

/** In this order: the first that fits where reading stands. */
const RULES: readonly Rule[] = [
  [words(`${NUMBER}[- ]?(?:up|(?:pages?|seiten?|paginas?|pagin[ae]) ${PER_SIDE}|${PER_SIDE})`), numberUp],
  [words(`${NUMBER}[- ]?(?:${PUNCH})`), holes],
  [words(`${NUMBER} ?(?:x|mal|fois|veces|volte|${COPIES})`), copies],
  [words(`(?:${COPIES}|x) ?[:=]? ?${NUMBER}`), copies],
  [words(`(?:${PAGES}) ?:? ?(${LIST})`), pages],
  [
    words('(?:flip )?(?:on )?(?:the )?short[- ]edge|kurze kante|bord court|borde corto|lato corto'),
    set('sides', 'two-sided-short-edge'),
  ],
  [
    words('(?:flip )?(?:on )?(?:the )?long[- ]edge|lange kante|bord long|borde largo|lato lungo'),
    set('sides', 'two-sided-long-edge'),
  ],
  [
    words(
      'duplex|(?:double|two|2)[- ]?sided|both sides|beidseitig|doppelseitig|zweiseitig|recto[- ]?verso|(?:a )?doble cara|(?:a )?(?:dos|ambas) caras|fronte[- ]?(?:e )?retro',
    ),
    set('sides', 'two-sided-long-edge'),
  ],
  [
    words(
      'simplex|(?:one|single|1)[- ]?sided|einseitig|recto seul(?:ement)?|(?:a )?(?:una|1) (?:sola )?cara|solo fronte|(?:una|1) facciata',
    ),
    set('sides', 'one-sided'),
  ],
  [
    words(
      'mono(?:chrome)?|black[- ](?:and|&|n)[- ]white|black[- ]?white|b ?& ?w|b/w|bw|gr[ae]y ?scale|schwarz[- ]?weiss|s/w|sw|graustufen|noir (?:et|&) blanc|n ?& ?b|n/b|blanco y negro|b/n|bianco e nero|bianconero|monocrom[oa]|monochrom',
    ),
    set('printColorMode', 'monochrome'),
  ],
  [
    words('(?:in |en |a )?(?:colou?rs?|couleurs?|color[ei])|(?:in )?farbe|farbig|bunt'),
    set('printColorMode', 'color'),
  ],
  [words('saddle stitch(?:ed)?|rucken(?:stich)?heftung|piqure a cheval'), finish('staple', 8)],
  [words(`(?:${STAPLE}) (?:${TOP_LEFT})`), finish('staple', 20)],
  [words(`(?:${STAPLE}) (?:${TOP_RIGHT})`), finish('staple', 22)],
  [
    words(
      '(?:two|2) staples|(?:zwei|2) (?:heft)?klammern|(?:deux|2) agrafes|(?:dos|2) grapas|(?:due|2) (?:punti|graffette)',
    ),
    finish('staple', 28),
  ],
  [words(STAPLE), finish('staple', 4)],
  [words(PUNCH), finish('punch', 5)],
  [
    words(
      '(?:on |auf |sur |en |su |paper |papier |papel |carta |format |formato )?(sra3|a[3-6]|11x17)(?:[- ]?(?:paper|papier|size|format))?',
    ),
    media,
  ],
  // Names that are words of their own in some language need company: "Letter" alone is rather a title.
  [
    words(
      '(?:on |us |paper |papier |papel |carta |format |formato )(letter|legal|executive|ledger|tabloid)(?: (?:paper|size))?',
    ),
    media,
  ],
  [words('(letter|legal|executive|ledger|tabloid)[- ](?:paper|size|papier|format)'), media],
  [
    words(
      '(?:from |aus |du |de la |dal )?(?:tray|(?:papier)?fach|kassette|schacht|bac|bandeja|cassetto|vassoio) ?(\\d)',
    ),
    (draft, found) => set('mediaSource', `tray-${found[1] ?? ''}`)(draft),
  ],
  [
    words(
      '(?:from |aus )?(?:by[- ]?pass(?: tray)?|manual feed|mehrzweckfach|einzel(?:blatt)?einzug|bac manuel|bandeja manual|alimentazione manuale)',
    ),
    set('mediaSource', 'by-pass-tray'),
  ],
  [
    words(
      '(?:as )?a? ?booklet printing|as (?:a )?booklet|als broschure|en livret|como folleto|come opuscolo',
    ),
    set('booklet', true),
  ],
  [
    words(
      'in landscape|landscape orientation|quer(?:format)?|(?:format )?paysage|orientacion horizontal|orientamento orizzontale',
    ),
    set('orientation', 'landscape'),
  ],
  [
    words(
      'in portrait|portrait orientation|hochformat|format portrait|orientacion vertical|orientamento verticale',
    ),
    set('orientation', 'portrait'),
  ],
  [
    words(
      'fit to (?:page|paper)|an (?:die )?seite anpassen|ajuster a la page|ajustar a la pagina|adatta alla pagina',
    ),
    set('printScaling', 'fit'),
  ],
  [
    words('actual size|full size|originalgrosse|taille reelle|tamano real|dimensioni reali|100 ?%'),
    set('printScaling', 'none'),
  ],
];

/** Words between options that ask for nothing. */
const FILLER = words(
  "please|pls|bitte|s'il vous plait|svp|por favor|per favore|and|und|et|y|e|with|mit|avec|con|print(?:ed)?|drucken?|ausdrucken|gedruckt|imprimer|imprimir|stampare?|in|as|alles|everything|all|thanks|thank you|danke|merci|gracias|grazie",
);

/**
 * @param piece A piece of a subject in `plainWords` spelling; lists of pages written with `+`.
 * @returns what it asks for, on top of `ticket`; undefined when a word of it is not understood, or nothing was asked for so far.
 */
export function readOptions(piece: string, ticket: Ticket): Ticket | undefined {
  const draft: Draft = { ...ticket };
  let asked = Object.keys(ticket).length > 0;
  for (let at = 0; at < piece.length; ) {
    const blank = skipBlank(piece, at);
    if (blank > at) {
      at = blank;
      continue;
    }
    const length = applyRule(piece, at, draft);
    if (length === undefined) {
      const filler = matchAt(FILLER, piece, at);
      if (filler === undefined) return undefined;
      at += filler[0].length;
      continue;
    }
    asked = true;
    at += length;
  }
  return asked ? draft : undefined;
}

function applyRule(piece: string, at: number, draft: Draft): number | undefined {
  for (const [pattern, apply] of RULES) {
    const found = matchAt(pattern, piece, at);
    if (found !== undefined && found[0] !== '') return apply(draft, found) ? found[0].length : undefined;
  }
  return undefined;
}

/** `pattern` is sticky. */
function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function skipBlank(text: string, at: number): number {
  let end = at;
  while (end < text.length && ' .!:+&-'.includes(text.charAt(end))) end += 1;
  return end;
}

/** "1-3+5" as ranges that rise and do not overlap (RFC 8011 section 5.2.7); undefined where one runs backwards. */
function readRanges(list: string): PageRange[] | undefined {
  const ranges: PageRange[] = [];
  for (const [, first, last] of list.matchAll(/(\d{1,5})(?: ?(?:-|to|bis|al?) ?(\d{1,5}))?/g)) {
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    if (from < 1 || to < from) return undefined;
    ranges.push({ from, to });
  }
  ranges.sort((a, b) => a.from - b.from);
  const merged: PageRange[] = [];
  for (const range of ranges) {
    const before = merged.at(-1);
    if (before !== undefined && range.from <= before.to) before.to = Math.max(before.to, range.to);
    else merged.push({ ...range });
  }
  return merged.length > MOST_RANGES ? undefined : merged;
}

/** As many as a ticket holds (shared/src/ticket.ts). */
const MOST_RANGES = 50;

/** Stands for a comma inside a list of pages: no subject holds it, being a character without a meaning (Unicode's private use). */
export const PAGE_COMMA = '\ue000';

/** Commas inside a list of pages would part it from its word: in "pages 1-3, 5, 2 copies" the first one is not the end. */
export function joinPageLists(text: string): string {
  return text
    .replaceAll(PAGE_COMMA, ' ')
    .replaceAll(PAGE_LIST, (list) => list.replaceAll(/ ?, ?/g, PAGE_COMMA));
}

const PAGE_LIST = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${PAGES}|p[áa]ginas?) ?:? ?\\d{1,5}(?: ?[-\u2010-\u2015] ?\\d{1,5})?(?: ?, ?\\d{1,5}(?: ?[-\u2010-\u2015] ?\\d{1,5})?(?![\\p{L}\\p{N}]| ?(?:x|mal|${COPIES}|${PUNCH})(?![\\p{L}\\p{N}]))){1,20}`,
  'giu',
);
