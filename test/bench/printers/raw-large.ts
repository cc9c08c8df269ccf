// A 100 MB document to a raw socket: its rate against the shell writing a plain file into the same socket, and the memory it takes.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type RawJob, startSocketPrinter } from '../../servers/socket-printer.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { waitUntil } from '../../support/wait-until.ts';
import type { Measure } from '../area.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { residentMb, watchMemory } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { TAKES_PDF } from './tap.ts';

const BYTES = 100_000_000;
const ROUNDS = 5;
/** Small against a hundred megabytes: a few chunks on their way from the disk to the socket, and what the collector has not seen yet. */
const MEMORY_MB = 64;

const run = promisify(execFile);

const rateOf = ({ bytes, firstByteAt, endedAt }: RawJob): number =>
  bytes / 1e6 / ((endedAt - firstByteAt) / 1000);

type Sent = { readonly mbPerSecond: number; readonly grownMb: number };

const sendOurs = async (): Promise<Sent> => {
  const printer = await startSocketPrinter({ discard: true });
  const platen = await startBenchPlaten();
  try {
    const panel = await platen.addPrinter('Benchmark', printer.uri, TAKES_PDF);
    const user = await platen.addUser('bench@example.test');
    await platen.uploadLarge(user, BYTES, 'large.pdf');
    await platen.allHeld(user);
    const session = await platen.signInPanel(panel, user);
    const before = await residentMb(platen.server.pid());
    const memory = watchMemory(platen.server.pid());
    // Preflight connects and says nothing; the printer keeps connections with octets only.
    for (const { id } of session.jobs) await platen.release(session, id);
    await waitUntil(() => printer.jobs.length === 1, { what: 'the end of the document' });
    await memory.stop();
    const [job] = printer.jobs;
    if (job === undefined || job.bytes < BYTES) throw new Error('the document did not arrive whole');
    return { mbPerSecond: rateOf(job), grownMb: memory.peakMb() - before };
  } finally {
    await platen.stop();
    await printer.stop();
  }
};

const sendPlain = async (): Promise<number> => {
  const printer = await startSocketPrinter({ discard: true });
  const scratch = await tempDir('plain');
  try {
    const file = join(scratch.path, 'file');
    await writeFile(file, randomBytes(BYTES));
    await run('bash', ['-c', 'cat "$1" > "/dev/tcp/127.0.0.1/$2"', 'bash', file, String(printer.port)]);
    await waitUntil(() => printer.jobs.length === 1, { what: 'the end of the file' });
    const [job] = printer.jobs;
    return job === undefined ? 0 : rateOf(job);
  } finally {
    await scratch.remove();
    await printer.stop();
  }
};

export const rawLarge: Measure = {
  name: 'raw-large',
  async run({ say }) {
    const { ours, peer } = await alternate(ROUNDS, sendOurs, sendPlain);
    const speeds = ours.map(({ mbPerSecond }) => mbPerSecond);
    say(`  ours ${speeds.map(Math.round).join(', ')}; plain file ${peer.map(Math.round).join(', ')} MB/s`);
    return [
      makeRow({
        area: 'printers',
        name: '100 MB to a raw socket',
        unit: 'MB/s',
        ours: median(speeds),
        peer: median(peer),
        target: { kind: 'ratio-at-least', value: 0.9 },
      }),
      makeRow({
        area: 'printers',
        name: '100 MB to a raw socket, growth of resident memory',
        unit: 'MB',
        // The worst round: a promise about memory holds always or not at all.
        ours: Math.max(...ours.map(({ grownMb }) => grownMb)),
        target: { kind: 'at-most', value: MEMORY_MB },
      }),
    ];
  },
};
