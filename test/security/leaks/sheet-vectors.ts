// Ways in which an Excel workbook or a PowerPoint presentation reaches for something outside itself.
import { OOXML_TYPE, type Relation, XML_HEAD } from '../../documents/office/ooxml-package.ts';
import { sheetDocument } from '../../documents/office/sheet-document.ts';
import { slideDocument } from '../../documents/office/slide-document.ts';
import type { Canary, Vector } from './canary.ts';

const external = (id: string, type: string, target: string): Relation => ({
  id,
  type,
  target,
  external: true,
});
const A = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export function sheetVectors({ http, picture, sheet, text }: Canary): readonly Vector[] {
  const xlsx = (name: string, options: Parameters<typeof sheetDocument>[0]): Vector => ({
    name: `xlsx: ${name}`,
    extension: 'xlsx',
    bytes: sheetDocument({ rows: [[name]], ...options }),
  });
  const formula = (name: string, ...formulas: readonly string[]) =>
    xlsx(name, {
      rows: [[name], ...formulas.map((text) => [{ formula: text }])],
      bookXml: '<calcPr fullCalcOnLoad="1"/>',
    });
  const book = (name: string, target: string) =>
    xlsx(`external workbook ${name}`, {
      rows: [[name, { formula: '[1]Sheet1!A1' }]],
      bookXml:
        '<externalReferences><externalReference r:id="rIdE"/></externalReferences><calcPr fullCalcOnLoad="1"/>',
      relations: [{ id: 'rIdE', type: 'externalLink', target: 'externalLinks/externalLink1.xml' }],
      parts: [
        {
          name: 'xl/externalLinks/externalLink1.xml',
          type: `${OOXML_TYPE}spreadsheetml.externalLink+xml`,
          data: `${XML_HEAD}<externalLink xmlns="${MAIN}"><externalBook xmlns:r="${R}" r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>`,
          relations: [external('rId1', 'externalLinkPath', target)],
        },
      ],
    });
  const drawing = (name: string, target: string) =>
    xlsx(`picture ${name}`, {
      sheetXml: '<drawing r:id="rIdD"/>',
      sheetRelations: [{ id: 'rIdD', type: 'drawing', target: '../drawings/drawing1.xml' }],
      parts: [
        {
          name: 'xl/drawings/drawing1.xml',
          type: `${OOXML_TYPE}drawing+xml`,
          data: `${XML_HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="${A}" xmlns:r="${R}"><xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:link="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>`,
          relations: [external('rId1', 'image', target)],
        },
      ],
    });
  return [
    formula('WEBSERVICE over http', `_xlfn.WEBSERVICE("${http}/webservice")`),
    formula('WEBSERVICE of a file', `_xlfn.WEBSERVICE("${text}")`),
    formula('FILTERXML of WEBSERVICE', `_xlfn.FILTERXML(_xlfn.WEBSERVICE("${http}/xml"),"//x")`),
    formula('INDIRECT to a file', `INDIRECT("'${sheet}'#$Sheet1.A1")`),
    formula('DDE', `DDE("soffice","${sheet.slice(7)}","Sheet1.A1")`),
    formula('HYPERLINK and IMAGE', `HYPERLINK("${http}/hyperlink","x")`, `_xlfn.IMAGE("${http}/image.png")`),
    formula('INFO of the system', 'INFO("directory")', 'CELL("filename")'),
    book('over http', `${http}/book.xlsx`),
    book('in a file', sheet),
    drawing('linked over http', `${http}/drawing.png`),
    drawing('linked to a file', picture),
    xlsx('background picture by link', {
      sheetXml: '<picture r:id="rIdP"/>',
      sheetRelations: [external('rIdP', 'image', `${http}/background.png`)],
    }),
    xlsx('linked OLE object', {
      sheetXml:
        '<oleObjects><oleObject progId="Word.Document.12" link="[1]!x" oleUpdate="OLEUPDATE_ALWAYS" shapeId="1025"/></oleObjects>',
    }),
    xlsx('web query', {
      relations: [{ id: 'rIdC', type: 'connections', target: 'connections.xml' }],
      parts: [
        {
          name: 'xl/connections.xml',
          type: `${OOXML_TYPE}spreadsheetml.connections+xml`,
          data: `${XML_HEAD}<connections xmlns="${MAIN}"><connection id="1" name="w" type="4" refreshedVersion="3" refreshOnLoad="1"><webPr url="${http}/query" sourceData="1"/></connection><connection id="2" name="t" type="6" refreshedVersion="3" refreshOnLoad="1"><textPr sourceFile="${text.slice(7)}"/></connection></connections>`,
        },
      ],
    }),
    xlsx('DDE link', {
      rows: [[{ formula: "[1]!'Sheet1!A1'" }]],
      bookXml: '<externalReferences><externalReference r:id="rIdE"/></externalReferences>',
      relations: [{ id: 'rIdE', type: 'externalLink', target: 'externalLinks/externalLink1.xml' }],
      parts: [
        {
          name: 'xl/externalLinks/externalLink1.xml',
          type: `${OOXML_TYPE}spreadsheetml.externalLink+xml`,
          data: `${XML_HEAD}<externalLink xmlns="${MAIN}"><ddeLink ddeService="soffice" ddeTopic="${sheet.slice(7)}"><ddeItems><ddeItem name="Sheet1!A1" advise="1"/></ddeItems></ddeLink></externalLink>`,
        },
      ],
    }),
  ];
}

