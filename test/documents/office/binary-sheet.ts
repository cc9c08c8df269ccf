// A small binary workbook, .xlsb (MS-XLSB 2.1.4: records of type, length, data). No program on the test machine writes this format.
import { OOXML_TYPE, ooxmlPackage, XML_HEAD } from './ooxml-package.ts';

/** Types and lengths are written seven bits at a time, the lowest first. */
function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >> 7)];
}

function record(type: number, ...data: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(data);
  // Types above 127 already stand in the specification as two bytes of seven bits.
  return Buffer.concat([Buffer.from([...varint(type), ...varint(body.length)]), body]);
}

function u32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}

/** XLWideString: number of letters, then UTF-16. */
const wide = (text: string): Buffer => Buffer.concat([u32(text.length), Buffer.from(text, 'utf16le')]);

export function binarySheet(rows: readonly (readonly (string | number)[])[] = [['A binary sheet', 1]]): Buffer {
  const book = Buffer.concat([
    record(131),
    record(143),
    record(156, u32(0, 1), wide('rId1'), wide('Sheet1')),
    record(144),
    record(132),
  ]);
  const cells = rows.flatMap((row, y) => [
    record(0, u32(y, 0), Buffer.from([0x2c, 1, 0, 0, 0]), u32(0)),
    ...row.map((cell, x) => {
      if (typeof cell === 'string') return record(6, u32(x, 0), wide(cell));
      const number = Buffer.alloc(8);
      number.writeDoubleLE(cell);
      return record(5, u32(x, 0), number);
    }),
  ]);
  const sheet = Buffer.concat([record(129), record(145), ...cells, record(146), record(130)]);
  return ooxmlPackage(
    {
      name: 'xl/workbook.bin',
      type: 'application/vnd.ms-excel.sheet.binary.macroEnabled.main',
      data: book,
      relations: [
        { id: 'rId1', type: 'worksheet', target: 'worksheets/sheet1.bin' },
        { id: 'rId2', type: 'theme', target: 'theme/theme1.xml' },
      ],
    },
    [
      { name: 'xl/worksheets/sheet1.bin', type: 'application/vnd.ms-excel.worksheet', data: sheet },
      {
        name: 'xl/theme/theme1.xml',
        type: `${OOXML_TYPE}theme+xml`,
        data: `${XML_HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="t"/>`,
      },
    ],
  );
}
