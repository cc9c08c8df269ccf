// A small Excel workbook (ISO 29500-1 section 18), with room for whatever a test wants in it.
import { escapeXml, OOXML_TYPE, ooxmlPackage, type Part, type Relation, XML_HEAD } from './ooxml-package.ts';

export type Cell = string | number | { readonly formula: string };

export interface SheetDocument {
  readonly rows?: readonly (readonly Cell[])[];
  /** XML after the cells, inside the worksheet, and relations of the sheet. */
  readonly sheetXml?: string;
  readonly sheetRelations?: readonly Relation[];
  /** XML after the sheets, inside the workbook, and relations of the workbook. */
  readonly bookXml?: string;
  readonly relations?: readonly Relation[];
  readonly parts?: readonly Part[];
  readonly font?: string;
  readonly kind?: 'workbook' | 'template' | 'macro' | 'macro-template';
}

const TYPES = {
  workbook: `${OOXML_TYPE}spreadsheetml.sheet.main+xml`,
  template: `${OOXML_TYPE}spreadsheetml.template.main+xml`,
  macro: 'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
  'macro-template': 'application/vnd.ms-excel.template.macroEnabled.main+xml',
} as const;

const SPACES =
  'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

/** "A", "B", ... "Z", "AA" of a column that counts from 0. */
function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last;
}

export function sheetDocument(options: SheetDocument = {}): Buffer {
  const { rows = [['A sheet', 1]], sheetXml = '', bookXml = '', font = 'Liberation Sans', kind = 'workbook' } = options;
  const cells = rows.map((row, y) => {
    const inside = row.map((cell, x) => cellXml(cell, `${columnName(x)}${y + 1}`));
    return `<row r="${y + 1}">${inside.join('')}</row>`;
  });
  return ooxmlPackage(
    {
      name: 'xl/workbook.xml',
      type: TYPES[kind],
      data: `${XML_HEAD}<workbook ${SPACES}><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>${bookXml}</workbook>`,
      relations: [
        { id: 'rId1', type: 'worksheet', target: 'worksheets/sheet1.xml' },
        { id: 'rId2', type: 'styles', target: 'styles.xml' },
        ...(options.relations ?? []),
      ],
    },
    [
      {
        name: 'xl/worksheets/sheet1.xml',
        type: `${OOXML_TYPE}spreadsheetml.worksheet+xml`,
        data: `${XML_HEAD}<worksheet ${SPACES}><sheetData>${cells.join('')}</sheetData>${sheetXml}</worksheet>`,
        relations: options.sheetRelations ?? [],
      },
      {
        name: 'xl/styles.xml',
        type: `${OOXML_TYPE}spreadsheetml.styles+xml`,
        data: `${XML_HEAD}<styleSheet ${SPACES}><fonts count="1"><font><sz val="11"/><name val="${font}"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
      },
      ...(options.parts ?? []),
    ],
  );
}

function cellXml(cell: Cell, name: string): string {
  if (typeof cell === 'number') return `<c r="${name}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${name}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  return `<c r="${name}"><f>${escapeXml(cell.formula)}</f></c>`;
}
