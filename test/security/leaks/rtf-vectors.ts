// Ways in which an RTF document reaches for something outside itself.
import { richText, rtfField } from '../../documents/office/rich-text.ts';
import type { Canary, Vector } from './canary.ts';

export function rtfVectors({ http, picture, text, document, sheet }: Canary): readonly Vector[] {
  const rtf = (name: string, options: Parameters<typeof richText>[0]): Vector => ({
    name: `rtf: ${name}`,
    extension: 'rtf',
    bytes: richText({ paragraphs: [name], ...options }),
  });
  const file = (url: string): string => url.slice(7);
  /** OLE 1.0 link (MS-OLEDS 2.2.6) to a file or address, as exploit kits write it. */
  const link = (target: string): string => {
    const words = ['StdOleLink', target, 'x'].map((word) => {
      const bytes = Buffer.from(`${word}\0`, 'latin1');
      const length = Buffer.alloc(4);
      length.writeUInt32LE(bytes.length);
      return Buffer.concat([length, bytes]).toString('hex');
    });
    return `{\\object\\objautlink\\objupdate\\rsltpict{\\*\\objclass Word.Document.8}{\\*\\objdata 0105000001000000${words.join('')}}{\\result{\\pard x}}}\\par\n`;
  };
  return [
    ...[
      `INCLUDEPICTURE "${http}/rtf.png" \\\\d`,
      `INCLUDEPICTURE "${file(picture)}" \\\\d`,
      `INCLUDETEXT "${file(text)}"`,
      `INCLUDETEXT "${http}/rtf.rtf"`,
      `DDEAUTO soffice "${file(document)}" "p"`,
      `LINK Excel.Sheet.12 "${file(sheet)}" "Sheet1!R1C1" \\\\a`,
    ].map((instruction) => rtf(`field ${instruction.slice(0, 22)}`, { after: rtfField(instruction) })),
    rtf('template over http', { before: `{\\*\\template ${http}/t.dot}` }),
    rtf('template in a file', { before: `{\\*\\template ${file(document)}}` }),
    rtf('next file', { before: `{\\*\\nextfile ${file(text)}}` }),
    rtf('linked object over http', { after: link(`${http}/rtf-ole.doc`) }),
    rtf('linked object in a file', { after: link(file(document)) }),
    rtf('subdocument', { after: `{\\*\\fldinst x}{\\subdocument0 ${file(document)}}` }),
    rtf('file table', { before: `{\\*\\filetbl{\\file\\fid0\\fnetwork ${http}/f.doc;}}` }),
    rtf('mail merge', {
      before: `{\\*\\mailmerge\\mmmaintypeletters{\\*\\mmdatasource ${file(text)}}\\mmshowdata}`,
    }),
    rtf('hyperlink', { after: rtfField(`HYPERLINK "${http}/hyperlink"`) }),
  ];
}
