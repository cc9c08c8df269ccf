// Puts the used part of a font into a PDF as a composite font (ISO 32000-2 section 9.7), with the table that keeps its text searchable.
import { deflateSync } from 'node:zlib';
import { type PDFContext, PDFHexString, PDFName, PDFRawStream, type PDFRef } from '@cantoo/pdf-lib';
import type { Face, Glyph } from './text-face.ts';
import { makeTrueTypeSubset } from './text-subset.ts';

export interface PdfFont {
  /** The name in the page's resources, without its slash. */
  readonly key: string;
  /** Four hexadecimal digits: the glyph's character code in this font. */
  readonly code: (glyph: Glyph) => string;
  /** Writes the font's objects. Call once, when every page is drawn. */
  readonly embed: () => Promise<PDFRef>;
}

/** Entries of one bfchar section (Adobe Technical Note 5014, 1.4.1). */
const BFCHAR_MOST = 100;

/** Viewers use it only when the font cannot be read; a middling weight. */
const STEM_V = 80;

/** FontDescriptor flag 3: symbolic, since the codes follow no standard encoding. */
const SYMBOLIC = 4;

export function makePdfFont(context: PDFContext, face: Face, key: string): PdfFont {
  const { outlines } = face;
  const subset = outlines === 'cff' ? cffSubset(face) : makeTrueTypeSubset(face.file, face.offset);
  const codes = new Map<Glyph, string>();
  const byMeaning = new Map<string, number>();
  // Code 0 is the font's own sign for "nothing"; its glyph is in every subset.
  const used: { text: string; width: number; gid: number }[] = [{ text: '', width: 0, gid: 0 }];

  const assign = (glyph: Glyph): number => {
    // A TrueType code leads to its glyph by a map, so that one shape may stand for several characters; in CFF it is the glyph's number.
    const meaning = outlines === 'truetype' ? `${glyph.id} ${glyph.text}` : String(glyph.id);
    let code = byMeaning.get(meaning);
    if (code === undefined) {
      const gid = subset.include(glyph.id);
      code = outlines === 'truetype' ? used.length : gid;
      byMeaning.set(meaning, code);
      used[code] = { text: glyph.text, width: glyph.width, gid };
    }
    return code;
  };

  const embed = async (): Promise<PDFRef> => {
    const name = `PLATEN+${face.name.replaceAll(/[^A-Za-z0-9-]/g, '')}`;
    const file = await subset.encode();
    const { bbox, italicAngle } = face.font;
    const mille = (units: number): number => Math.round((units * 1000) / face.font.unitsPerEm);
    const descriptor = context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: SYMBOLIC,
      FontBBox: [mille(bbox.minX), mille(bbox.minY), mille(bbox.maxX), mille(bbox.maxY)],
      ItalicAngle: italicAngle,
      Ascent: Math.round(face.ascent * 1000),
      Descent: -Math.round(face.descent * 1000),
      CapHeight: Math.round((face.font.capHeight || face.font.ascent) * (1000 / face.font.unitsPerEm)),
      StemV: STEM_V,
      ...(outlines === 'truetype'
        ? { FontFile2: flate(context, file, { Length1: file.length }) }
        : { FontFile3: flate(context, file, { Subtype: 'CIDFontType0C' }) }),
    });
    const descendant = context.obj({
      Type: 'Font',
      Subtype: outlines === 'truetype' ? 'CIDFontType2' : 'CIDFontType0',
      BaseFont: name,
      CIDSystemInfo: { Registry: plain('Adobe'), Ordering: plain('Identity'), Supplement: 0 },
      FontDescriptor: context.register(descriptor),
      W: [0, used.map((entry) => Math.round((entry?.width ?? 0) * 1000))],
    });
    if (outlines === 'truetype') {
      const map = Buffer.alloc(used.length * 2);
      used.forEach(({ gid }, code) => map.writeUInt16BE(gid, code * 2));
      descendant.set(PDFName.of('CIDToGIDMap'), flate(context, map, {}));
    }
    return context.register(
      context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: name,
        Encoding: 'Identity-H',
        DescendantFonts: [context.register(descendant)],
        ToUnicode: flate(context, Buffer.from(toUnicode(used.map((entry) => entry?.text ?? ''))), {}),
      }),
    );
  };

  return {
    key,
    code: (glyph) => {
      let code = codes.get(glyph);
      if (code === undefined) {
        code = assign(glyph).toString(16).padStart(4, '0');
        codes.set(glyph, code);
      }
      return code;
    },
    embed,
  };
}

/** The registry's names are plain strings, whatever the text encoding of the document is. */
const plain = (text: string): PDFHexString => PDFHexString.of(Buffer.from(text).toString('hex'));

/** A compressed stream object. */
export function flate(
  context: PDFContext,
  bytes: Uint8Array,
  entries: Readonly<Record<string, string | number>>,
): PDFRef {
  const packed = deflateSync(bytes);
  const dictionary = context.obj({ ...entries, Filter: 'FlateDecode', Length: packed.length });
  return context.register(PDFRawStream.of(dictionary, packed));
}

/** fontkit makes the subset of a CFF font; for TrueType its own leaves glyphs of some fonts empty. */
function cffSubset(face: Face): { include: (glyph: number) => number; encode: () => Promise<Uint8Array> } {
  const subset = face.font.createSubset();
  return {
    include: (glyph) => subset.includeGlyph(glyph),
    encode: () =>
      new Promise((resolve) => {
        const parts: Uint8Array[] = [];
        subset
          .encodeStream()
          .on('data', (part) => parts.push(part))
          .on('end', () => resolve(Buffer.concat(parts)));
      }),
  };
}

/** 9.10.3. Characters that a ligature shows come back as all of them. */
function toUnicode(texts: readonly string[]): string {
  const rows = texts.flatMap((text, code) =>
    text === ''
      ? []
      : [
          `<${code.toString(16).padStart(4, '0')}> <${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`,
        ],
  );
  const sections: string[] = [];
  for (let at = 0; at < rows.length; at += BFCHAR_MOST) {
    const part = rows.slice(at, at + BFCHAR_MOST);
    sections.push(`${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <ffff> endcodespacerange',
    ...sections,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}
