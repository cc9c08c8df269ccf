// Documents with macros that run by themselves if anybody lets them: they would make a file, call the canary, and change the text.
import { openDocument } from '../../documents/office/open-document.ts';
import { sheetDocument } from '../../documents/office/sheet-document.ts';
import { slideDocument } from '../../documents/office/slide-document.ts';
import { vbaProject } from '../../documents/office/vba-project.ts';
import { wordDocument } from '../../documents/office/word-document.ts';
import { CANARY, type Canary, type Vector } from './canary.ts';

const NAMES =
  'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:script="http://openoffice.org/2000/script"';
const VBA = 'http://schemas.microsoft.com/office/2006/relationships/vbaProject';

export function macroVectors({ http, touch }: Canary): readonly Vector[] {
  const basic = `Sub Main
  n = FreeFile
  Open "${touch}" For Output As #n
  Print #n, "ran"
  Close #n
  Shell("/usr/bin/curl", 1, "${http}/basic")
  If ThisComponent.supportsService("com.sun.star.text.TextDocument") Then ThisComponent.Text.String = "${CANARY}"
End Sub`;
  const python = `def main(*args):
    open("${touch}", "w").write("ran")
    import urllib.request; urllib.request.urlopen("${http}/python")
`;
  const parts = [
    xml(
      'Basic/script-lc.xml',
      `<library:libraries ${NAMES}><library:library library:name="Standard" library:link="false"/></library:libraries>`,
    ),
    xml(
      'Basic/Standard/script-lb.xml',
      `<library:library ${NAMES} library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Module1"/></library:library>`,
    ),
    xml(
      'Basic/Standard/Module1.xml',
      `<script:module ${NAMES} script:name="Module1" script:language="StarBasic">${basic.replace(/&/g, '&amp;').replace(/"/g, '&quot;')}</script:module>`,
    ),
    { name: 'Scripts/python/m.py', data: python, type: 'application/binary' },
  ];
  const inBasic = 'vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document';
  const on = (event: string, href: string) =>
    `<office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="${event}" xlink:href="${href}" xlink:type="simple"/></office:event-listeners>`;
  const odf = (kind: Kind, name: string, scripts: string, body?: string): Vector => ({
    name: `macro in ${EXTENSIONS[kind]}: ${name}`,
    extension: EXTENSIONS[kind],
    bytes: openDocument({ kind, lines: [name], scripts, parts, ...(body === undefined ? {} : { body }) }),
  });
  const word = `Sub AutoOpen()\r\n${vba(touch, http)}ActiveDocument.Range.Text = "${CANARY}"\r\nEnd Sub\r\nSub Document_Open()\r\nAutoOpen\r\nEnd Sub\r\n`;
  const sheet = `Private Sub Workbook_Open()\r\n${vba(touch, http)}Sheets(1).Range("A1").Value = "${CANARY}"\r\nEnd Sub\r\nSub Auto_Open()\r\nWorkbook_Open\r\nEnd Sub\r\n`;
  const project = (document: string, source: string) =>
    vbaProject([
      { name: document, isDocument: true, source },
      { name: 'Module1', source },
    ]);
  const extras = (folder: string, bytes: Uint8Array) => ({
    relations: [{ id: 'rIdVba', type: VBA, target: 'vbaProject.bin' }],
    parts: [{ name: `${folder}/vbaProject.bin`, type: 'application/vnd.ms-office.vbaProject', data: bytes }],
  });
  return [
    ...(Object.keys(EXTENSIONS) as Kind[]).map((kind) => odf(kind, 'Basic on load', on('dom:load', inBasic))),
    ...[
      'office:view-created',
      'office:layout-finished',
      'office:print',
      'dom:DOMFocusIn',
      'dom:unload',
      'office:page-count-change',
      'office:start-app',
      'office:load-finished',
    ].map((event) => odf('text', `Basic on ${event}`, on(event, inBasic))),
    odf(
      'text',
      'Basic by its old name',
      '<office:event-listeners><script:event-listener script:language="StarBasic" script:event-name="dom:load" script:macro-name="Standard.Module1.Main" script:location="document"/></office:event-listeners>',
    ),
    odf('text', 'Basic by a macro address', on('dom:load', 'macro:///Standard.Module1.Main()')),
    odf(
      'text',
      'Python on load',
      on('dom:load', 'vnd.sun.star.script:m.py$main?language=Python&amp;location=document'),
    ),
    odf(
      'text',
      'Python by a path that climbs',
      on(
        'dom:load',
        'vnd.sun.star.script:../../../../../usr/lib/python3.11/pydoc.py$tempfilepager?language=Python&amp;location=share',
      ),
    ),
    odf(
      'text',
      'Python from a temporary folder',
      on(
        'dom:load',
        `vnd.sun.star.script:../../../../../../../..${touch}$main?language=Python&amp;location=user`,
      ),
    ),
    odf(
      'text',
      'a dispatch to the shell',
      on('dom:load', `vnd.sun.star.expand:systemexecute:file:///usr/bin/curl?${http}/system`),
    ),
    odf(
      'text',
      'Basic on a form',
      '',
      `<office:forms form:automatic-focus="true" form:apply-design-mode="false"><form:form form:name="f"><office:event-listeners><script:event-listener script:language="ooo:script" script:event-name="dom:load" xlink:href="${inBasic}" xlink:type="simple"/></office:event-listeners></form:form></office:forms><text:p>x</text:p>`,
    ),
    odf(
      'text',
      'Basic in a field',
      '',
      `<text:p><text:execute-macro text:name="Standard.Module1.Main">x</text:execute-macro><text:script script:language="JavaScript">open("${http}/js")</text:script></text:p>`,
    ),
    {
      name: 'macro in docm',
      extension: 'docm',
      bytes: wordDocument({ kind: 'macro', ...extras('word', project('ThisDocument', word)) }),
    },
    {
      name: 'macro in dotm',
      extension: 'dotm',
      bytes: wordDocument({ kind: 'macro-template', ...extras('word', project('ThisDocument', word)) }),
    },
    {
      name: 'macro in xlsm',
      extension: 'xlsm',
      bytes: sheetDocument({ kind: 'macro', ...extras('xl', project('ThisWorkbook', sheet)) }),
    },
    {
      name: 'macro in xltm',
      extension: 'xltm',
      bytes: sheetDocument({ kind: 'macro-template', ...extras('xl', project('ThisWorkbook', sheet)) }),
    },
    {
      name: 'macro in pptm',
      extension: 'pptm',
      bytes: slideDocument({ kind: 'macro', ...extras('ppt', project('Module2', sheet)) }),
    },
    { name: 'Excel 4 macro sheet', extension: 'xlsm', bytes: macroSheet(touch, http) },
  ];
}

