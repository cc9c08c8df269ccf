// Get-Printer-Attributes answered per second to 16 clients with connections kept alive: ours, a driverless queue of cupsd, and the
// ippeveprinter behind that queue. All are asked for what CUPS itself asks a printer for, and none over TLS.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { keyword } from '@platen/edge-server/protocols/ipp/message';
import { findCommand } from '../../../scripts/setup/find-command.mjs';
import { startCupsd } from '../../servers/cupsd.ts';
import { startIppEvePrinter } from '../../servers/ippeveprinter.ts';
import { ippRequest } from '../../support/ipp-request.ts';
import type { Measure } from '../area.ts';
import { runLoad } from '../load/run-load.ts';
import { makeRow } from '../row.ts';
import { alternate, median } from '../statistics.ts';
import { ippOverHttp, openBenchQueue } from './bench-queue.ts';

const run = promisify(execFile);

const CLIENTS = 16;
const ROUNDS = 3;
const REQUESTS = 6_000;
const WARM_UP = 1_500;
/** As CUPS and its clients ask: everything, which leaves media-col-database out (PWG 5100.7 section 6.9.21). */
const WANTED = keyword('requested-attributes', 'all');

/** Share of a peer's requests that may fail. */
const TOLERATED = 0.05;

type Asked = {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly close?: boolean;
};
type Answered = { readonly perSecond: number; readonly octets: number };

const load = async ({ host, port, path, close = false }: Asked): Promise<Answered> => {
  const asked = { host, port, path, operation: 'Get-Printer-Attributes', attributes: [WANTED] } as const;
  const octets = encodeMessage(await ippRequest(asked)).length;
  // ippeveprinter ends a connection now and then without a word.
  const tolerated = close ? Math.round(REQUESTS * TOLERATED) : 0;
  const plan = {
    tolerated,
    host,
    port,
    connections: CLIENTS,
    request: ippOverHttp({ ...asked, close }),
    statuses: [200],
    ipp: true,
  };
  await runLoad({ ...plan, requests: WARM_UP });
  const { completed, seconds } = await runLoad({ ...plan, requests: REQUESTS });
  return { perSecond: completed / seconds, octets };
};

const loadPlaten = async (): Promise<Answered> => {
  const queue = await openBenchQueue();
  try {
    return await load({ host: '127.0.0.1', port: queue.port, path: '/ipp/print' });
  } finally {
    await queue.stop();
  }
};

/** The printer first, then the scheduler with a driverless queue to it. */
const loadPeers = async (): Promise<{ readonly cupsd: Answered; readonly eve: Answered }> => {
  const printer = await startIppEvePrinter();
  try {
    const cups = await startCupsd();
    try {
      const lpadmin = findCommand('lpadmin') ?? 'lpadmin';
      await run(lpadmin, [
        ...['-h', `127.0.0.1:${cups.port}`, '-p', 'everywhere', '-E'],
        ...['-v', printer.uri, '-m', 'everywhere'],
      ]);
      const cupsd = await load({ host: '127.0.0.1', port: cups.port, path: '/printers/everywhere' });
      const eve = await load({
        host: 'localhost',
        port: printer.port,
        path: '/ipp/print',
        close: true,
      });
      return { cupsd, eve };
    } finally {
      await cups.stop();
    }
  } finally {
    await printer.stop();
  }
};

const rateOf = (all: readonly Answered[]): number => median(all.map(({ perSecond }) => perSecond));

export const printerAttributes: Measure = {
  name: 'printer-attributes',
  async run({ say }) {
    const rounds = await alternate(ROUNDS, loadPlaten, loadPeers);
    const [cupsd, eve] = [
      rounds.peer.map((round) => round.cupsd),
      rounds.peer.map((round) => round.eve),
    ] as const;
    for (const [who, all] of [
      ['ours', rounds.ours],
      ['cupsd', cupsd],
      ['ippeveprinter', eve],
    ] as const) {
      const rates = all.map(({ perSecond }) => Math.round(perSecond)).join(', ');
      say(`  ${who}: ${rates} answers/s of ${all[0]?.octets ?? 0} octets`);
    }
    const row = (peer: string, answered: readonly Answered[], value: number) =>
      makeRow({
        area: 'ipp',
        name: `Get-Printer-Attributes, ${CLIENTS} clients, against ${peer}`,
        unit: 'answers/s',
        ours: rateOf(rounds.ours),
        peer: rateOf(answered),
        target: { kind: 'ratio-at-least', value },
      });
    return [row('cupsd', cupsd, 1.5), row('ippeveprinter', eve, 1)];
  },
};
