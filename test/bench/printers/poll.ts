// A fleet read over SNMP: 1,000 stand-ins that answer and 100 addresses where nobody does, one round. What it costs is measured in
// this process, which only polls; the stand-ins are a child.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { makeSnmpPoller, type PolledDevice } from '@platen/edge-server/devices/snmp-poller';
import { systemClock } from '@platen/edge-server/platform/clock';
import { repository } from '../../support/repository.ts';
import { waitUntil } from '../../support/wait-until.ts';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';

const LIVE = 1_000;
/** Every eleventh of the list, so that they lie between the others. */
const DEAD = 100;
const ROUND_MS = 60_000;
/** The poller's own default, told here to know when each device's turn is. */
const SPREAD_MS = 36_000;

type Fleet = { readonly port: number; readonly stop: () => Promise<void> };

const startFleet = async (addresses: readonly string[]): Promise<Fleet> => {
  const program = fileURLToPath(new URL('./poll-agents.ts', import.meta.url));
  const child = fork(program, { cwd: repository, execArgv: ['--import', 'tsx'] });
  child.send(addresses);
  const [answer] = (await once(child, 'message')) as [{ port?: number; error?: string }];
  const stop = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
  if (answer.port !== undefined) return { port: answer.port, stop };
  await stop();
  throw new Error(`the stand-in printers did not start: ${answer.error ?? 'no reason'}`);
};

const liveAddress = (at: number): string => `127.20.${at >> 8}.${at & 255}`;
const deadAddress = (at: number): string => `127.30.0.${at}`;

export const poll: Measure = {
  name: 'poll',
  async run({ say }) {
    const hosts = Array.from({ length: LIVE }, (_, at) => liveAddress(at + 1));
    const fleet = await startFleet(hosts);
    const access = { version: '2c', community: 'public', port: fleet.port } as const;
    const devices: PolledDevice[] = [];
    for (const [at, host] of hosts.entries()) {
      devices.push({ id: host, host, access });
      const dead = deadAddress(at / 10);
      if (at % 10 === 0 && at / 10 < DEAD) devices.push({ id: dead, host: dead, access });
    }
    const turns = new Map(devices.map(({ id }, at) => [id, (SPREAD_MS * at) / devices.length]));
    const late: number[] = [];
    const dead = new Set<string>();
    let trays = 0;
    let started = 0;
    const poller = makeSnmpPoller({
      clock: systemClock,
      log: { warn: (message) => say(`  ${message}`) },
      roundMs: ROUND_MS,
      spreadMs: SPREAD_MS,
      onSheet(id, sheet) {
        late.push(performance.now() - started - (turns.get(id) ?? 0));
        trays += sheet.trays.length;
      },
      onTrouble: (id) => dead.add(id),
    });
    try {
      const before = process.cpuUsage();
      started = performance.now();
      poller.setDevices(devices);
      await waitUntil(() => late.length >= LIVE, { what: 'a round', timeoutMs: 2 * ROUND_MS, everyMs: 100 });
      const tookMs = performance.now() - started;
      const { user, system } = process.cpuUsage(before);
      if (trays !== LIVE * 5) throw new Error(`${trays} trays were read instead of ${LIVE * 5}`);
      say(`  ${late.length} sheets, ${dead.size} devices given up`);
      const row = { area: 'printers' } as const;
      return [
        makeRow({
          ...row,
          name: `one round, ${LIVE} devices and ${DEAD} dead addresses`,
          unit: 's',
          ours: tookMs / 1000,
          target: { kind: 'at-most', value: 60 },
        }),
        makeRow({
          ...row,
          name: 'share of one core in that round',
          unit: '%',
          ours: (user + system) / 10 / tookMs,
          target: { kind: 'at-most', value: 25 },
        }),
        makeRow({
          ...row,
          name: 'from its turn to its sheet, the slowest live device',
          unit: 'ms',
          ours: Math.max(...late),
          // One try's time-out is 1,500 ms: who waited for a dead device would be later than that.
          target: { kind: 'at-most', value: 1_000 },
        }),
      ];
    } finally {
      poller.close();
      await fleet.stop();
    }
  },
};
