// Tap on Print to the first byte of the document at the printer: our panel's release against CUPS' Release-Job.
import { startEvilPrinter } from '../../servers/evil-printer.ts';
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { makeRow } from '../row.ts';
import { alternate, percentile } from '../statistics.ts';
import { timeCupsReleases } from './cups-release.ts';

const ROUNDS = 2;
const JOBS_PER_ROUND = 30;
/** Released before and not counted, ours and the peer's alike: the first taps after a start find nothing compiled or cached. */
const WARM_UP = 30;
const DOCUMENT_BYTES = 20_000;

const timePlatenReleases = async (document: Buffer, jobs: number): Promise<readonly number[]> => {
  // The make-believe printer with nothing evil scripted: an honest IPP device with Create-Job and Send-Document.
  const printer = await startEvilPrinter();
  const platen = await startBenchPlaten();
  try {
    const panel = await platen.addPrinter('Benchmark', printer.uri);
    const user = await platen.addUser('bench@example.test');
    for (let job = 0; job < jobs; job += 1) await platen.upload(user, document, `document ${job}.pdf`);
    await platen.allHeld(user);
    let firstByte: ((at: number) => void) | undefined;
    printer.onDocument((at) => firstByte?.(at));
    const session = await platen.signInPanel(panel, user);
    const samples: number[] = [];
    for (const { id } of session.jobs) {
      const arrived = new Promise<number>((resolve) => {
        firstByte = resolve;
      });
      const tapped = performance.now();
      await platen.release(session, id);
      samples.push((await arrived) - tapped);
      // The next one starts with an idle printer, as the next person would find it.
      await platen.releasesEnded(session);
    }
    return samples;
  } finally {
    await platen.stop();
    await printer.stop();
  }
};

export const release: Measure = {
  name: 'release',
  async run({ say }) {
    const document = makeDocument(DOCUMENT_BYTES);
    const rounds = await alternate(
      ROUNDS,
      async () => (await timePlatenReleases(document, WARM_UP + JOBS_PER_ROUND)).slice(WARM_UP),
      async () => (await timeCupsReleases(document, WARM_UP + JOBS_PER_ROUND)).slice(WARM_UP),
    );
    const [ours, peer] = [rounds.ours.flat(), rounds.peer.flat()];
    const [p50, p95] = [percentile(ours, 0.5), percentile(ours, 0.95)];
    say(`  ours p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)} ms over ${ours.length} releases`);
    const common = { area: 'walkup', unit: 'ms' };
    return [
      makeRow({
        ...common,
        name: 'tap on Print to first byte at the printer, p50',
        ours: p50,
        peer: percentile(peer, 0.5),
        target: { kind: 'ratio-at-most', value: 1 },
      }),
      makeRow({
        ...common,
        name: 'tap on Print to first byte at the printer, p95',
        ours: p95,
        peer: percentile(peer, 0.95),
        target: { kind: 'ratio-at-most', value: 1 },
      }),
      makeRow({
        ...common,
        name: 'the same, p95 against our own p50',
        ours: p95,
        peer: p50,
        target: { kind: 'ratio-at-most', value: 2 },
      }),
    ];
  },
};
