// The backup file: what is written is read again, and nothing that was changed, cut, reordered or put together from two is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ArchiveError, HEADER_BYTES, RECORD_BYTES } from '@platen/edge-server/backup/archive-format';
import { readArchive } from '@platen/edge-server/backup/archive-read';
import { type Frame, writeArchive } from '@platen/edge-server/backup/archive-write';

/** Cheap: the strength of the passphrase is not what is tested here. */
const COST = { log2N: 4, r: 8, p: 1 };
const PASSPHRASE = 'correct horse battery';

async function* frames(...sizes: number[]): AsyncGenerator<Frame> {
  for (const [i, size] of sizes.entries()) yield { type: i + 1, payload: Buffer.alloc(size, `${i}`) };
}
async function write(source: AsyncIterable<Frame>, passphrase = PASSPHRASE): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of writeArchive(source, passphrase, COST)) parts.push(part);
  return Buffer.concat(parts);
}
/** In pieces of `step`, as a disk or network hands them over. */
async function* pieces(bytes: Buffer, step = 50_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}
async function read(bytes: Buffer, passphrase = PASSPHRASE, step?: number): Promise<Frame[]> {
  const got: Frame[] = [];
  for await (const frame of readArchive(pieces(bytes, step), passphrase)) got.push(frame);
  return got;
}
const problem = (want: ArchiveError['problem']) => (error: unknown) =>
  error instanceof ArchiveError && error.problem === want;

test('frames of any size come back as they were, whatever the pieces the file is read in', async () => {
  const sizes = [0, 1, 100, RECORD_BYTES - 10, RECORD_BYTES, 3 * RECORD_BYTES + 7, 5];
  const bytes = await write(frames(...sizes));
  for (const step of [7_001, RECORD_BYTES, bytes.length]) {
    const got = await read(bytes, PASSPHRASE, step);
    assert.deepEqual(
      got.map(({ type, payload }) => [type, payload.length]),
      sizes.map((size, i) => [i + 1, size]),
    );
    assert.ok(Buffer.alloc(3 * RECORD_BYTES + 7, '5').equals(got[5]?.payload ?? Buffer.alloc(0)));
  }
});

test('nothing of what it holds can be read from the file', async () => {
  const bytes = await write(frames(10), PASSPHRASE);
  async function* secret(): AsyncGenerator<Frame> {
    yield { type: 1, payload: Buffer.from('the master key is CANARY-4711') };
  }
  const other = await write(secret());
  assert.ok(!other.includes('CANARY-4711'));
  assert.notDeepEqual(bytes.subarray(16, 48), other.subarray(16, 48), 'each has a salt of its own');
});

test('a wrong passphrase is told as one, and the same letters typed another way are the same', async () => {
  const bytes = await write(frames(10), 'Schlüsselübergabe');
  await assert.rejects(read(bytes, 'Schluesseluebergabe'), problem('passphrase'));
  // Decomposed: u and a combining diaeresis.
  assert.equal((await read(bytes, 'Schlüsselübergabe'.normalize('NFD'))).length, 1);
});

test('a file that ends too early is told to be cut, wherever it was cut', async () => {
  const bytes = await write(frames(2 * RECORD_BYTES, 10));
  const last = bytes.length - 1;
  for (const cut of [HEADER_BYTES, HEADER_BYTES + 3, HEADER_BYTES + RECORD_BYTES + 33, last]) {
    await assert.rejects(read(bytes.subarray(0, cut)), problem('cut'), `cut at ${cut}`);
  }
  await assert.rejects(read(bytes.subarray(0, 20)), problem('not-a-backup'));
});

test('a changed byte anywhere behind the header is found', async () => {
  const bytes = await write(frames(1000, RECORD_BYTES));
  for (const at of [HEADER_BYTES, HEADER_BYTES + 5, HEADER_BYTES + 30, bytes.length - 20, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await assert.rejects(read(changed), ArchiveError, `byte ${at}`);
  }
});

test('records cannot be put in another order, left out or taken from another backup', async () => {
  const bytes = await write(frames(3 * RECORD_BYTES));
  const size = RECORD_BYTES + 33;
  const record = (i: number) => bytes.subarray(HEADER_BYTES + i * size, HEADER_BYTES + (i + 1) * size);
  const header = bytes.subarray(0, HEADER_BYTES);
  const rest = bytes.subarray(HEADER_BYTES + 3 * size);
  await assert.rejects(
    read(Buffer.concat([header, record(1), record(0), record(2), rest])),
    problem('damaged'),
  );
  await assert.rejects(read(Buffer.concat([header, record(0), record(2), rest])), problem('damaged'));
  await assert.rejects(read(Buffer.concat([bytes, record(0)])), problem('damaged'));
  const other = await write(frames(3 * RECORD_BYTES));
  await assert.rejects(
    read(
      Buffer.concat([
        header,
        other.subarray(HEADER_BYTES, HEADER_BYTES + size),
        bytes.subarray(HEADER_BYTES + size),
      ]),
    ),
    problem('damaged'),
  );
});

test('something else, a newer format and a header that asks for all memory are refused', async () => {
  await assert.rejects(read(Buffer.alloc(500)), problem('not-a-backup'));
  const bytes = await write(frames(1));
  const newer = Buffer.from(bytes);
  newer[8] = 2;
  await assert.rejects(read(newer), problem('newer'));
  const greedy = Buffer.from(bytes);
  greedy[9] = 31;
  await assert.rejects(read(greedy), problem('damaged'));
});
