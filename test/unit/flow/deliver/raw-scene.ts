// One printer on a raw port or behind LPR that does what the test tells it to, and one site.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { LifeSigns } from '@platen/edge-server/flow/deliver/delivery-protocol';
import type { MakeReady } from '@platen/edge-server/flow/deliver/maker';
import type { DeliveryFacts, PrinterTarget } from '@platen/edge-server/flow/deliver/target';
import type { ReleaseRow } from '@platen/edge-server/flow/store/releases';
import type { Settings } from '@platen/shared/settings';
import { type LpdPrinter, startLpdPrinter } from '../../../servers/lpd-printer.ts';
import { type PjlPrinter, startPjlPrinter } from '../../../servers/pjl-printer.ts';
import { type Claim, openSite, type Site } from './site.ts';

export const REPORTS: DeliveryFacts = {
  formats: ['application/pdf'],
  pjl: { options: true, backChannel: true },
  language: { 'application/pdf': 'PDF' },
};
const PLAIN: DeliveryFacts = { formats: ['application/pdf'] };

export interface RawScene {
  readonly printer: PjlPrinter;
  readonly site: Site;
  readonly printerId: string;
}

export interface RawOptions {
  readonly facts?: DeliveryFacts;
  readonly target?: Partial<PrinterTarget>;
  /** Whether SNMP answers, with the printer's own count. */
  readonly alive?: boolean;
  readonly lifeSigns?: (printer: PjlPrinter) => LifeSigns | undefined;
  readonly factor?: number;
  readonly pages?: number;
  readonly makeReady?: MakeReady;
  readonly delivery?: Partial<Settings['delivery']>;
}

export async function openRaw(t: TestContext, options: RawOptions = {}): Promise<RawScene> {
  const {
    facts = PLAIN,
    alive = false,
    factor = 50,
    pages = 1,
    makeReady,
    delivery = {},
    target = {},
  } = options;
  const printer = await startPjlPrinter({ backChannel: facts.pjl?.backChannel === true, pages });
  t.after(() => printer.stop());
  const signs = options.lifeSigns ?? (alive ? countOf : undefined);
  const site = await openSite({
    factor,
    delivery,
    ...(makeReady === undefined ? {} : { makeReady }),
    ...(signs === undefined ? {} : { lifeSigns: async () => signs(printer) }),
  });
  t.after(() => site.close());
  return {
    printer,
    site,
    printerId: site.addPrinter(printer.uri, undefined, { delivery: facts, ...target }),
  };
}

const countOf = ({ status, lifeCount }: PjlPrinter): LifeSigns => ({ status, lifeCount });

export interface LprScene {
  readonly printer: LpdPrinter;
  readonly site: Site;
  readonly printerId: string;
}

export async function openLpr(t: TestContext, options: RawOptions = {}): Promise<LprScene> {
  const { facts = PLAIN, factor = 50, makeReady, delivery = {}, target = {} } = options;
  const printer = await startLpdPrinter();
  t.after(() => printer.stop());
  const site = await openSite({ factor, delivery, ...(makeReady === undefined ? {} : { makeReady }) });
  t.after(() => site.close());
  return {
    printer,
    site,
    printerId: site.addPrinter(printer.uri, undefined, { delivery: facts, ...target }),
  };
}

interface Papers {
  readonly printed: readonly { readonly whole: boolean; readonly document: Buffer }[];
}

/** Delivers, and compares the end with what came out on paper. */
export async function endsAs(
  { site, printer }: { readonly site: Site; readonly printer: Papers },
  claim: Claim,
  end: string,
  whole: number,
): Promise<ReleaseRow> {
  const release = await site.deliver(claim);
  const said = release.state === 'done' ? `done ${String(release.confidence)}` : release.state;
  assert.equal(said, end, `${said} (${String(release.reason)})`);
  assert.equal(printer.printed.filter((paper) => paper.whole).length, whole);
  return release;
}
