// Compares what a document claims to be, by its name or its sender's media type, with what it was found to be.

import { UNSETTLED_COMPOUND } from './sniff-compound.ts';
import { UNSETTLED_OFFICE, UNSETTLED_PACKAGE } from './sniff-zip.ts';
import type { Family, Sniffed } from './sniffed.ts';

export interface Claim {
  readonly mediaType: string;
  readonly family: Family;
}

/**
 * `none`: nothing usable was claimed. `agrees`. `same-family`: an honest mistake, such as .jpg for a PNG.
 * `harmless`: finished pages under a document's name, as print systems title their jobs. `differs`: something hides.
 */
export type Agreement = 'none' | 'agrees' | 'same-family' | 'harmless' | 'differs';

export interface Recognised {
  /** The type to go by: the content's, made exact by the claim only where the content leaves a choice inside one family. */
  readonly found: Sniffed | undefined;
  readonly claimed: Claim | undefined;
  readonly agreement: Agreement;
}

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

/** File name endings -> media type and family. Endings that are not here claim nothing. */
const ENDINGS: Readonly<Record<string, readonly [string, Family]>> = {
  pdf: ['application/pdf', 'pdf'],
  jpg: ['image/jpeg', 'image'],
  jpeg: ['image/jpeg', 'image'],
  jpe: ['image/jpeg', 'image'],
  jfif: ['image/jpeg', 'image'],
  png: ['image/png', 'image'],
  apng: ['image/png', 'image'],
  gif: ['image/gif', 'image'],
  tif: ['image/tiff', 'image'],
  tiff: ['image/tiff', 'image'],
  bmp: ['image/bmp', 'image'],
  dib: ['image/bmp', 'image'],
  webp: ['image/webp', 'image'],
  heic: ['image/heic', 'image'],
  heif: ['image/heic', 'image'],
  hif: ['image/heic', 'image'],
  avif: ['image/avif', 'image'],
  svg: ['image/svg+xml', 'vector'],
  urf: ['image/urf', 'raster'],
  pwg: ['image/pwg-raster', 'raster'],
  ps: ['application/postscript', 'page-description'],
  eps: ['application/postscript', 'page-description'],
  pcl: ['application/vnd.hp-pcl', 'page-description'],
  pxl: ['application/vnd.hp-pclxl', 'page-description'],
  prn: ['application/vnd.hp-pjl', 'page-description'],
  doc: ['application/msword', 'office'],
  dot: ['application/msword', 'office'],
  docx: [`${OOXML}wordprocessingml.document`, 'office'],
  dotx: [`${OOXML}wordprocessingml.template`, 'office'],
  docm: ['application/vnd.ms-word.document.macroenabled.12', 'office'],
  dotm: ['application/vnd.ms-word.template.macroenabled.12', 'office'],
  xls: ['application/vnd.ms-excel', 'office'],
  xlt: ['application/vnd.ms-excel', 'office'],
  xlsx: [`${OOXML}spreadsheetml.sheet`, 'office'],
  xltx: [`${OOXML}spreadsheetml.template`, 'office'],
  xlsm: ['application/vnd.ms-excel.sheet.macroenabled.12', 'office'],
  xltm: ['application/vnd.ms-excel.template.macroenabled.12', 'office'],
  xlsb: ['application/vnd.ms-excel.sheet.binary.macroenabled.12', 'office'],
  ppt: ['application/vnd.ms-powerpoint', 'office'],
  pps: ['application/vnd.ms-powerpoint', 'office'],
  pot: ['application/vnd.ms-powerpoint', 'office'],
  pptx: [`${OOXML}presentationml.presentation`, 'office'],
  ppsx: [`${OOXML}presentationml.slideshow`, 'office'],
  potx: [`${OOXML}presentationml.template`, 'office'],
  pptm: ['application/vnd.ms-powerpoint.presentation.macroenabled.12', 'office'],
  ppsm: ['application/vnd.ms-powerpoint.slideshow.macroenabled.12', 'office'],
  potm: ['application/vnd.ms-powerpoint.template.macroenabled.12', 'office'],
  odt: [`${ODF}text`, 'office'],
  ods: [`${ODF}spreadsheet`, 'office'],
  odp: [`${ODF}presentation`, 'office'],
  ott: [`${ODF}text-template`, 'office'],
  ots: [`${ODF}spreadsheet-template`, 'office'],
  otp: [`${ODF}presentation-template`, 'office'],
  odg: [`${ODF}graphics`, 'office'],
  rtf: ['application/rtf', 'office'],
  xps: ['application/vnd.ms-xpsdocument', 'xps'],
  oxps: ['application/oxps', 'xps'],
  htm: ['text/html', 'html'],
  html: ['text/html', 'html'],
  txt: ['text/plain', 'text'],
  text: ['text/plain', 'text'],
  csv: ['text/plain', 'text'],
  log: ['text/plain', 'text'],
  md: ['text/plain', 'text'],
  zip: ['application/zip', 'archive'],
  gz: ['application/gzip', 'archive'],
  '7z': ['application/x-7z-compressed', 'archive'],
  rar: ['application/vnd.rar', 'archive'],
};

