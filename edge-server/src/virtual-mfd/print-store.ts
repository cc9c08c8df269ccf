// The paper of the virtual MFD, so to speak: what it printed, as files anyone can open. One document and one JSON record
// per job in the data folder, the oldest going when there are too many. Documents being received lie in `incoming`.
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import * as v from 'valibot';
import { documentFormats, fileEndings } from './document-format.ts';
import { safeFileName } from './safe-file-name.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const printSchema = v.object({
  id: count,
  uuid: v.string(),
  name: v.string(),
  user: v.string(),
  /** canceled and aborted when it was stopped after some pages. */
  state: v.picklist(['completed', 'canceled', 'aborted']),
  reasons: v.array(v.string()),
  documentFormat: v.picklist(documentFormats),
  /** A name in the data folder, never a path. */
  file: v.pipe(v.string(), v.regex(/^\d+-[^/\\]+\.(pdf|jpg)$/)),
  bytes: count,
  /** Pages of the document. */
  pages: count,
  impressions: count,
  sheets: count,
  /** What was asked for, in words: { name: 'sides', values: ['two-sided-long-edge'] }. */
  attributes: v.array(v.object({ name: v.string(), values: v.array(v.string()) })),
  /** Milliseconds since 1970. */
  createdAt: v.number(),
  completedAt: v.number(),
});
export type VirtualPrint = v.InferOutput<typeof printSchema>;

export type OpenPrint = { readonly print: VirtualPrint; readonly document: Readable };

export type PrintStore = {
  /** Where the document of a job lies until it is printed. */
  incomingFile(id: number): string;
  /** Forgets a document that will not be printed; nothing happens when there is none. */
  dropIncoming(id: number): Promise<void>;
  /** Keeps the incoming document as a print and lets the oldest prints go. */
  keep(print: Omit<VirtualPrint, 'file'>): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly VirtualPrint[]>;
  open(id: number): Promise<OpenPrint | undefined>;
};

const recordName = /^(\d+)\.json$/;

export async function openPrintStore(
  dataDir: string,
  options: { readonly keptPrints: number; readonly log: (line: string) => void },
): Promise<PrintStore> {
  const incoming = join(dataDir, 'incoming');
  // What was being received when it stopped belongs to jobs it no longer knows.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });

  const incomingFile = (id: number): string => join(incoming, String(id));
  const recordFile = (id: number): string => join(dataDir, `${String(id)}.json`);

  async function ids(): Promise<readonly number[]> {
    const names = await readdir(dataDir);
    return names
      .flatMap((name) => recordName.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => b - a);
  }

  async function read(id: number): Promise<VirtualPrint | undefined> {
    let text: string;
    try {
      text = await readFile(recordFile(id), 'utf8');
    } catch (error) {
      // Gone since it was listed.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), printSchema), text);
    if (parsed.success) return parsed.output;
    options.log(`the record of print ${String(id)} is damaged and not shown`);
    return undefined;
  }

  async function letOldestGo(): Promise<void> {
    for (const id of (await ids()).slice(options.keptPrints)) {
      const print = await read(id);
      if (print !== undefined) await rm(join(dataDir, print.file), { force: true });
      await rm(recordFile(id), { force: true });
    }
  }

  return {
    incomingFile,
    async dropIncoming(id) {
      await rm(incomingFile(id), { force: true });
    },
    async keep(print) {
      const file = safeFileName(print.id, print.name, fileEndings[print.documentFormat]);
      await rename(incomingFile(print.id), join(dataDir, file));
      const record: VirtualPrint = { ...print, file };
      await writeFile(recordFile(print.id), `${JSON.stringify(record, null, 2)}\n`);
      await letOldestGo();
    },
    async list() {
      const prints = await Promise.all((await ids()).map(read));
      return prints.filter((print) => print !== undefined);
    },
    async open(id) {
      const print = await read(id);
      if (print === undefined) return undefined;
      const file = join(dataDir, print.file);
      const isThere = await stat(file).then(
        (found) => found.isFile(),
        () => false,
      );
      return isThere ? { print, document: createReadStream(file) } : undefined;
    },
  };
}
