// Says what a document is from its first bytes alone; what its name or sender claims is only compared, never believed (threat T31).
import { sniffCompound } from './sniff-compound.ts';
import { sniffMarkup, sniffPlainText } from './sniff-text.ts';
import { sniffZip } from './sniff-zip.ts';
import type { Family, Sniffed } from './sniffed.ts';

/** Bytes that are enough to tell: the PDF header may stand as late as 1024, the parts of an Office file are named within 4096. */
export const SNIFF_BYTES = 4096;

/** Where Adobe's readers still look for the PDF header (Adobe implementation note 13 of PDF 1.7). */
const PDF_HEADER_WITHIN = 1024;

const at =
  (offset: number, signature: string) =>
  (head: string): boolean =>
    head.startsWith(signature, offset);
const riff = (kind: string) => (head: string) => head.startsWith('RIFF') && head.startsWith(kind, 8);
/** ISO base media files name their brand after "ftyp"; the compatible brands follow the version. */
const brand =
  (...brands: readonly string[]) =>
  (head: string): boolean => {
    if (!head.startsWith('ftyp', 4)) return false;
    const length = Math.min(head.charCodeAt(2) * 256 + head.charCodeAt(3), 128);
    for (let i = 8; i + 4 <= length; i += 4) if (brands.includes(head.slice(i, i + 4))) return true;
    return false;
  };

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'mif2', 'msf1'];

/**
 * "BM" alone also begins words: the two reserved words after the size must be zero, and the header that follows must be one
 * of OS/2's or Windows' by its length (BITMAPFILEHEADER, BITMAPCOREHEADER to BITMAPV5HEADER).
 */
function isBmp(head: string): boolean {
  if (!head.startsWith('BM') || !head.startsWith('\0\0\0\0', 6)) return false;
  const length = head.charCodeAt(14);
  return head.startsWith('\0\0\0', 15) && (length === 12 || (length >= 16 && length <= 124));
}

/** Bytes as latin1 text. Order matters where one signature begins another. */
const SIGNATURES: readonly (readonly [(head: string) => boolean, string, Family])[] = [
  [at(0, '%PDF-'), 'application/pdf', 'pdf'],
  [at(0, '\xff\xd8\xff'), 'image/jpeg', 'image'],
  [at(0, '\x89PNG\r\n\x1a\n'), 'image/png', 'image'],
  [at(0, 'GIF87a'), 'image/gif', 'image'],
  [at(0, 'GIF89a'), 'image/gif', 'image'],
  [at(0, 'II*\0'), 'image/tiff', 'image'],
  [at(0, 'MM\0*'), 'image/tiff', 'image'],
  [at(0, 'II+\0'), 'image/tiff', 'image'],
  [at(0, 'MM\0+'), 'image/tiff', 'image'],
  [riff('WEBP'), 'image/webp', 'image'],
  [brand('avif', 'avis'), 'image/avif', 'image'],
  // mif1 and msf1 leave the coding open; whoever opens the file looks at that.
  [brand(...HEIC_BRANDS), 'image/heic', 'image'],
  [at(0, '\xff\x0a'), 'image/jxl', 'image'],
  [at(0, '\0\0\0\x0cJXL \r\n\x87\n'), 'image/jxl', 'image'],
  [at(0, '\0\0\0\x0cjP  \r\n\x87\n'), 'image/jp2', 'image'],
  [at(0, 'UNIRAST\0'), 'image/urf', 'raster'],
  [at(0, 'RaS2PwgRaster\0'), 'image/pwg-raster', 'raster'],
  // CUPS raster of either byte order, versions 1 to 3.
  [(head) => /^(RaS[t23]|[t23]SaR)/.test(head), 'application/vnd.cups-raster', 'raster'],
  [at(0, ') HP-PCL XL;'), 'application/vnd.hp-pclxl', 'page-description'],
  [at(0, '( HP-PCL XL;'), 'application/vnd.hp-pclxl', 'page-description'],
  // Universal exit language and PJL: commands for the printer itself, whatever follows.
  [at(0, '\x1b%-12345X'), 'application/vnd.hp-pjl', 'page-description'],
  [at(0, '@PJL'), 'application/vnd.hp-pjl', 'page-description'],
  // PCL 5: reset, or a parameterised sequence (ESC, !-/, `-~).
  [(head) => /^\x1b(E|[!-/][`-~])/.test(head), 'application/vnd.hp-pcl', 'page-description'],
  [at(0, '\xc5\xd0\xd3\xc6'), 'application/postscript', 'page-description'],
  [(head) => /^[\x04\s]{0,8}%!/.test(head), 'application/postscript', 'page-description'],
  [at(0, '{\\rtf'), 'application/rtf', 'office'],
  [at(0, '\x1f\x8b'), 'application/gzip', 'archive'],
  [at(0, "7z\xbc\xaf'\x1c"), 'application/x-7z-compressed', 'archive'],
  [at(0, 'Rar!\x1a\x07'), 'application/vnd.rar', 'archive'],
  [isBmp, 'image/bmp', 'image'],
];

/** Undefined when nothing is recognised. `head` is the first SNIFF_BYTES of the document, or all of it. */
export function sniff(head: Uint8Array): Sniffed | undefined {
  const bytes = head.subarray(0, SNIFF_BYTES);
  const text = Buffer.from(bytes).toString('latin1');
  for (const [matches, mediaType, family] of SIGNATURES) if (matches(text)) return { mediaType, family };
  return (
    sniffZip(bytes) ??
    sniffCompound(bytes) ??
    sniffMarkup(bytes) ??
    sniffLatePdf(text) ??
    sniffPlainText(bytes)
  );
}

/**
 * A PDF after junk, as mail gateways and old web servers leave it. Junk that is a language of its own is no junk:
 * printer commands or PostScript before the header would be obeyed by a printer, whatever a PDF reader makes of them.
 */
function sniffLatePdf(text: string): Sniffed | undefined {
  const headerOffset = text.slice(0, PDF_HEADER_WITHIN + '%PDF-'.length).indexOf('%PDF-');
  if (headerOffset < 0) return undefined;
  const junk = text.slice(0, headerOffset);
  if (/\x1b%-12345X|@PJL/.test(junk))
    return { mediaType: 'application/vnd.hp-pjl', family: 'page-description' };
  // Any other escape sequence is PCL to a printer.
  if (junk.includes('\x1b')) return { mediaType: 'application/vnd.hp-pcl', family: 'page-description' };
  if (junk.includes('%!')) return { mediaType: 'application/postscript', family: 'page-description' };
  if (/<(?:!doctype|html|script|svg)\b/i.test(junk)) return { mediaType: 'text/html', family: 'html' };
  if (/PK\x03\x04/.test(junk)) return { mediaType: 'application/zip', family: 'archive' };
  return { mediaType: 'application/pdf', family: 'pdf', headerOffset };
}
