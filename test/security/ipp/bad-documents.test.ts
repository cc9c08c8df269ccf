// Documents over IPP that are not what they claim to be (threats.md T12, T30): bombs, broken compression, raster that is cut or says absurd things
// of itself. Each ends in an answer of IPP that says so, or in a document whose owner is told; nothing is left behind.
import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { type StatusName, statusCodes } from '@platen/edge-server/protocols/ipp/codes';
import { keyword, mimeMediaType } from '@platen/edge-server/protocols/ipp/message';
import type { PortalJobs } from '@platen/shared/api/portal';
import { noise } from '../../documents/make-documents.ts';
import { type RasterKind, urfFile, urfPage } from '../../documents/make-raster.ts';
import { sampleUrf } from '../../documents/sample-raster.ts';
import { ippRequest } from '../../support/ipp-request.ts';
import { type Client, type RunningServer, runServer } from '../../support/running-server.ts';
import { waitUntil } from '../../support/wait-until.ts';

const MEGABYTE = 1024 * 1024;

let server: RunningServer;
let anna: Client;
let port: number;

before(async () => {
  server = await runServer();
  port = Number(new URL(server.plainUrl).port);
  ({ client: anna } = await server.portalUser('test@example.test'));
  for (const [name, value] of [
    ['print.plain', true],
    ['print.trustNames', true],
    ['documents.maxMegabytes', 1],
  ] as const)
    await server.app.settings.change(name, value, 'test');
});
after(() => server.close());

async function print(document: Buffer, format: string, compression = 'none'): Promise<number> {
  const attributes = [mimeMediaType('document-format', format), keyword('compression', compression)];
  const answer = await ippRequest({ port, operation: 'Print-Job', attributes, document });
  return answer.code;
}

const jobs = async (): Promise<PortalJobs['jobs']> =>
  ((await anna.call('GET', '/api/portal/jobs')).json as PortalJobs).jobs;

/** Bytes of all files of stored documents. */
async function stored(): Promise<number> {
  const root = join(server.dataDir, 'blobs');
  const names = await readdir(root, { recursive: true });
  const sizes = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(root, name));
      return found.isFile() ? found.size : 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function assertStatus(code: number, status: StatusName): void {
  assert.equal(code, statusCodes[status], `0x${code.toString(16)} where ${status} was expected`);
}

test('a bomb of any compression goes off at the largest document there may be, and leaves nothing', async () => {
  const zeros = Buffer.alloc(64 * MEGABYTE);
  zeros.write('%PDF-1.4\n');
  for (const [compression, bomb] of [
    ['gzip', gzipSync(zeros, { level: 9 })],
    ['deflate', deflateSync(zeros, { level: 9 })],
    ['deflate', deflateRawSync(zeros, { level: 9 })],
  ] as const) {
    assert.ok(zeros.length / bomb.length > 900, 'a thousand to one');
    const code = await print(bomb, 'application/pdf', compression);
    assertStatus(code, 'client-error-request-entity-too-large');
    assert.deepEqual(await jobs(), []);
    assert.equal(await stored(), 0);
  }
});

test('a compression inside a compression is taken off once, and what is then no document is refused', async () => {
  const twice = gzipSync(gzipSync(Buffer.from('%PDF-1.4\n')));
  assertStatus(await print(twice, 'application/pdf', 'gzip'), 'client-error-not-possible');
  assert.deepEqual(await jobs(), []);
});

test('what is not compressed as it says is a compression error, wherever it breaks', async () => {
  const whole = gzipSync(Buffer.concat([Buffer.from('%PDF-1.4\n'), noise(100_000)]));
  const damaged = Buffer.from(whole);
  damaged.fill(0xff, 50_000, 50_010);
  for (const document of [Buffer.from('%PDF-1.4 as it is'), whole.subarray(0, 60_000), damaged]) {
    const code = await print(document, 'application/pdf', 'gzip');
    assertStatus(code, 'client-error-compression-error');
  }
  assertStatus(await print(whole, 'application/pdf', 'compress'), 'client-error-compression-not-supported');
  assert.deepEqual(await jobs(), []);
  assert.equal(await stored(), 0);
});

/** The newest document, when it is known what becomes of it. */
async function concluded(): Promise<PortalJobs['jobs'][number]> {
  const settled = async (): Promise<PortalJobs['jobs'][number] | false> => {
    const [newest] = await jobs();
    return newest !== undefined && newest.state !== 'received' ? newest : false;
  };
  return waitUntil(settled, { what: 'the conversion', timeoutMs: 90_000 });
}

test('raster that was cut is kept as far as it came, and its owner reads that it was cut', async () => {
  const urf = sampleUrf(3);
  assert.equal(await print(urf.subarray(0, urf.length - 500), 'image/urf'), 0);
  const cut = await concluded();
  assert.equal(cut.state, 'held');
  assert.match(JSON.stringify(cut), /broke off while it was sent/);
  await anna.call('DELETE', `/api/portal/jobs/${cut.id}`);
});

test('raster that says absurd things of itself is refused with a sentence', async () => {
  const kind: RasterKind = { width: 40, height: 40, dpi: 300, space: 1, components: 3, bits: 8 };
  const page = (change: (file: Buffer) => void): Buffer => {
    const rows = Array.from({ length: kind.height }, () => new Uint8Array(kind.width * 3).fill(255));
    const file = urfFile([urfPage(kind, rows)]);
    change(file);
    return file;
  };
  for (const [what, file] of [
    ['a page of 4 billion pixels a side', page((file) => file.fill(0xff, 24, 32))],
    ['no width', page((file) => file.writeUInt32BE(0, 24))],
    ['no resolution', page((file) => file.writeUInt32BE(0, 32))],
    ['a colour space that is none', page((file) => file.writeUInt8(9, 13))],
    ['a million pages', page((file) => file.writeUInt32BE(1_000_000, 8))],
  ] as const) {
    assert.equal(await print(file, 'image/urf'), 0, what);
    const job = await concluded();
    assert.equal(job.state, 'refused', what);
    assert.ok(job.sentence.length > 20, what);
    await anna.call('DELETE', `/api/portal/jobs/${job.id}`);
  }
});
