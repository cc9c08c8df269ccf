// Ways in which a Word document reaches for something outside itself.
import { OOXML_TYPE, type Part, type Relation, XML_HEAD } from '../../documents/office/ooxml-package.ts';
import { richText, rtfField } from '../../documents/office/rich-text.ts';
import { wordDocument, wordField, wordPicture } from '../../documents/office/word-document.ts';
import type { Canary, Vector } from './canary.ts';

const MAIL_MERGE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const external = (id: string, type: string, target: string): Relation => ({
  id,
  type,
  target,
  external: true,
});

export function wordVectors(canary: Canary): readonly Vector[] {
  const { http, picture, text, document, sheet } = canary;
  const docx = (name: string, options: Parameters<typeof wordDocument>[0]): Vector => ({
    name: `docx: ${name}`,
    extension: 'docx',
    bytes: wordDocument({ paragraphs: [name], ...options }),
  });
  const linked = (name: string, target: string) =>
    docx(name, {
      body: wordPicture('r:link="rIdX"'),
      relations: [external('rIdX', 'image', target)],
    });
  const field = (instruction: string) =>
    docx(`field ${instruction.slice(0, 24)}`, { body: wordField(instruction) });
  return [
    linked('picture linked over http', `${http}/docx-link.png`),
    linked('picture linked to a file', picture),
    linked('picture linked to a share', picture.replace('file:///', 'file://127.0.0.1/')),
    linked('picture by an expanded variable', `vnd.sun.star.expand:${http}/$PLATEN_CANARY.png`),
    docx('embedded picture by an external relation', {
      body: wordPicture('r:embed="rIdX"'),
      relations: [external('rIdX', 'image', `${http}/docx-embed.png`)],
    }),
    docx('VML picture by href', {
      body: '<w:p><w:r><w:pict><v:shape style="width:100pt;height:100pt"><v:imagedata r:href="rIdX" o:title=""/></v:shape></w:pict></w:r></w:p>',
      relations: [external('rIdX', 'image', `${http}/vml.png`)],
    }),
    docx('VML picture by src', {
      body: `<w:p><w:r><w:pict><v:shape style="width:100pt;height:100pt"><v:imagedata src="${picture}"/></v:shape></w:pict></w:r></w:p>`,
    }),
    ...[`${http}/template.dotx`, document].map((target) =>
      docx(`attached template ${target.slice(0, 4)}`, {
        settings: {
          xml: '<w:attachedTemplate r:id="rIdT"/><w:linkStyles/>',
          relations: [external('rIdT', 'attachedTemplate', target)],
        },
      }),
    ),
    ...[`${http}/merge.csv`, text].map((target) =>
      docx(`mail merge from ${target.slice(0, 4)}`, {
        settings: {
          xml: '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/><w:dataSource r:id="rIdM"/><w:viewMergedData/></w:mailMerge>',
          relations: [external('rIdM', 'mailMergeSource', target)],
        },
      }),
    ),
    docx('linked OLE object', {
      body: '<w:p><w:r><w:object><v:shape id="s1" style="width:100pt;height:100pt" o:ole=""><v:imagedata r:id="rIdX"/></v:shape><o:OLEObject Type="Link" ProgID="Excel.Sheet.12" ShapeID="s1" DrawAspect="Content" r:id="rIdX" UpdateMode="Always"/></w:object></w:r></w:p>',
      relations: [external('rIdX', 'oleObject', sheet)],
    }),
    docx('linked OLE object over http', {
      body: '<w:p><w:r><w:object><v:shape id="s1" style="width:100pt;height:100pt" o:ole=""/><o:OLEObject Type="Link" ProgID="Word.Document.12" ShapeID="s1" DrawAspect="Content" r:id="rIdX" UpdateMode="Always"/></w:object></w:r></w:p>',
      relations: [external('rIdX', 'oleObject', `${http}/ole.docx`)],
    }),
    docx('subdocument', {
      body: '<w:p/><w:subDoc r:id="rIdX"/>',
      relations: [external('rIdX', 'subDocument', document)],
    }),
    docx('altChunk by an external relation', {
      body: '<w:altChunk r:id="rIdX"/>',
      relations: [external('rIdX', 'aFChunk', `${http}/chunk.html`)],
    }),
    chunk(
      'altChunk of HTML with pictures',
      'html',
      'text/html',
      `<html><link rel="stylesheet" href="${http}/chunk.css"><img src="${http}/chunk.png"><img src="${picture}"><iframe src="${text}"></iframe></html>`,
    ),
    chunk(
      'altChunk of RTF with an included picture',
      'rtf',
      'application/rtf',
      richText({ after: rtfField(`INCLUDEPICTURE "${picture}" \\\\d`) }),
    ),
    chunk('altChunk of plain text', 'txt', 'text/plain', `see ${text}`),
    frames(http, document),
    fontByLink(http),
    svgPicture(http, picture),
    ...[
      `INCLUDEPICTURE "${http}/field.png" \\d`,
      `INCLUDEPICTURE "${picture.slice(7)}" \\d`,
      `INCLUDETEXT "${text.slice(7)}"`,
      `INCLUDETEXT "${http}/include.docx"`,
      `DDEAUTO excel "${sheet.slice(7)}" "Sheet1!R1C1"`,
      `DDE soffice "${document.slice(7)}" "p"`,
      `LINK Excel.Sheet.12 "${sheet.slice(7)}" "Sheet1!R1C1" \\a \\t`,
      `DATABASE \\d "${sheet.slice(7)}" \\c "DSN=x" \\s "SELECT * FROM [Sheet1$]"`,
      `IMPORT "${picture.slice(7)}"`,
      `RD "${document.slice(7)}"`,
    ].map(field),
  ];

  function chunk(name: string, ending: string, type: string, data: string | Uint8Array): Vector {
    return docx(name, {
      body: '<w:altChunk r:id="rIdX"/>',
      relations: [{ id: 'rIdX', type: 'aFChunk', target: `chunk.${ending}` }],
      parts: [{ name: `word/chunk.${ending}`, type, data }],
    });
  }
  function frames(web: string, file: string): Vector {
    const data = `${XML_HEAD}<w:webSettings ${MAIL_MERGE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:frameset><w:frame><w:sourceFileName r:id="rId1"/><w:linkedToFile/></w:frame><w:frame><w:sourceFileName r:id="rId2"/></w:frame></w:frameset></w:webSettings>`;
    const part: Part = {
      name: 'word/webSettings.xml',
      type: `${OOXML_TYPE}wordprocessingml.webSettings+xml`,
      data,
      relations: [external('rId1', 'frame', `${web}/frame.html`), external('rId2', 'frame', file)],
    };
    return docx('frame set', {
      relations: [{ id: 'rIdW', type: 'webSettings', target: 'webSettings.xml' }],
      parts: [part],
    });
  }
  function fontByLink(web: string): Vector {
    const data = `${XML_HEAD}<w:fonts ${MAIL_MERGE} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:font w:name="Canary Sans"><w:embedRegular r:id="rId1" w:fontKey="{00000000-0000-0000-0000-000000000000}"/></w:font></w:fonts>`;
    const part: Part = {
      name: 'word/fontTable.xml',
      type: `${OOXML_TYPE}wordprocessingml.fontTable+xml`,
      data,
      relations: [external('rId1', 'font', `${web}/font.odttf`)],
    };
    return docx('font by link', {
      font: 'Canary Sans',
      relations: [{ id: 'rIdF', type: 'fontTable', target: 'fontTable.xml' }],
      parts: [part],
    });
  }
  function svgPicture(web: string, file: string): Vector {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200" height="200"><style>@import url(${web}/svg.css);</style><image xlink:href="${web}/svg.png" width="100" height="100"/><image xlink:href="${file}" y="100" width="100" height="100"/></svg>`;
    return docx('SVG picture with links', {
      body: wordPicture('r:embed="rIdX"'),
      relations: [{ id: 'rIdX', type: 'image', target: 'media/image1.svg' }],
      parts: [{ name: 'word/media/image1.svg', data: svg }],
    });
  }
}
