// One printer that does what the test tells it to, one site, and how a delivery has to end there.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { MakeReady } from '@platen/edge-server/flow/deliver/maker';
import type { Settings } from '@platen/shared/settings';
import { type EvilPrinter, startEvilPrinter } from '../../../servers/evil-printer.ts';
import type { PrinterModelOptions } from '../../../servers/printer-model.ts';
import { type Claim, openSite, type Site } from './site.ts';

export interface Scene {
  readonly printer: EvilPrinter;
  readonly site: Site;
  readonly printerId: string;
}

export interface SceneOptions {
  readonly model?: PrinterModelOptions;
  readonly delivery?: Partial<Settings['delivery']>;
  readonly factor?: number;
  readonly makeReady?: MakeReady;
}

export async function openScene(
  t: TestContext,
  { model = {}, delivery = {}, factor = 20, makeReady }: SceneOptions = {},
): Promise<Scene> {
  const printer = await startEvilPrinter(model);
  t.after(() => printer.stop());
  const site = await openSite({ delivery, factor, ...(makeReady === undefined ? {} : { makeReady }) });
  t.after(() => site.close());
  // The printer's clock is the site's, which runs faster than the real one.
  lives(printer, site);
  return { printer, site, printerId: site.addPrinter(printer.uri) };
}

/** Lets printer-up-time begin now. */
export function lives(printer: EvilPrinter, site: Site): void {
  const since = site.clock.monotonic();
  printer.model.printer.upTimeSeconds = () => 1 + Math.floor((site.clock.monotonic() - since) / 1000);
}

/** Delivers, and compares the end with what came out on paper and what became of the job. */
export async function ends(scene: Scene, claim: Claim, state: string, printed: number): Promise<void> {
  const release = await scene.site.deliver(claim);
  assert.equal(release.state, state, `${release.state} (${String(release.reason)})`);
  assert.equal(scene.printer.model.printed.length, printed);
  const job = await scene.site.jobRow(claim.jobId);
  const after = { done: 'printed', returned: 'held', cancelled: 'held', uncertain: 'uncertain' };
  assert.equal(job.state, after[state as keyof typeof after]);
}