export function slideVectors({ http, picture, sheet, text }: Canary): readonly Vector[] {
  const pptx = (name: string, options: Parameters<typeof slideDocument>[0]): Vector => ({
    name: `pptx: ${name}`,
    extension: 'pptx',
    bytes: slideDocument({ slides: [name], ...options }),
  });
  const frame = '<a:xfrm><a:off x="1000000" y="2000000"/><a:ext cx="2000000" cy="2000000"/></a:xfrm>';
  const shape = (blip: string, media = '') =>
    `<p:pic><p:nvPicPr><p:cNvPr id="9" name="p"/><p:cNvPicPr/><p:nvPr>${media}</p:nvPr></p:nvPicPr><p:blipFill><a:blip ${blip}/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>${frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>`;
  const linked = (name: string, target: string) =>
    pptx(name, { shapes: shape('r:link="rIdX"'), slideRelations: [external('rIdX', 'image', target)] });
  const filled = (name: string, target: string) =>
    pptx(name, {
      shapes: `<p:sp><p:nvSpPr><p:cNvPr id="9" name="f"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>${frame}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:blipFill><a:blip r:link="rIdX"/><a:stretch/></a:blipFill></p:spPr></p:sp>`,
      slideRelations: [external('rIdX', 'image', target)],
    });
  return [
    linked('picture linked over http', `${http}/pptx.png`),
    linked('picture linked to a file', picture),
    filled('shape filled by http', `${http}/fill.png`),
    filled('shape filled by a file', picture),
    pptx('linked video', {
      shapes: shape('r:link="rIdX"', '<a:videoFile r:link="rIdV"/>'),
      slideRelations: [
        external('rIdV', 'video', `${http}/video.mp4`),
        external('rIdX', 'image', `${http}/poster.png`),
      ],
    }),
    pptx('linked sound in a file', {
      shapes: shape('r:link="rIdX"', '<a:audioFile r:link="rIdV"/>'),
      slideRelations: [external('rIdV', 'audio', text), external('rIdX', 'image', picture)],
    }),
    pptx('linked OLE object', {
      shapes: `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="9" name="o"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="1000000" y="2000000"/><a:ext cx="2000000" cy="2000000"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/presentationml/2006/ole"><p:oleObj name="x" r:id="rIdX" imgW="100" imgH="100" progId="Excel.Sheet.12"><p:link updateAutomatic="1"/></p:oleObj></a:graphicData></a:graphic></p:graphicFrame>`,
      slideRelations: [external('rIdX', 'oleObject', sheet)],
    }),
  ];
}