/** Other names under which mailers and browsers send the same types. */
const ALIASES: Readonly<Record<string, string>> = {
  'application/x-pdf': 'application/pdf',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/apng': 'image/png',
  'image/x-ms-bmp': 'image/bmp',
  'image/x-bmp': 'image/bmp',
  'image/x-windows-bmp': 'image/bmp',
  'image/tif': 'image/tiff',
  'image/x-tiff': 'image/tiff',
  'image/heif': 'image/heic',
  'image/heic-sequence': 'image/heic',
  'image/heif-sequence': 'image/heic',
  'image/svg': 'image/svg+xml',
  'text/rtf': 'application/rtf',
  'text/csv': 'text/plain',
  'text/markdown': 'text/plain',
  'application/xhtml+xml': 'text/html',
};

const FAMILIES: ReadonlyMap<string, Family> = new Map(Object.values(ENDINGS));

/** The file name endings of a media type, without their dot. */
export function endingsOf(mediaType: string): readonly string[] {
  return Object.keys(ENDINGS).filter((ending) => ENDINGS[ending]?.[0] === mediaType);
}

/** Families of finished pages: an IPP job titled "letter.docx" rightly holds one of these. */
const FINISHED: ReadonlySet<Family> = new Set<Family>(['pdf', 'image', 'raster']);

/** A mail's HTML may begin with a plain word, and notes with a tag: between these two the sender knows better, and both are harmless here. */
const WRITING: ReadonlySet<string> = new Set(['text/plain', 'text/html']);

/** Packages, too, are sent as application/zip by honest senders: such a type claims nothing. */
const VAGUE = /^(application\/(zip|x-zip-compressed|octet-stream|x-cfb|vnd\.ms-office)|)$/;

/** What `name`'s ending and `mediaType` say; the stated type first, since print systems put any title for a name. */
export function readClaims(name: string, mediaType: string): readonly Claim[] {
  const stated = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const type = Object.hasOwn(ALIASES, stated) ? (ALIASES[stated] ?? stated) : stated;
  const family = VAGUE.test(type) ? undefined : FAMILIES.get(type);
  const ending = /\.([a-z0-9]{1,5})\s*$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const named = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  return [
    ...(family === undefined ? [] : [{ mediaType: type, family }]),
    ...(named === undefined ? [] : [{ mediaType: named[0], family: named[1] }]),
  ];
}

/** Sets `found` against every claim; the friendliest one counts, because one of name and type is often a default. */
export function compareClaims(found: Sniffed | undefined, claims: readonly Claim[]): Recognised {
  const claimed = claims[0];
  if (found === undefined || claimed === undefined) return { found, claimed, agreement: 'none' };
  const exact = claims.find((claim) => claim.mediaType === found.mediaType);
  if (exact !== undefined) return { found, claimed: exact, agreement: 'agrees' };
  const written = claims.find(({ mediaType }) => WRITING.has(mediaType));
  if (written !== undefined && WRITING.has(found.mediaType))
    return {
      found: { mediaType: written.mediaType, family: written.family },
      claimed: written,
      agreement: 'agrees',
    };
  const near = claims.find((claim) => claim.family === found.family);
  if (near !== undefined) {
    const unsettled = found.mediaType === UNSETTLED_OFFICE || found.mediaType === UNSETTLED_COMPOUND;
    if (!unsettled) return { found, claimed: near, agreement: 'same-family' };
    return { found: { ...found, mediaType: near.mediaType }, claimed: near, agreement: 'agrees' };
  }
  // A package whose first parts tell nothing: the conversion looks at all of them before it opens any, and has the last word.
  const packaged = claims.find((claim) => claim.family === 'office' || claim.family === 'xps');
  if (found.mediaType === UNSETTLED_PACKAGE && packaged !== undefined && claimed.family === packaged.family) {
    return {
      found: { mediaType: packaged.mediaType, family: packaged.family },
      claimed: packaged,
      agreement: 'agrees',
    };
  }
  return { found, claimed, agreement: FINISHED.has(found.family) ? 'harmless' : 'differs' };
}
