// The fault table of recovery (reference/delivery-and-mail.md sections 4.1, 4.2 and 6), row by row, for every way of delivering, each
// row several times: PLATEN_TEST_FAULTS says how often (issue 4 asks for 200). The judge is what came out on paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultRow } from './fault-kit.ts';
import { IPP_ROWS } from './fault-rows-ipp.ts';
import { LPR_ROWS, RAW_ROWS } from './fault-rows-no-jobs.ts';
import { openSite } from './site.ts';

const times = Number(process.env['PLATEN_TEST_FAULTS'] ?? 2);
/** Runs at a time: most of a run is waiting. */
const AT_ONCE = 8;

const TABLES = { IPP: IPP_ROWS, raw: RAW_ROWS, LPR: LPR_ROWS } as const satisfies Readonly<
  Record<string, readonly FaultRow[]>
>;

for (const [protocol, rows] of Object.entries(TABLES)) {
  for (const row of rows) {
    test(`${protocol}: ${row.what} (${times} times)`, async (t) => {
      const site = await openSite({ factor: 40, delivery: { unreachableMinutes: 1 } });
      t.after(() => site.close());
      let left = times;
      const oneAfterTheOther = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          const { end, papers, handed } = await row.run(site);
          assert.equal(`${end}, ${papers} on paper`, `${row.end}, ${row.papers} on paper`);
          assert.ok(handed <= row.handed, `handed over ${handed} times`);
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, times) }, oneAfterTheOther));
    });
  }
}
