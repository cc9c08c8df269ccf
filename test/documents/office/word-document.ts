// A small Word document (ISO 29500-1 section 17), with room for whatever a test wants in it.
import { escapeXml, OOXML_TYPE, ooxmlPackage, type Part, type Relation, XML_HEAD } from './ooxml-package.ts';

export interface WordDocument {
  readonly paragraphs?: readonly string[];
  /** XML after the paragraphs, inside w:body. */
  readonly body?: string;
  /** Family of all text. */
  readonly font?: string;
  readonly relations?: readonly Relation[];
  readonly parts?: readonly Part[];
  /** XML of word/settings.xml inside w:settings, and its relations. */
  readonly settings?: { readonly xml: string; readonly relations?: readonly Relation[] };
  readonly kind?: 'document' | 'template' | 'macro' | 'macro-template';
}

const TYPES = {
  document: `${OOXML_TYPE}wordprocessingml.document.main+xml`,
  template: `${OOXML_TYPE}wordprocessingml.template.main+xml`,
  macro: 'application/vnd.ms-word.document.macroEnabled.main+xml',
  'macro-template': 'application/vnd.ms-word.template.macroEnabledTemplate.main+xml',
} as const;

const SPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

export function wordDocument(options: WordDocument = {}): Buffer {
  const { paragraphs = ['A letter.'], body = '', font, settings, kind = 'document' } = options;
  const look = font === undefined ? '' : `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr>`;
  const text = paragraphs.map(
    (line) => `<w:p><w:r>${look}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`,
  );
  const page =
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';
  const parts: Part[] = [...(options.parts ?? [])];
  const relations: Relation[] = [...(options.relations ?? [])];
  if (settings !== undefined) {
    relations.push({ id: 'rIdSettings', type: 'settings', target: 'settings.xml' });
    parts.push({
      name: 'word/settings.xml',
      type: `${OOXML_TYPE}wordprocessingml.settings+xml`,
      data: `${XML_HEAD}<w:settings ${SPACES}>${settings.xml}</w:settings>`,
      relations: settings.relations ?? [],
    });
  }
  return ooxmlPackage(
    {
      name: 'word/document.xml',
      type: TYPES[kind],
      data: `${XML_HEAD}<w:document ${SPACES}><w:body>${text.join('')}${body}${page}</w:body></w:document>`,
      relations,
    },
    parts,
  );
}

/** A picture in a paragraph of its own: `use` is r:embed or r:link with the relation's id. */
export function wordPicture(use: string): string {
  const size = 'cx="1800000" cy="1800000"';
  return `<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${size}/><wp:docPr id="1" name="p"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip ${use}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
}

/** A complex field with an instruction and a result shown until it is updated. */
export function wordField(instruction: string): string {
  return `<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>result</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`;
}
