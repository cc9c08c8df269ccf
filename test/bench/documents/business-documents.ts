// What people print at work, written for the benchmarks: an ordinary letter, a report of any length, and forty mixed Office files.
import { sampleJpeg } from '../../documents/make-documents.ts';
import { binarySheet } from '../../documents/office/binary-sheet.ts';
import { openDocument } from '../../documents/office/open-document.ts';
import { richText } from '../../documents/office/rich-text.ts';
import { type Cell, sheetDocument } from '../../documents/office/sheet-document.ts';
import { slideDocument } from '../../documents/office/slide-document.ts';
import { wordDocument, wordPicture } from '../../documents/office/word-document.ts';
import type { OfficeFile } from './plain-office.ts';

const SENTENCES = [
  'Thank you for your letter of the third and for the drawings that came with it.',
  'We have gone through them with our workshop and can offer the parts as listed below.',
  'All prices are net and include packing; delivery takes three weeks from your order.',
  'Should the dimensions change again, please let us know before the end of the month.',
  'The terms of our framework agreement apply, and nothing else was agreed by word of mouth.',
  'Mr Hansen will call you on Thursday about the second delivery and about the open invoice.',
];

const sentence = (index: number): string => SENTENCES[index % SENTENCES.length] ?? '';
const paragraph = (first: number): string =>
  Array.from({ length: 4 }, (_, index) => sentence(first + index)).join(' ');

const cell = (text: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
const row = (...cells: readonly string[]): string => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
const table = (rows: number): string => {
  const edge = (name: string): string => `<w:${name} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`;
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('');
  const lines = Array.from({ length: rows }, (_, index) =>
    row(`Part ${index + 1}`, `${(index + 3) * 7} pieces`, `${index * 13 + 4}.50 EUR`),
  );
  return `<w:tbl><w:tblPr><w:tblBorders>${borders}</w:tblBorders></w:tblPr>${row('Item', 'Amount', 'Price')}${lines.join('')}</w:tbl>`;
};

/** One page: address, four paragraphs, a table, a greeting. */
export const letterDocument = (number = 1): Buffer =>
  wordDocument({
    font: 'Liberation Serif',
    paragraphs: [
      'Platen Works Ltd., 4 Mill Lane, Norwich',
      `Offer ${number}`,
      'Dear Ms Okafor,',
      ...Array.from({ length: 4 }, (_, index) => paragraph(number + index)),
    ],
    body: `${table(8)}<w:p><w:r><w:t>Yours sincerely, Ada Lindqvist</w:t></w:r></w:p>`,
  });

/** `pages` pages, each with text, a table and a coloured picture. */
export const reportDocument = async (pages: number): Promise<Buffer> => {
  const text = (words: string): string =>
    `<w:p><w:r><w:rPr><w:rFonts w:ascii="Liberation Sans" w:hAnsi="Liberation Sans"/></w:rPr><w:t xml:space="preserve">${words}</w:t></w:r></w:p>`;
  const page = (number: number): string =>
    `${text(`${number}. What the month brought`)}${paragraphs(number)}${table(10)}${wordPicture('r:embed="rIdPicture"')}`;
  const paragraphs = (number: number): string =>
    Array.from({ length: 4 }, (_, index) => text(paragraph(number + index))).join('');
  const NEXT = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';
  return wordDocument({
    paragraphs: [],
    body: Array.from({ length: pages }, (_, index) => page(index + 1)).join(NEXT),
    relations: [{ id: 'rIdPicture', type: 'image', target: 'media/picture.jpg' }],
    parts: [{ name: 'word/media/picture.jpg', data: await sampleJpeg({ width: 1200, height: 900 }) }],
  });
};

const cells = (rows: number, first: number): Cell[][] => [
  ['Month', 'Sold', 'Returned', 'Left'],
  ...Array.from({ length: rows }, (_, y) => [
    `Week ${y + 1}`,
    (y + first) * 17,
    y % 5,
    { formula: `B${y + 2}-C${y + 2}` },
  ]),
];
const lines = (first: number): string[] => Array.from({ length: 12 }, (_, index) => paragraph(first + index));

/** Forty files as they come in an office: half of them Word, a quarter sheets, the rest slides and other programs' files. */
export const mixedOfficeFiles = async (): Promise<readonly OfficeFile[]> => {
  const report = await reportDocument(3);
  const groups: readonly (readonly [number, string, (index: number) => Buffer])[] = [
    [14, 'docx', letterDocument],
    [4, 'docx', () => report],
    [7, 'xlsx', (index) => sheetDocument({ rows: cells(60, index) })],
    [
      1,
      'xlsb',
      () =>
        binarySheet(cells(20, 1).map((line) => line.map((value) => (typeof value === 'object' ? 0 : value)))),
    ],
    [
      5,
      'pptx',
      (index) => slideDocument({ slides: Array.from({ length: 6 }, (_, slide) => sentence(index + slide)) }),
    ],
    [3, 'odt', (index) => openDocument({ kind: 'text', lines: lines(index) })],
    [2, 'ods', (index) => openDocument({ kind: 'spreadsheet', lines: lines(index) })],
    [2, 'odp', (index) => openDocument({ kind: 'presentation', lines: lines(index).slice(0, 4) })],
    [2, 'rtf', (index) => richText({ paragraphs: lines(index) })],
  ];
  const files = groups.flatMap(([count, extension, make]) =>
    Array.from({ length: count }, (_, index) => ({ extension, bytes: make(index) })),
  );
  return files.map(({ extension, bytes }, index) => ({ name: `file-${index}.${extension}`, bytes }));
};
