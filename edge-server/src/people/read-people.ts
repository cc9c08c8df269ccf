// The people of a CSV file: which column is what, each address once, and every row that is wrong with its line and a sentence.
import { AppError } from '@platen/shared/app-error';
import { type CsvRow, readCsv } from './read-csv.ts';
import { normalizeEmail } from './users.ts';

/** A file of more people than this is a directory's work. */
const MOST_ROWS = 50_000;
/** As the API takes names (shared/src/api/admin.ts). */
const MOST_NAME = 100;

export interface CsvPerson {
  readonly line: number;
  readonly email: string;
  /** undefined: the file says nothing about it. */
  readonly name: string | undefined;
  readonly department: string | undefined;
}
export interface CsvMistake {
  readonly line: number;
  readonly text: string;
  readonly sentence: string;
}
type Column = 'email' | 'name' | 'department';

/** What heads of columns mean, in lower case. */
const HEADS: Readonly<Record<string, Column>> = {
  email: 'email',
  'e-mail': 'email',
  mail: 'email',
  'email address': 'email',
  'e-mail address': 'email',
  address: 'email',
  name: 'name',
  'full name': 'name',
  'display name': 'name',
  department: 'department',
};

/** The people of a file, each address once, and the rows that are wrong. Rejects with `csv-unusable` for what is no list. */
export function readPeople(text: string): { people: CsvPerson[]; wrong: CsvMistake[] } {
  const people = new Map<string, CsvPerson>();
  const wrong: CsvMistake[] = [];
  let columns: readonly (Column | undefined)[] | undefined;
  let rows = 0;
  for (const row of readCsv(text)) {
    if (columns === undefined) {
      columns = headsOf(row) ?? ['email', 'name', 'department'];
      if (headsOf(row) !== undefined) continue;
      if (!row.cells.some((cell) => cell.includes('@'))) {
        throw new AppError('csv-unusable', { detail: 'its first line names no column "email".' });
      }
    }
    if (++rows > MOST_ROWS) {
      throw new AppError('csv-unusable', { detail: `it has more than ${MOST_ROWS} people. Divide it.` });
    }
    const read = readPerson(row, columns);
    const first = 'email' in read ? people.get(read.email) : undefined;
    if ('sentence' in read) wrong.push(read);
    else if (first === undefined) people.set(read.email, read);
    else wrong.push({ line: row.line, text: read.email, sentence: `It is in line ${first.line} already.` });
  }
  if (rows === 0) throw new AppError('csv-unusable', { detail: 'it holds nobody.' });
  return { people: [...people.values()], wrong };
}

function headsOf({ cells: heads }: CsvRow): readonly (Column | undefined)[] | undefined {
  const columns = heads.map((head) => HEADS[head.trim().toLowerCase()]);
  return columns.includes('email') ? columns : undefined;
}

function readPerson(row: CsvRow, columns: readonly (Column | undefined)[]): CsvPerson | CsvMistake {
  const text = row.cells.join(', ').replace(/\s+/g, ' ').slice(0, MOST_NAME);
  const mistake = (sentence: string): CsvMistake => ({ line: row.line, text, sentence });
  if (row.broken)
    return mistake('A quotation mark is opened and not closed, or stands in the middle of a cell.');
  const cell = (which: Column): string | undefined => {
    const at = columns.indexOf(which);
    // Our own export writes a quote before what a spreadsheet would run.
    return at === -1
      ? undefined
      : (row.cells[at] ?? '')
          .replace(/^'(?=[=+\-@])/, '')
          .replace(/\s+/g, ' ')
          .trim();
  };
  const typed = cell('email') ?? '';
  if (typed === '') return mistake('There is no email address.');
  let email: string;
  try {
    email = normalizeEmail(typed);
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'bad-email') {
      return mistake(`"${typed.slice(0, MOST_NAME)}" is no email address.`);
    }
    throw cause;
  }
  const name = cell('name');
  const department = cell('department');
  if ((name ?? '').length > MOST_NAME) return mistake(`The name is longer than ${MOST_NAME} characters.`);
  if ((department ?? '').length > MOST_NAME) {
    return mistake(`The department is longer than ${MOST_NAME} characters.`);
  }
  return { line: row.line, email, name, department };
}
