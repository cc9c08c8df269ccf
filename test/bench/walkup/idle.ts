// A server with nothing to do: how soon it listens and how much memory it and its children hold.
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlaten } from '../../servers/platen.ts';
import type { Measure } from '../area.ts';
import { processTree, residentMb } from '../process-memory.ts';
import { makeRow } from '../row.ts';
import { median } from '../statistics.ts';

const STARTS = 5;
/** What start-up left behind has been collected by then, and what is started lazily has been or never will be. */
const SETTLE_MS = 5_000;

export const idle: Measure = {
  name: 'idle',
  async run() {
    const starts: number[] = [];
    let memory = Number.NaN;
    const platen = await startPlaten();
    try {
      // The first start makes keys, certificate and database; the others are what a restart costs.
      starts.push(platen.listeningAfterMs());
      await sleep(SETTLE_MS);
      const sizes = await Promise.all((await processTree(platen.pid())).map(residentMb));
      memory = sizes.reduce((sum, size) => sum + size, 0);
      while (starts.length < STARTS) {
        await platen.restart();
        starts.push(platen.listeningAfterMs());
      }
    } finally {
      await platen.stop();
    }
    return [
      makeRow({
        area: 'walkup',
        name: 'server idle, resident memory with all its processes',
        unit: 'MB',
        ours: memory,
        target: { kind: 'at-most', value: 120 },
      }),
      makeRow({
        area: 'walkup',
        name: 'start to listening, first start on an empty folder',
        unit: 's',
        ours: (starts[0] ?? Number.NaN) / 1000,
        target: { kind: 'at-most', value: 1.5 },
      }),
      makeRow({
        area: 'walkup',
        name: 'start to listening, restart',
        unit: 's',
        ours: median(starts.slice(1)) / 1000,
        target: { kind: 'at-most', value: 1.5 },
      }),
    ];
  },
};
