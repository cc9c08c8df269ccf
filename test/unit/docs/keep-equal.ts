// Keeps a generated document, or a marked part of a written one, equal to the code it comes from.
// After a change of the code: PLATEN_TEST_WRITE_DOCS=1 npm test -- unit writes them anew; look at the difference and commit it.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../../support/repository.ts';

const writes = process.env['PLATEN_TEST_WRITE_DOCS'] === '1';
const CURE = 'Run the unit tests with PLATEN_TEST_WRITE_DOCS=1 and commit the change.';

/** The whole file is `lines`. */
export async function keepFile(name: string, lines: readonly string[]): Promise<void> {
  const path = join(repository, name);
  const wanted = `${lines.join('\n')}\n`;
  if (writes) await writeFile(path, wanted);
  assert.equal(await readFile(path, 'utf8'), wanted, `${name} is not what the code says. ${CURE}`);
}

/** `lines` stand between "<!-- part: begin -->" and "<!-- part: end -->" of the file. */
export async function keepPart(name: string, part: string, lines: readonly string[]): Promise<void> {
  const path = join(repository, name);
  const text = await readFile(path, 'utf8');
  const begin = `<!-- ${part}: begin -->\n`;
  const end = `<!-- ${part}: end -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  assert.ok(from !== -1 && to > from, `${name} has no part marked "${part}".`);
  const wanted = `\n${lines.join('\n')}\n\n`;
  const start = from + begin.length;
  if (writes) await writeFile(path, text.slice(0, start) + wanted + text.slice(to));
  const now = await readFile(path, 'utf8');
  const found = now.slice(start, now.indexOf(end));
  assert.equal(found, wanted, `"${part}" of ${name} is not what the code says. ${CURE}`);
}

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)];
}
