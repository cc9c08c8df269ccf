// Searching a network of 256 addresses of which 20 are printers: how long, and whether every one is found.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeDiscovery } from '@platen/edge-server/devices/discover/discovery';
import { askIdentity } from '@platen/edge-server/devices/snmp-identity';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import type { DiscoveryView } from '@platen/shared/api/discovery';
import type { Measure } from '../area.ts';
import { makeRow } from '../row.ts';

export type FleetPorts = {
  readonly ipp: number;
  readonly ipps: number;
  readonly raw: number;
  readonly snmp: number;
  /** Nobody listens there: every LPR port is closed. */
  readonly closed: number;
};

/** No other test or benchmark uses this part of loopback. */
const NETWORK = '127.0.96';
const PRINTERS = 20;
/** Spread over the whole network. */
const ADDRESSES = Array.from({ length: PRINTERS }, (_, i) => `${NETWORK}.${5 + i * 12}`);

const search = async (ports: FleetPorts): Promise<{ seconds: number; view: DiscoveryView }> => {
  const discovery = makeDiscovery({
    clock: systemClock,
    log: openLog({ level: 'silent', write: () => undefined }),
    rules: () => ({ allowLoopback: true }),
    links: () => [],
    askIdentity,
    profileOf: () => 'any',
    registered: async () => [],
    resolve: async () => [],
    ports: { ipp: [ports.ipp], ipps: [ports.ipps], raw: ports.raw, lpr: ports.closed },
  });
  const start = performance.now();
  discovery.start({
    ranges: [`${NETWORK}.0/24`],
    mdns: false,
    snmp: { version: '2c', community: 'public', port: ports.snmp },
  });
  while (discovery.view().state === 'running') await systemClock.sleep(20);
  return { seconds: (performance.now() - start) / 1_000, view: discovery.view() };
};

export const discovery: Measure = {
  name: 'discovery',
  async run({ say }) {
    const fleet = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('./discovery-fleet.ts', import.meta.url)), ...ADDRESSES],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const gone = once(fleet, 'exit');
    try {
      const lines = createInterface({ input: fleet.stdout });
      const line: unknown[] = await Promise.race([once(lines, 'line'), gone]);
      if (typeof line[0] !== 'string') throw new Error('the stand-in printers did not start');
      const { seconds, view } = await search(JSON.parse(line[0]) as FleetPorts);
      const whole = view.findings.filter(({ evidence }) => evidence.join(' ') === 'ipps ipp snmp raw');
      say(`${view.findings.length} printers found, ${whole.length} of them by IPPS, IPP, SNMP and raw port`);
      return [
        makeRow({
          area: 'printers',
          name: `search of a /24 with ${PRINTERS} printers`,
          unit: 's',
          ours: seconds,
          target: { kind: 'at-most', value: 10 },
        }),
        makeRow({
          area: 'printers',
          name: 'of them not found, or not by every way',
          unit: 'printers',
          ours: PRINTERS - whole.length,
          target: { kind: 'at-most', value: 0 },
        }),
      ];
    } finally {
      fleet.stdin.end();
      await gone;
    }
  },
};
