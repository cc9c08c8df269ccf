// Small OpenDocument files (OASIS OpenDocument 1.3), with room for whatever a test wants in them.
import { escapeXml, XML_HEAD } from './ooxml-package.ts';
import { writeZip, type ZipPart } from './write-zip.ts';

export interface OpenDocument {
  readonly kind?: 'text' | 'spreadsheet' | 'presentation' | 'text-template' | 'spreadsheet-template' | 'presentation-template';
  readonly lines?: readonly string[];
  readonly font?: string;
  /** XML of the body's own element instead of the lines. */
  readonly body?: string;
  /** XML of scripts, of declarations before the body, of automatic styles, of settings. */
  readonly scripts?: string;
  readonly styles?: string;
  /** XML after the declaration of the font. */
  readonly fontXml?: string;
  readonly settings?: string;
  readonly parts?: readonly (ZipPart & { readonly type?: string })[];
  /** XML of further entries of the manifest, inside the entry of content.xml. */
  readonly contentEntry?: string;
}

const NAMES = ['office', 'text', 'table', 'style', 'presentation', 'script', 'form', 'meta', 'config', 'chart'];
const OTHERS = {
  draw: 'drawing',
  number: 'datastyle',
  svg: 'svg-compatible',
  fo: 'xsl-fo-compatible',
};
const SPACES = [
  ...NAMES.map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`),
  ...Object.entries(OTHERS).map(([name, space]) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${space}:1.0"`),
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:ooo="http://openoffice.org/2004/office"',
  'xmlns:dom="http://www.w3.org/2001/xml-events"',
  'office:version="1.3"',
].join(' ');

export function openDocument(options: OpenDocument = {}): Buffer {
  const { kind = 'text', lines = ['A letter.'], font = 'Liberation Sans', scripts = '', styles = '', parts = [] } = options;
  const family = kind.replace('-template', '');
  const mediaType = `application/vnd.oasis.opendocument.${kind}`;
  const fonts = `<office:font-face-decls><style:font-face style:name="F1" svg:font-family="'${font}'"/>${options.fontXml ?? ''}</office:font-face-decls>`;
  const automatic = `<office:automatic-styles><style:style style:name="P1" style:family="paragraph"><style:text-properties style:font-name="F1"/></style:style><style:style style:name="C1" style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>${styles}</office:automatic-styles>`;
  const body = options.body ?? bodyOf(family, lines);
  const content = `${XML_HEAD}<office:document-content ${SPACES}><office:scripts>${scripts}</office:scripts>${fonts}${automatic}<office:body><office:${family}>${body}</office:${family}></office:body></office:document-content>`;
  const settings = `${XML_HEAD}<office:document-settings ${SPACES}><office:settings>${options.settings ?? ''}</office:settings></office:document-settings>`;
  const page = `${XML_HEAD}<office:document-styles ${SPACES}><office:automatic-styles><style:style style:name="D1" style:family="drawing-page"/><style:page-layout style:name="L1"><style:page-layout-properties fo:page-width="${family === 'presentation' ? '28cm' : '21cm'}" fo:page-height="${family === 'presentation' ? '21cm' : '29.7cm'}" fo:margin="2cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L1" draw:style-name="D1"/></office:master-styles></office:document-styles>`;
  const entries = parts.map(({ name, type = '' }) => `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="${type}"/>`);
  const manifest = `${XML_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${mediaType}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">${options.contentEntry ?? ''}</manifest:file-entry><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>${entries.join('')}</manifest:manifest>`;
  return writeZip([
    { name: 'mimetype', data: mediaType },
    { name: 'content.xml', data: content, deflate: true },
    { name: 'styles.xml', data: page, deflate: true },
    { name: 'settings.xml', data: settings, deflate: true },
    ...parts,
    { name: 'META-INF/manifest.xml', data: manifest, deflate: true },
  ]);
}

function bodyOf(family: string, lines: readonly string[]): string {
  const texts = lines.map((line) => `<text:p text:style-name="P1">${escapeXml(line)}</text:p>`);
  if (family === 'text') return texts.join('');
  if (family === 'spreadsheet') {
    const rows = texts.map(
      (text) => `<table:table-row><table:table-cell table:style-name="C1" office:value-type="string">${text}</table:table-cell></table:table-row>`,
    );
    return `<table:table table:name="Sheet1">${rows.join('')}</table:table>`;
  }
  return texts
    .map(
      (text, index) =>
        `<draw:page draw:name="p${index}" draw:style-name="D2" draw:master-page-name="Standard"><draw:frame svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm"><draw:text-box>${text}</draw:text-box></draw:frame></draw:page>`,
    )
    .join('');
}
