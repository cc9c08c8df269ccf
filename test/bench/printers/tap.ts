// Tap on Print to the first byte of the document at a raw socket: our panel's release against CUPS' Release-Job to the same kind of
// printer.
import { startSocketPrinter } from '../../servers/socket-printer.ts';
import type { Measure } from '../area.ts';
import { makeDocument } from '../documents.ts';
import { startBenchPlaten } from '../platen-api.ts';
import { makeRow } from '../row.ts';
import { alternate, percentile } from '../statistics.ts';
import { timeCupsReleases } from '../walkup/cups-release.ts';

/** A family whose raw port takes PDF, as CUPS is told to send it: nothing has to be made of the document on either side. */
export const TAKES_PDF = 'xerox-altalink';

const ROUNDS = 2;
const JOBS_PER_ROUND = 30;
/** Released before and not counted, ours and the peer's alike: the first taps after a start find nothing compiled or cached. */
const WARM_UP = 30;
const DOCUMENT_BYTES = 20_000;

const timePlatenReleases = async (document: Buffer, jobs: number): Promise<readonly number[]> => {
  const printer = await startSocketPrinter({ discard: true });
  const platen = await startBenchPlaten();
  try {
    const panel = await platen.addPrinter('Benchmark', printer.uri, TAKES_PDF);
    const user = await platen.addUser('bench@example.test');
    for (let job = 0; job < jobs; job += 1) await platen.upload(user, document, `document ${job}.pdf`);
    await platen.allHeld(user);
    const session = await platen.signInPanel(panel, user);
    const samples: number[] = [];
    for (const { id } of session.jobs) {
      const firstByte = printer.nextFirstByte();
      const tapped = performance.now();
      await platen.release(session, id);
      samples.push((await firstByte) - tapped);
      // The next one starts with an idle printer, as the next person would find it.
      await platen.releasesEnded(session);
    }
    return samples;
  } finally {
    await platen.stop();
    await printer.stop();
  }
};

export const tap: Measure = {
  name: 'tap',
  async run({ say }) {
    const document = makeDocument(DOCUMENT_BYTES);
    const rounds = await alternate(
      ROUNDS,
      async () => (await timePlatenReleases(document, WARM_UP + JOBS_PER_ROUND)).slice(WARM_UP),
      async () => (await timeCupsReleases(document, WARM_UP + JOBS_PER_ROUND)).slice(WARM_UP),
    );
    const [ours, peer] = [rounds.ours.flat(), rounds.peer.flat()];
    say(`  ours p50 ${percentile(ours, 0.5).toFixed(1)} ms over ${ours.length} releases`);
    return ([0.5, 0.95] as const).map((share) =>
      makeRow({
        area: 'printers',
        name: `tap on Print to first byte at a raw socket, p${share * 100}`,
        unit: 'ms',
        ours: percentile(ours, share),
        peer: percentile(peer, share),
        target: { kind: 'ratio-at-most', value: 1 },
      }),
    );
  },
};
