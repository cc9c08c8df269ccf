// The fault table of reference/delivery-and-mail.md section 6 over raw sockets and LPR: what may be tried again, what never.
import { waitUntil } from '../../../support/wait-until.ts';
import { COMMIT, endOf, type FaultRow, killedAt, overLpr, overRaw } from './fault-kit.ts';

const accepted = async (site: Parameters<FaultRow['run']>[0], releaseId: string): Promise<boolean> =>
  ['accepted', 'printing'].includes((await site.releaseRow(releaseId)).state);

export const RAW_ROWS: readonly FaultRow[] = [
  {
    what: 'claimed: no remote effect, go on',
    end: 'done unconfirmed',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, false, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.intent, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: '0 octets written, no connection: tried again',
    end: 'done unconfirmed',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, false, async (printer, claim) => {
        await printer.powerOff();
        const going = endOf(site, claim);
        await site.clock.sleep(1_000);
        await printer.powerOn();
        return going;
      }),
  },
  {
    what: 'killed after the intent: nobody knows what left, never sent again',
    end: 'uncertain',
    papers: 0,
    handed: 0,
    run: (site) =>
      overRaw(site, false, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.intent, 'after');
        return endOf(site, claim);
      }),
  },
  ...[1, 1_000, 20_000].map(
    (afterBytes): FaultRow => ({
      what: `reset after ${afterBytes} octets: a person is asked`,
      end: 'uncertain',
      papers: 0,
      handed: 1,
      run: (site) =>
        overRaw(site, false, async (printer, claim) => {
          printer.script({ kind: 'reset', afterBytes });
          return endOf(site, claim);
        }),
    }),
  ),
  {
    what: 'all of it read and printed, then cut instead of closed: a person is asked',
    end: 'uncertain',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, false, async (printer, claim) => {
        printer.script({ kind: 'reset-after-all' });
        return endOf(site, claim);
      }),
  },
  {
    what: 'all sent, killed before that was written: a person is asked',
    end: 'uncertain',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, false, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.opened, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: 'all sent and taken, killed after: unconfirmed',
    end: 'done unconfirmed',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, false, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.opened, 'after');
        return endOf(site, claim);
      }),
  },
  {
    what: 'back channel: the end is told',
    end: 'done confirmed',
    papers: 1,
    handed: 1,
    run: (site) => overRaw(site, true, (_printer, claim) => endOf(site, claim)),
  },
  {
    what: 'back channel: cut before the end is told: a person is asked',
    end: 'uncertain',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, true, async (printer, claim) => {
        printer.script({ kind: 'cut-before-end' });
        return endOf(site, claim);
      }),
  },
  {
    what: 'back channel: reset in the header: a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overRaw(site, true, async (printer, claim) => {
        printer.script({ kind: 'reset', afterBytes: 30 });
        return endOf(site, claim);
      }),
  },
  {
    what: 'back channel: killed while it prints: the word that would come is gone, a person is asked',
    end: 'uncertain',
    papers: 1,
    handed: 1,
    run: (site) =>
      overRaw(site, true, async (printer, claim) => {
        printer.autoFinish = false;
        await killedAt(site, claim, COMMIT.opened, 'after');
        await waitUntil(() => printer.status === 'printing', { what: 'the document' });
        printer.finish();
        return endOf(site, claim);
      }),
  },
  {
    what: 'back channel: switched off while it prints: a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overRaw(site, true, async (printer, claim) => {
        printer.autoFinish = false;
        const going = endOf(site, claim);
        await waitUntil(() => accepted(site, claim.releaseId), { what: 'the document' });
        await printer.powerOff();
        return going;
      }),
  },
];

export const LPR_ROWS: readonly FaultRow[] = [
  {
    what: 'claimed: no remote effect, go on',
    end: 'done accepted',
    papers: 1,
    handed: 1,
    run: (site) =>
      overLpr(site, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.intent, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: '0 octets of the document written, no connection: tried again',
    end: 'done accepted',
    papers: 1,
    handed: 1,
    run: (site) =>
      overLpr(site, async (printer, claim) => {
        await printer.powerOff();
        const going = endOf(site, claim);
        await site.clock.sleep(1_000);
        await printer.powerOn();
        return going;
      }),
  },
  ...(['queue', 'control', 'control-file', 'data'] as const).flatMap((step): readonly FaultRow[] => [
    {
      what: `a no at ${step}: nothing printed, tried again`,
      end: 'done accepted',
      papers: 1,
      handed: step === 'data' ? 2 : 1,
      run: (site) =>
        overLpr(site, async (printer, claim) => {
          printer.script({ kind: 'answers', step, octet: 1 });
          return endOf(site, claim);
        }),
    },
    {
      what: `cut at ${step}: not one octet of the document had left, tried again`,
      end: 'done accepted',
      papers: 1,
      handed: step === 'data' ? 2 : 1,
      run: (site) =>
        overLpr(site, async (printer, claim) => {
          printer.script({ kind: 'reset', step });
          return endOf(site, claim);
        }),
    },
  ]),
  {
    what: 'killed after the intent: nobody knows what left, never sent again',
    end: 'uncertain',
    papers: 0,
    handed: 0,
    run: (site) =>
      overLpr(site, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.intent, 'after');
        return endOf(site, claim);
      }),
  },
  {
    what: 'cut within the data file: a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overLpr(site, async (printer, claim) => {
        printer.script({ kind: 'reset-in-data', afterBytes: 5_000 });
        return endOf(site, claim);
      }),
  },
  {
    what: 'cut instead of the last answer, and it prints: a person is asked',
    end: 'uncertain',
    papers: 1,
    handed: 1,
    run: (site) =>
      overLpr(site, async (printer, claim) => {
        printer.script({ kind: 'reset', step: 'data-file', acts: true });
        return endOf(site, claim);
      }),
  },
  {
    what: 'a no after the whole document: a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overLpr(site, async (printer, claim) => {
        printer.script({ kind: 'answers', step: 'data-file', octet: 1 });
        return endOf(site, claim);
      }),
  },
  {
    what: 'taken, killed before that was written: a person is asked',
    end: 'uncertain',
    papers: 1,
    handed: 1,
    run: (site) =>
      overLpr(site, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.opened, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: 'taken, killed after: accepted',
    end: 'done accepted',
    papers: 1,
    handed: 1,
    run: (site) =>
      overLpr(site, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.opened, 'after');
        return endOf(site, claim);
      }),
  },
];
