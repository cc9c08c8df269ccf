// What the rows of the fault table (fault-rows-*.ts) are made of: a printer, a delivery that may be killed at a commit, and the end.
import assert from 'node:assert/strict';
import { type EvilPrinter, startEvilPrinter } from '../../../servers/evil-printer.ts';
import { startLpdPrinter } from '../../../servers/lpd-printer.ts';
import { startPjlPrinter } from '../../../servers/pjl-printer.ts';
import type { PrinterModelOptions } from '../../../servers/printer-model.ts';
import { type Claim, dyingDatabase, type Site } from './site.ts';

/** What came of one run. */
export interface Outcome {
  /** State, and confidence where it is done. */
  readonly end: string;
  /** Whole documents on paper. */
  readonly papers: number;
  /** Times the printer was handed a document, or the beginning of one. */
  readonly handed: number;
}

export interface FaultRow {
  readonly what: string;
  readonly end: string;
  readonly papers: number;
  /** Documents that may be handed over at the most; 1 where nothing may ever be sent again. */
  readonly handed: number;
  readonly run: (site: Site) => Promise<Outcome>;
}

/** Commits of a delivery: the runner's claim of the step, the intent, then per protocol. */
export const COMMIT = {
  intent: 2,
  /** Create-Job was answered; for raw and LPR: the printer took the document. */
  opened: 3,
  ippAccepted: 4,
} as const;

/** Works on the release until its server dies at that commit. */
export async function killedAt(
  site: Site,
  claim: Claim,
  at: number,
  when: 'before' | 'after',
): Promise<void> {
  const mortal = dyingDatabase(site.deps.db, at, when);
  const worker = site.worker(mortal.db);
  await site.step(claim, worker, mortal.db, mortal.died).catch((cause: unknown) => {
    if (!(cause instanceof Error && cause.name === 'Killed')) throw cause;
  });
  assert.ok(mortal.isDead(), `commit ${at} was not reached`);
  worker.close();
}

export async function endOf(site: Site, claim: Claim): Promise<string> {
  const release = await site.deliver(claim);
  return release.state === 'done' ? `done ${String(release.confidence)}` : release.state;
}

export async function overIpp(
  site: Site,
  options: PrinterModelOptions,
  act: (printer: EvilPrinter, claim: Claim) => Promise<string>,
): Promise<Outcome> {
  const printer = await startEvilPrinter(options);
  // The printer's clock is the site's, which runs faster than the real one.
  const since = site.clock.monotonic();
  let began = since;
  printer.model.printer.upTimeSeconds = () => 1 + Math.floor((site.clock.monotonic() - began) / 1000);
  const restart = printer.model.restart;
  const model = Object.assign(printer.model, {
    restart() {
      restart();
      began = site.clock.monotonic();
    },
  });
  model.printer.upTimeSeconds = () => 1 + Math.floor((site.clock.monotonic() - began) / 1000);
  try {
    const claim = await site.release(site.addPrinter(printer.uri));
    const end = await act(printer, claim);
    const handed = printer.requests.filter(
      ({ operation, documentBytes }) =>
        (operation === 'Send-Document' || operation === 'Print-Job') && documentBytes > 0,
    ).length;
    return { end, papers: printer.model.printed.length, handed };
  } finally {
    await printer.stop();
  }
}

type Pjl = Awaited<ReturnType<typeof startPjlPrinter>>;
type Lpd = Awaited<ReturnType<typeof startLpdPrinter>>;

export async function overRaw(
  site: Site,
  backChannel: boolean,
  act: (printer: Pjl, claim: Claim) => Promise<string>,
): Promise<Outcome> {
  const printer = await startPjlPrinter({ backChannel });
  try {
    const delivery = {
      formats: ['application/pdf'],
      ...(backChannel ? { pjl: { options: true, backChannel } } : {}),
    };
    const claim = await site.release(site.addPrinter(printer.uri, undefined, { delivery }));
    const end = await act(printer, claim);
    return { end, papers: printer.printed.filter(({ whole }) => whole).length, handed: printer.jobs() };
  } finally {
    await printer.stop();
  }
}

export async function overLpr(
  site: Site,
  act: (printer: Lpd, claim: Claim) => Promise<string>,
): Promise<Outcome> {
  const printer = await startLpdPrinter();
  try {
    const delivery = { formats: ['application/pdf'] };
    const claim = await site.release(site.addPrinter(printer.uri, undefined, { delivery }));
    const end = await act(printer, claim);
    const handed = printer.commands.filter((command) => command.startsWith('\x03')).length;
    return { end, papers: printer.printed.filter(({ whole }) => whole).length, handed };
  } finally {
    await printer.stop();
  }
}
