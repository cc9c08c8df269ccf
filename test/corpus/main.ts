// `npm run corpus DIR...`: sends every file below the folders through the real conversion and prints what came of it. Fails when
// anything crashed, hung, was refused without a reason, or came out empty. Started by scripts/corpus.mjs.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startConversionStack } from '../support/conversion-stack.ts';
import { type Examined, examine } from './examine.ts';
import { reportHead, reportLine, summarize } from './report.ts';

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Say which folder: npm run corpus DIR...');
  process.exit(2);
}

const files: string[] = [];
for (const folder of folders) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
}
files.sort();

const stack = await startConversionStack();
if (stack.officeMissing !== undefined) console.error(`Office files will be refused: ${stack.officeMissing}`);
console.log(reportHead());
const all: Examined[] = [];
for (const file of files) {
  const examined = await examine(stack, file);
  all.push(examined);
  console.log(reportLine(examined));
}
console.log(`\n${summarize(all)}`);
await stack.stop();
process.exit(all.some(({ result }) => result === 'failed') ? 1 : 0);