const EXTENSIONS = { text: 'odt', 'text-template': 'ott', spreadsheet: 'ods', presentation: 'odp' } as const;
type Kind = keyof typeof EXTENSIONS;

const xml = (name: string, data: string) => ({
  name,
  data: `<?xml version="1.0" encoding="UTF-8"?>${data}`,
  type: 'text/xml',
});

const vba = (touch: string, http: string): string =>
  `n = FreeFile\r\nOpen "${touch}" For Output As #n\r\nPrint #n, "ran"\r\nClose #n\r\nShell "curl ${http}/vba"\r\n`;

/** Formulas that act (ISO 29500-4 18.3): EXEC and FOPEN, begun by a name that opens with the book. */
function macroSheet(touch: string, http: string): Uint8Array {
  const main = 'http://schemas.microsoft.com/office/excel/2006/main';
  const cells = [`EXEC("curl ${http}/xlm")`, `FOPEN("${touch}",3)`, 'HALT()'].map(
    (text, index) =>
      `<row r="${index + 1}"><c r="A${index + 1}"><f>${text.replace(/"/g, '&quot;')}</f></c></row>`,
  );
  return sheetDocument({
    kind: 'macro',
    bookXml: '<definedNames><definedName name="_xlnm.Auto_Open">Macro1!$A$1</definedName></definedNames>',
    relations: [
      {
        id: 'rIdX',
        type: 'http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet',
        target: 'macrosheets/sheet1.xml',
      },
    ],
    parts: [
      {
        name: 'xl/macrosheets/sheet1.xml',
        type: 'application/vnd.ms-excel.macrosheet+xml',
        data: `<?xml version="1.0"?><xm:macrosheet xmlns:xm="${main}" xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells.join('')}</sheetData></xm:macrosheet>`,
      },
    ],
  });
}
