// One small document of every Office kind that can be written without an Office, by the extension it goes by.
import { binarySheet } from './binary-sheet.ts';
import { openDocument } from './open-document.ts';
import { richText } from './rich-text.ts';
import { sheetDocument } from './sheet-document.ts';
import { slideDocument } from './slide-document.ts';
import { wordDocument } from './word-document.ts';

export interface OfficeSample {
  readonly extension: string;
  /** Its text says "Platen" and the extension; two pages where a kind has pages. */
  readonly make: (font?: string) => Buffer;
}

const lines = (extension: string): readonly string[] => [`Platen prints ${extension}.`, 'Second line.'];
const BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>Second page.</w:t></w:r></w:p>';

export const OFFICE_DOCUMENTS: readonly OfficeSample[] = [
  ...(
    [
      ['docx', 'document'],
      ['dotx', 'template'],
      ['docm', 'macro'],
      ['dotm', 'macro-template'],
    ] as const
  ).map(([extension, kind]): OfficeSample => ({
    extension,
    make: (font = 'Liberation Sans') => wordDocument({ paragraphs: lines(extension), body: BREAK, font, kind }),
  })),
  ...(
    [
      ['xlsx', 'workbook'],
      ['xltx', 'template'],
      ['xlsm', 'macro'],
      ['xltm', 'macro-template'],
    ] as const
  ).map(([extension, kind]): OfficeSample => ({
    extension,
    make: (font = 'Liberation Sans') =>
      sheetDocument({ rows: lines(extension).map((line, index) => [line, index]), font, kind }),
  })),
  { extension: 'xlsb', make: () => binarySheet(lines('xlsb').map((line, index) => [line, index])) },
  ...(
    [
      ['pptx', 'presentation'],
      ['ppsx', 'show'],
      ['potx', 'template'],
      ['pptm', 'macro'],
      ['ppsm', 'macro-show'],
    ] as const
  ).map(([extension, kind]): OfficeSample => ({
    extension,
    make: (font = 'Liberation Sans') => slideDocument({ slides: lines(extension), font, kind }),
  })),
  ...(
    [
      ['odt', 'text'],
      ['ott', 'text-template'],
      ['ods', 'spreadsheet'],
      ['ots', 'spreadsheet-template'],
      ['odp', 'presentation'],
      ['otp', 'presentation-template'],
    ] as const
  ).map(([extension, kind]): OfficeSample => ({
    extension,
    make: (font = 'Liberation Sans') => openDocument({ kind, lines: lines(extension), font }),
  })),
  {
    extension: 'rtf',
    make: (font = 'Liberation Sans') => richText({ paragraphs: lines('rtf'), font, after: '\\page Second page.\\par\n' }),
  },
];
