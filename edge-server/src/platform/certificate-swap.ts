// Puts certificate and key into `tls/` so that they change together: what is to be done is written down first and done after, again after a
// crash in between. Two files cannot be renamed at once, and administrators know them by these names.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { durableWrite, makeDirectory, syncDirectory } from './durable-write.ts';

export interface Pair {
  /** PEM, with the chain behind it. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

interface Plan {
  readonly current: Pair;
  /** undefined: what is kept as the one before stays as it is. */
  readonly previous?: Pair | undefined;
}

const PLAN = 'swap.json';

/** Rejects with the system's error; then either nothing has changed, or the next start finishes it. */
export async function swapPair(folder: string, current: Pair, previous: Pair | undefined): Promise<void> {
  await makeDirectory(folder);
  const plan: Plan = { current, previous };
  await durableWrite(join(folder, PLAN), JSON.stringify(plan));
  await carryOut(folder, plan);
}

/** At the start: what a crash left half done. */
export async function finishSwap(folder: string): Promise<void> {
  const text = await readOptional(join(folder, PLAN));
  // Written whole or not at all, by this file only.
  if (text !== undefined) await carryOut(folder, JSON.parse(text) as Plan);
}

async function carryOut(folder: string, { current, previous }: Plan): Promise<void> {
  if (previous !== undefined) {
    await durableWrite(join(folder, 'previous-key.pem'), previous.key);
    await durableWrite(join(folder, 'previous-cert.pem'), previous.cert, { mode: 0o644 });
  }
  await durableWrite(join(folder, 'key.pem'), current.key);
  await durableWrite(join(folder, 'cert.pem'), current.cert, { mode: 0o644 });
  await rm(join(folder, PLAN), { force: true });
  await syncDirectory(folder);
}

/** The certificate that was in use before this one. */
export async function readPrevious(folder: string): Promise<Pair | undefined> {
  const [cert, key] = await Promise.all([
    readOptional(join(folder, 'previous-cert.pem')),
    readOptional(join(folder, 'previous-key.pem')),
  ]);
  return cert === undefined || key === undefined ? undefined : { cert, key };
}

export async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}
