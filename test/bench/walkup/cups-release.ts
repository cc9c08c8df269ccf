// The peer of "tap on Print to first byte": CUPS' Release-Job to the first byte at a socket printer.
import { startCupsd } from '../../servers/cupsd.ts';
import { startSocketPrinter } from '../../servers/socket-printer.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** Milliseconds from sending Release-Job to the first byte at the printer, one sample for each of `jobs` jobs. */
export const timeCupsReleases = async (document: Buffer, jobs: number): Promise<readonly number[]> => {
  const printer = await startSocketPrinter({ discard: true });
  const cups = await startCupsd();
  try {
    await cups.addQueue('sink', printer.uri);
    const ids: number[] = [];
    for (let job = 0; job < jobs; job += 1) ids.push(await cups.printHeld({ queue: 'sink', document }));
    const samples: number[] = [];
    for (const id of ids) {
      const done = printer.jobs.length;
      const firstByte = printer.nextFirstByte();
      const tapped = performance.now();
      await cups.release(id);
      samples.push((await firstByte) - tapped);
      // The next one starts with an idle printer, as the next person would find it.
      await waitUntil(() => printer.jobs.length > done, { what: 'the end of the job' });
      await waitUntil(() => cups.isIdle('sink'), { what: 'CUPS to be idle' });
    }
    return samples;
  } finally {
    await cups.stop();
    await printer.stop();
  }
};
