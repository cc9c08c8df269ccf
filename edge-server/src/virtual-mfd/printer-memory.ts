// What the virtual MFD remembers without power: who it is, the next job-id and its life counts. One small JSON file.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const memorySchema = v.object({
  /** urn:uuid: */
  uuid: v.pipe(v.string(), v.startsWith('urn:uuid:')),
  nextJobId: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Jobs up to this id are not told of any more. */
  forgottenUpTo: count,
  impressionsCompleted: count,
  sheetsCompleted: count,
});
type Remembered = v.InferOutput<typeof memorySchema>;

export type PrinterMemory = {
  /** Changed in place; `save` makes it last. */
  readonly remembered: Remembered;
  /** Resolves when everything up to the call is on disk. Saves do not overtake each other. */
  save(): Promise<void>;
};

export async function openPrinterMemory(
  dataDir: string,
  options: { readonly newUuid: () => string; readonly log: (line: string) => void },
): Promise<PrinterMemory> {
  const file = join(dataDir, 'printer.json');
  const remembered = (await readMemory(file, options.log)) ?? {
    uuid: `urn:uuid:${options.newUuid()}`,
    nextJobId: 1,
    forgottenUpTo: 0,
    impressionsCompleted: 0,
    sheetsCompleted: 0,
  };
  let last: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    last = last.then(write, write);
    return last;
  };
  async function write(): Promise<void> {
    // By rename, so that a crash leaves the old file or the new one.
    await writeFile(`${file}.new`, `${JSON.stringify(remembered, null, 2)}\n`);
    await rename(`${file}.new`, file);
  }
  await save();
  return { remembered, save };
}

async function readMemory(file: string, log: (line: string) => void): Promise<Remembered | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), memorySchema), text);
  if (parsed.success) return parsed.output;
  log('printer.json of the virtual MFD is damaged: it starts as a new printer');
  return undefined;
}
