// ipptool with the suites of CUPS against our own IPP printer, each as its own client of its own version: every test passes, and what is skipped
// is named with its reason, so that nothing slips into the list unseen.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { pwgFile, pwgPage, type RasterKind } from '../documents/make-raster.ts';
import { type RunningServer, runServer } from '../support/running-server.ts';
import { skipUnless } from '../support/skip-unless.ts';
import { tempDir } from '../support/temp-dir.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer.ts';

const run = promisify(execFile);
const SUITES = '/usr/share/cups/ipptool';

/** Suite, the version its client speaks (IPP Everywhere is 2.0), and how many tests pass at least. */
const RUNS = [
  ['ipp-1.1', '1.1', 49],
  ['ipp-2.0', '2.0', 50],
  ['ipp-2.1', '2.1', 51],
  ['ipp-2.2', '2.2', 52],
  ['ipp-everywhere', '2.0', 51],
] as const;

/** What no printer is asked to do, by what the suite calls it. */
const WHY_SKIPPED = [
  [
    /URI/,
    'printing from an address: optional (RFC 8011 section 4.2.2), and a server that fetches what a client names is a danger',
  ],
  [/different user/, 'only for a client whose address names no user'],
  [/RFC 8011 section 4.2.4: Create-Job Operation/, 'the one that precedes Send-URI'],
  [/Standard Sheet/, 'banner pages: optional (RFC 8011 section 5.2.3)'],
  [/Quality/, 'the suite looks for a printer attribute print-quality, which no standard has'],
  [/@ (150|180|360|720)dpi|cmyk|srgb-16/, 'raster that is not advertised'],
] as const;

const INCHES = { '4x6': [4, 6], a4: [8.27, 11.69], letter: [8.5, 11] } as const;
const KINDS: Readonly<Record<string, Pick<RasterKind, 'space' | 'components' | 'bits'>>> = {
  'black-1': { space: 3, components: 1, bits: 1 },
  'sgray-8': { space: 18, components: 1, bits: 8 },
  'srgb-8': { space: 19, components: 3, bits: 8 },
  'srgb-16': { space: 19, components: 3, bits: 16 },
  'cmyk-8': { space: 6, components: 4, bits: 8 },
};

async function pdf(pages: number, width: number, height: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 1; page <= pages; page++)
    document.addPage([width, height]).drawText(`Page ${page}`, { x: 72, y: height - 100 });
  return Buffer.from(await document.save());
}

/** A sheet of one colour with a darker left margin: real sizes, few octets. */
function raster(
  inches: readonly [number, number],
  kind: (typeof KINDS)[string],
  dpi: number,
  pages: number,
): Buffer {
  const [width, height] = [Math.round(inches[0] * dpi), Math.round(inches[1] * dpi)];
  const line = Buffer.alloc(Math.ceil((width * kind.bits * kind.components) / 8), 0xf0);
  line.fill(0x30, 0, Math.floor(line.length / 8 / 8) * 8);
  // Its lines are alike: one is encoded, and said to be repeated (PWG 5102.4 section 4.4, up to 256 times).
  const one = pwgPage({ ...kind, width, height, dpi }, [line], { total: pages });
  const [header, body] = [one.subarray(0, 1796), one.subarray(1797)];
  const lines: Buffer[] = [];
  for (let left = height; left > 0; left -= 256) lines.push(Buffer.from([Math.min(left, 256) - 1]), body);
  return pwgFile(Array<Buffer>(pages).fill(Buffer.concat([header, ...lines])));
}

/** The documents that the suites name; Debian ships them without. */
async function makeDocuments(folder: string, suites: readonly string[]): Promise<void> {
  const picture = (background: string) =>
    sharp({ create: { width: 600, height: 400, channels: 3, background } });
  const postScript = '%!PS-Adobe-3.0\n72 720 moveto 144 0 rlineto stroke showpage\n';
  for (const [name, bytes] of [
    ['document-a4.pdf', await pdf(2, 595, 842)],
    ['document-letter.pdf', await pdf(2, 612, 792)],
    ['color.jpg', await picture('#3060c0').jpeg().toBuffer()],
    ['gray.jpg', await picture('#808080').grayscale().jpeg().toBuffer()],
    ['document-a4.ps', Buffer.from(postScript)],
    ['document-letter.ps', Buffer.from(postScript)],
  ] as const)
    await writeFile(join(folder, name), bytes);
  for (const suite of suites) await copyFile(join(SUITES, `${suite}.test`), join(folder, `${suite}.test`));
}

/**
 * pwg-raster-samples-300dpi/srgb-8/document-a4-srgb-8-300dpi.pwg and its many kin. ipptool ends a suite at the first file that is not there, so all
 * are made. @returns how many are of the kinds that are advertised.
 */
