// One document at a conversion server: the edge server hears of it all the time it is worked on, and nothing of it stays.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { convertWork, type WorkTools } from '@platen/edge-server/convert-server/convert-work';
import type { Edge } from '@platen/edge-server/convert-server/edge';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import type { Blobs } from '@platen/edge-server/platform/blobs';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import type { ConvertResult, ConvertWork } from '@platen/shared/api/convert';
import { type TempDir, tempDir } from '../../support/temp-dir.ts';
import { waitUntil } from '../../support/wait-until.ts';

const never = new AbortController().signal;
/** More than a row would hold, so that it lies in a file. */
const BYTES = 700_000;

let folder: TempDir;
let blobs: Blobs;
before(async () => {
  folder = await tempDir('work');
  blobs = await openBlobStore({ dataDir: folder.path, sealing: makeSealing(randomBytes(32)) });
});
after(async () => {
  await blobs.close();
  await folder.remove();
});

const WORK: ConvertWork = {
  id: 'step',
  // Nobody converts it, so that no engine is needed.
  mediaType: 'application/x-unknown',
  size: BYTES,
  limits: {
    media: 'iso_a4_210x297mm',
    maxPages: 10,
    maxOutputBytes: 1000,
    timeLimitMs: 1000,
    memoryBytes: 1000,
    postScript: false,
  },
};

const toolsWith = (edge: Partial<Edge>, more: Partial<WorkTools> = {}): WorkTools => ({
  edge: edge as Edge,
  blobs,
  engineFor: () => ({}) as never,
  roomsFor: () => ({}),
  setLimits: () => undefined,
  warmOffice: () => assert.fail('an office was started'),
  ...more,
});

const files = async (): Promise<string[]> =>
  (await readdir(join(folder.path, 'blobs'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

test('a document that takes long to fetch, and an outcome that takes long to send, are spoken of meanwhile', async ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setInterval'] });
  let words = 0;
  let sent: ConvertResult | undefined;
  const nextWord = async (): Promise<void> => {
    const before = words;
    await waitUntil(
      async () => {
        mock.timers.tick(10_000);
        return words > before;
      },
      { what: 'a word', everyMs: 50 },
    );
  };
  async function* slowly(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array(BYTES - 1);
    await nextWord();
    yield new Uint8Array(1);
  }
  const edge: Partial<Edge> = {
    document: async () => slowly(),
    report: async () => {
      words += 1;
    },
    conclude: async (_work, result) => {
      await nextWord();
      sent = result;
    },
  };
  await convertWork(toolsWith(edge), WORK, never);
  assert.equal(sent?.kind, 'refused');
  assert.ok(words >= 2);
  const after = words;
  mock.timers.tick(60_000);
  assert.equal(words, after, 'nothing is said when it is over');
  assert.deepEqual(await files(), []);
});

test('work that is not ours any more is left alone, and nothing of it stays', async ({ mock }) => {
  mock.timers.enable({ apis: ['setInterval'] });
  const gone = new Error('gone');
  const edge: Partial<Edge> = {
    document: async (_work, signal) => ({
      async *[Symbol.asyncIterator]() {
        yield new Uint8Array(BYTES);
        mock.timers.tick(10_000);
        await waitUntil(async () => signal.aborted, { what: 'the end' });
      },
    }),
    report: async () => {
      throw gone;
    },
    conclude: async () => assert.fail('an outcome was sent'),
  };
  await assert.rejects(convertWork(toolsWith(edge), WORK, never), gone);
  assert.deepEqual(await files(), []);
});

test('the office starts while an Office file is still on its way', async () => {
  const events: string[] = [];
  const edge: Partial<Edge> = {
    document: async () => {
      events.push('fetched');
      throw new Error('enough');
    },
  };
  const tools = toolsWith(edge, { warmOffice: () => events.push('warmed') });
  await assert.rejects(convertWork(tools, { ...WORK, mediaType: 'application/msword' }, never), /enough/);
  assert.deepEqual(events, ['warmed', 'fetched']);
});
