// Which fonts an Office document asks for, the most used first; by its own lists, nothing is laid out here.
import type { ArchiveEntry } from './archive-list.ts';
import { readPart } from './archive-unpack.ts';
import { xmlText } from './archive-xml.ts';
import type { DocumentBytes } from './converter.ts';
import { countBinaryStyles } from './fonts-binary-styles.ts';
import { readCompoundFonts } from './fonts-compound.ts';
import { type FontCount, makeFontCount } from './fonts-count.ts';
import type { AskedFont } from './fonts-replaced.ts';
import type { Inside } from './office-settle.ts';

/** Parts that name fonts. Those of the text itself count by how often, lists and themes only as being there. */
const OOXML_PARTS =
  /^(word\/(document|styles|fontTable|numbering|header\d*|footer\d*)\.xml|xl\/(styles|sharedStrings)\.(xml|bin)|ppt\/(slides|slideMasters|slideLayouts)\/[^/]+\.xml|(word|xl|ppt)\/theme\/theme1\.xml)$/;
const ODF_PARTS = /^(content|styles)\.xml$/;

/** Parts looked into at most: the fonts of a presentation show on its first slides. */
const MOST_PARTS = 40;
/** Bytes of RTF looked into: the font table stands at the front, the first pages say which of it are used. */
const RTF_BYTES = 512 * 1024;

/** Family names, as the document writes them. */
export async function askedFonts(document: DocumentBytes, inside: Inside): Promise<readonly AskedFont[]> {
  const count = makeFontCount();
  if (inside.form === 'package') await countPackage(document, inside.entries, count);
  else if (inside.form === 'compound') await readCompoundFonts(inside.compound, count);
  else countRtf(Buffer.from(await document.read(0, RTF_BYTES)).toString('latin1'), count);
  return count.fonts();
}

async function countPackage(
  document: DocumentBytes,
  entries: readonly ArchiveEntry[],
  count: FontCount,
): Promise<void> {
  const parts = entries.filter(({ name }) => OOXML_PARTS.test(name) || ODF_PARTS.test(name));
  for (const entry of parts.slice(0, MOST_PARTS)) {
    const part = await readPart(document, entry);
    if (part === undefined) continue;
    if (entry.name === 'xl/styles.bin') countBinaryStyles(part, count);
    if (entry.name.endsWith('.bin')) continue;
    const text = xmlText(part);
    if (ODF_PARTS.test(entry.name)) countOpenDocument(text, count);
    else countOoxml(entry.name, text, count);
  }
}

function countOoxml(name: string, xml: string, count: FontCount): void {
  const weight = /fontTable|theme|numbering/.test(name) ? 0 : 1;
  // WordprocessingML 17.3.2.26 and 17.8.3.10, SpreadsheetML 18.8.29 and 18.4.5, DrawingML 21.1.2.3.7.
  for (const [, value = ''] of xml.matchAll(/\bw:(?:ascii|hAnsi)="([^"]{1,100})"/g)) count.add(value, weight);
  for (const [, value = ''] of xml.matchAll(/<w:font\s[^>]*?w:name="([^"]{1,100})"/g)) count.add(value, 0);
  for (const [, value = ''] of xml.matchAll(/<(?:name|rFont)\s[^>]*?val="([^"]{1,100})"/g))
    count.add(value, weight);
  for (const [, value = ''] of xml.matchAll(/<a:latin\s[^>]*?typeface="([^"]{1,100})"/g))
    count.add(value, weight);
  // "Use the theme's font" of a style is the font most of the text is set in.
  const minor = name.includes('theme')
    ? /<a:minorFont>\s*<a:latin\s[^>]*?typeface="([^"]{1,100})"/.exec(xml)?.[1]
    : undefined;
  if (minor !== undefined) count.add(minor, 2);
}

/** OpenDocument 1.3 part 3, 16.23 and 20.284: declarations, and the styles that name them. */
function countOpenDocument(xml: string, count: FontCount): void {
  const families = new Map<string, string>();
  for (const [tag] of xml.matchAll(/<style:font-face\s[^>]*>/g)) {
    const name = /style:name="([^"]{1,100})"/.exec(tag)?.[1];
    const family = /svg:font-family="([^"]{1,100})"/.exec(tag)?.[1];
    if (name !== undefined && family !== undefined) families.set(name, family);
  }
  for (const family of families.values()) count.add(family, 0);
  for (const [, name = ''] of xml.matchAll(/style:font-name="([^"]{1,100})"/g))
    count.add(families.get(name) ?? name, 1);
  for (const [, family = ''] of xml.matchAll(/fo:font-family="([^"]{1,100})"/g)) count.add(family, 1);
}

/** RTF 1.9.1, "Font Table": {\f0\fswiss\fcharset0 Arial;}; \f0 in the text then uses it. */
function countRtf(rtf: string, count: FontCount): void {
  const start = rtf.indexOf('{\\fonttbl');
  if (start < 0) return;
  const end = endOfGroup(rtf, start);
  const names = new Map<string, string>();
  // Groups inside an entry (\*\panose, \*\falt) tell other things about it.
  const table = rtf.slice(start, end).replace(/\{\\\*[^{}]*\}/g, ' ');
  for (const [, number = '', entry = ''] of table.matchAll(/\\f(\d{1,5})(?!\d)([^;]{0,400});/g)) {
    const name = entry.replace(/\\[a-z]+-?\d*|[{}]/gi, '').trim();
    names.set(number, name);
    count.add(name, 0);
  }
  for (const [, number = ''] of rtf.slice(end).matchAll(/\\f(\d{1,5})(?=[\\ {}\r\n])/g)) {
    const name = names.get(number);
    if (name !== undefined) count.add(name, 1);
  }
}

/** Where the group that begins at `start` is closed. */
function endOfGroup(rtf: string, start: number): number {
  let depth = 0;
  for (let at = start; at < rtf.length; at++) {
    const letter = rtf[at];
    if (letter === '\\') at += 1;
    else if (letter === '{') depth += 1;
    else if (letter === '}' && --depth === 0) return at + 1;
  }
  return rtf.length;
}