async function makeSamples(
  folder: string,
  kinds: readonly string[],
  resolutions: readonly number[],
): Promise<number> {
  const suite = await readFile(join(SUITES, 'ipp-everywhere.test'), 'utf8');
  const named = new Set([...suite.matchAll(/SKIP-IF-MISSING (\S+)/g)].flatMap(([, path]) => path ?? []));
  let advertised = 0;
  for (const path of named) {
    const [, dpi = '', kindName = '', title = ''] =
      /samples-(\d+)dpi\/([a-z0-9-]+)\/(\S+?)-(?:black|cmyk|sgray|srgb)-\d+-\d+dpi\.pwg$/.exec(path) ?? [];
    const kind = KINDS[kindName];
    const size = Object.entries(INCHES).find(([name]) => title.endsWith(name));
    assert.ok(kind !== undefined && size !== undefined, path);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(
      join(folder, path),
      raster(size[1], kind, Number(dpi), title.startsWith('document') ? 2 : 1),
    );
    if (kinds.includes(kindName) && resolutions.includes(Number(dpi))) advertised++;
  }
  return advertised;
}

describe('the suites of ipptool', { skip: skipUnless('ipptool'), concurrency: true }, () => {
  let server: RunningServer;
  let printer: VirtualPrinter;
  let printerId: string;
  let folder: Awaited<ReturnType<typeof tempDir>>;
  let samples: number;

  before(async () => {
    server = await runServer();
    printer = await startVirtualPrinter(1, 2);
    // So that as little as possible is skipped: PostScript is taken, and somewhere lies paper for photographs.
    await server.app.settings.change('documents.postScript', true, 'test');
    const { capabilities, identity } = await server.app.probe(printer.uri);
    const photo = { media: 'na_index-4x6_4x6in', width: 10_160, height: 15_240 };
    const facts = {
      identity,
      capabilities: { ...capabilities, mediaReady: [...capabilities.mediaReady, photo] },
    };
    printerId = (await server.app.printers.add({ name: 'Hall', uri: printer.uri }, facts, 'test')).id;
    folder = await tempDir('ipp');
    await makeDocuments(
      folder.path,
      RUNS.map(([suite]) => suite),
    );
    samples = await makeSamples(folder.path, ['black-1', 'sgray-8', 'srgb-8'], [300, 600]);
  });
  after(async () => {
    await server.close();
    await printer.close();
    await folder.remove();
  });

  /** Somebody who stands at the printer and prints what waits, until told to stop. */
  function walkUp({ client, userId }: Awaited<ReturnType<RunningServer['portalUser']>>): () => Promise<void> {
    let going = true;
    const walking = (async () => {
      while (going) {
        const { jobs } = (await client.call('GET', '/api/portal/jobs')).json as {
          jobs: { id: string; state: string; title: string }[];
        };
        // The many samples are held like all others; printing them shows nothing more.
        for (const job of jobs.filter(
          ({ state, title }) => state === 'held' && !/-(4x6|a4|letter)$/.test(title),
        )) {
          await server.app.claim([{ jobId: job.id, ticket: {} }], {
            ownerId: userId,
            printer: { id: printerId, name: 'Hall' },
          });
        }
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })();
    return async () => {
      going = false;
      await walking;
    };
  }

  for (const [suite, version, least] of RUNS) {
    test(`every test of ${suite}.test passes, with somebody at the printer`, async (t) => {
      const user = await server.portalUser(`${suite.replaceAll('.', '')}@example.test`);
      const stop = walkUp(user);
      const uri = `ipps://${encodeURIComponent(user.email)}:${user.code}@localhost:${server.httpsPort}/ipp/print`;
      const args = ['-V', version, '-tI', '-f', 'document-a4.pdf', uri, `${suite}.test`];
      const { stdout } = await run('ipptool', args, { cwd: folder.path, maxBuffer: 64 << 20 }).catch(
        (error: { stdout?: string; stderr?: string }) => ({
          stdout: `${error.stdout ?? String(error)}${error.stderr ?? ''}`,
        }),
      );
      await stop();
      const lines = stdout.split('\n');
      const with_ = (end: string) => lines.filter((line) => line.includes(`[${end}]`));
      const from = Math.max(
        0,
        lines.findIndex((line) => line.includes('[FAIL]')),
      );
      assert.deepEqual(with_('FAIL'), [], lines.slice(from, from + 30).join('\n'));
      const passed = with_('PASS').length;
      const wanted = suite === 'ipp-everywhere' ? least + samples * 3 : least;
      assert.ok(passed >= wanted, `${passed} passed, ${wanted} are wanted\n${stdout.slice(0, 4000)}`);
      const skipped = with_('SKIP');
      const unexplained = skipped.filter((line) => !WHY_SKIPPED.some(([name]) => name.test(line)));
      for (const [name, why] of WHY_SKIPPED) {
        const count = skipped.filter((line) => name.test(line)).length;
        if (count > 0) t.diagnostic(`${suite}: ${count} skipped: ${why}`);
      }
      t.diagnostic(`${suite}: ${passed} passed`);
      assert.deepEqual(unexplained, []);
    });
  }
});
