// Looks a ZIP package over before any converter does: how much it holds, whether that is true, and whether its XML bombs (threat T30).

import { inMemory } from './archive-bytes.ts';
import {
  FREE_UNPACKED_BYTES,
  MAX_DEPTH,
  MAX_ENTRIES,
  MAX_INNER_BYTES,
  MAX_RATIO,
  MAX_UNPACKED_BYTES,
} from './archive-limits.ts';
import { type ArchiveEntry, type Listed, listArchive } from './archive-list.ts';
import { unpack } from './archive-unpack.ts';
import { PROLOG_BYTES, xmlProblem } from './archive-xml.ts';
import type { DocumentBytes, EngineRefusal } from './converter.ts';

/** Refused as broken: damaged or contradicting itself. As unsafe: made to use up memory or time. */
export type Checked =
  | { readonly ok: true; readonly entries: readonly ArchiveEntry[] }
  | (EngineRefusal & { readonly code: 'document-broken' | 'document-unsafe' | 'aborted' });

/** What all packages, the outer one and those inside, hold together. */
interface Sum {
  entries: number;
  unpacked: number;
  packed: number;
}

const bomb = (detail: string): Checked => ({ ok: false, code: 'document-unsafe', detail });
const broken = (detail: string): Checked => ({ ok: false, code: 'document-broken', detail });
const refused = (listed: Listed & { ok: false }): Checked =>
  listed.bomb ? bomb(listed.detail) : broken(listed.detail);

/** Everything claimed is checked before anything is unpacked; then each part is unpacked once, into nothing, to see that it is true. */
export async function checkArchive(document: DocumentBytes, signal: AbortSignal): Promise<Checked> {
  const listed = await listArchive(document);
  if (!listed.ok) return refused(listed);
  const sum: Sum = { entries: 0, unpacked: 0, packed: 0 };
  const tooMuch = add(sum, listed.entries) ?? overlap(listed.entries, listed.directoryAt);
  if (tooMuch !== undefined) return bomb(tooMuch);
  for (const entry of listed.entries) {
    if (signal.aborted) return { ok: false, code: 'aborted', detail: 'aborted by the caller' };
    if (entry.size === 0 && entry.packed === 0) continue;
    const problem = await checkPart(document, entry, sum);
    if (problem !== undefined) return problem;
  }
  return { ok: true, entries: listed.entries };
}

async function checkPart(
  document: DocumentBytes,
  entry: ArchiveEntry,
  sum: Sum,
): Promise<Checked | undefined> {
  const inner: Uint8Array[] = [];
  let head: Buffer = Buffer.alloc(0);
  let isPackage: boolean | undefined;
  const problem = await unpack(document, entry, (piece) => {
    if (head.length < PROLOG_BYTES)
      head = Buffer.concat([head, piece.subarray(0, PROLOG_BYTES - head.length)]);
    isPackage ??= entry.size <= MAX_INNER_BYTES && head.toString('latin1', 0, 4) === 'PK\x03\x04';
    if (isPackage) inner.push(piece);
    return true;
  });
  if (problem !== undefined) return broken(problem);
  const xml = xmlProblem(head);
  if (xml !== undefined) return bomb(`${entry.name}: ${xml}`);
  if (isPackage !== true) return undefined;
  return checkInner(Buffer.concat(inner), sum, 1);
}

/** By its claims only: what lies inside an inner package is unpacked by nobody. One that cannot be listed is just bytes. */
async function checkInner(bytes: Uint8Array, sum: Sum, depth: number): Promise<Checked | undefined> {
  if (depth > MAX_DEPTH) return bomb(`packages more than ${MAX_DEPTH} deep`);
  const document = inMemory(bytes);
  const listed = await listArchive(document);
  if (!listed.ok) return listed.bomb ? refused(listed) : undefined;
  const tooMuch = add(sum, listed.entries) ?? overlap(listed.entries, listed.directoryAt);
  if (tooMuch !== undefined) return bomb(`inside a part: ${tooMuch}`);
  for (const entry of listed.entries) {
    const looksPacked = /\.(zip|docx|docm|xlsx|xlsm|xlsb|pptx|pptm|od[a-z]|jar)$/i.test(entry.name);
    if (!looksPacked || entry.size > MAX_INNER_BYTES) continue;
    const pieces: Uint8Array[] = [];
    if ((await unpack(document, entry, (piece) => pieces.push(piece) > 0)) !== undefined) continue;
    const problem = await checkInner(Buffer.concat(pieces), sum, depth + 1);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Counts `entries` in; says what is over a limit. */
function add(sum: Sum, entries: readonly ArchiveEntry[]): string | undefined {
  sum.entries += entries.length;
  for (const { size, packed } of entries) {
    sum.unpacked += size;
    sum.packed += packed;
  }
  if (sum.entries > MAX_ENTRIES) return `${sum.entries} entries`;
  if (sum.unpacked > MAX_UNPACKED_BYTES) return `${sum.unpacked} bytes unpacked`;
  if (sum.unpacked > FREE_UNPACKED_BYTES && sum.unpacked > sum.packed * MAX_RATIO) {
    return `${sum.unpacked} bytes unpacked of ${sum.packed}`;
  }
  return undefined;
}

/** Parts that share packed bytes make a bomb without any inner package (D. Fifield, "A better zip bomb"). */
function overlap(entries: readonly ArchiveEntry[], directoryAt: number): string | undefined {
  const inOrder = [...entries].sort((a, b) => a.at - b.at);
  for (const [index, entry] of inOrder.entries()) {
    const next = inOrder[index + 1]?.at ?? directoryAt;
    if (entry.at + entry.packed > next) return `${entry.name} overlaps what follows it`;
  }
  return undefined;
}
