// The fault table of reference/delivery-and-mail.md section 4.1 and 4.2 over IPP, with a real socket and a server that is killed.
import { changeAttempt, changeRelease } from '@platen/edge-server/flow/store/releases';
import type { EvilPrinter } from '../../../servers/evil-printer.ts';
import { waitUntil } from '../../../support/wait-until.ts';
import { COMMIT, endOf, type FaultRow, killedAt, overIpp } from './fault-kit.ts';
import type { Claim, Site } from './site.ts';

const DONE = 'done confirmed';

/** As written by a server that died between Create-Job and the first octet. */
async function created(site: Site, printer: EvilPrinter, claim: Claim): Promise<void> {
  await killedAt(site, claim, COMMIT.opened, 'before');
  const [job] = printer.model.jobs.values();
  await site.deps.db.write(async (tx) => {
    await changeRelease(tx, claim.releaseId, { state: 'created' } as object);
    await changeAttempt(tx, claim.releaseId, 1, {
      remoteJobId: job?.id ?? 0,
      remoteJobUuid: job?.uuid ?? null,
    });
  });
}

export const IPP_ROWS: readonly FaultRow[] = [
  {
    what: 'claimed: no remote effect, go on',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.intent, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: 'creating: the empty job is found by its token and cancelled, new attempt',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.opened, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: 'creating: no job there, new attempt',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.intent, 'after');
        return endOf(site, claim);
      }),
  },
  {
    what: 'created: known by its id and still empty, the document goes into that job',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (printer, claim) => {
        await created(site, printer, claim);
        const end = await endOf(site, claim);
        return printer.model.jobs.size === 1 ? end : 'another job';
      }),
  },
  {
    what: 'created: gone with a restart, new attempt',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (printer, claim) => {
        await created(site, printer, claim);
        printer.model.restart();
        return endOf(site, claim);
      }),
  },
  {
    what: 'sending: the job waits for data that will not come, cancelled, new attempt',
    end: DONE,
    papers: 1,
    handed: 2,
    run: (site) =>
      overIpp(site, {}, async (printer, claim) => {
        printer.script('Send-Document', { kind: 'reset-before-answer', acts: false });
        return endOf(site, claim);
      }),
  },
  {
    what: 'sending: killed, the printer has completed it',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (_printer, claim) => {
        await killedAt(site, claim, COMMIT.ippAccepted, 'before');
        return endOf(site, claim);
      }),
  },
  {
    what: 'sending: all of it sent, the answer lost, and it prints',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, {}, async (printer, claim) => {
        printer.script('Send-Document', { kind: 'reset-before-answer', acts: true });
        return endOf(site, claim);
      }),
  },
  {
    what: 'sending: reset half way, aborted, the counter stands still: new attempt',
    end: DONE,
    papers: 1,
    handed: 2,
    run: (site) =>
      overIpp(site, {}, async (printer, claim) => {
        printer.script('Send-Document', { kind: 'reset', afterBytes: 10_000 });
        return endOf(site, claim);
      }),
  },
  {
    what: 'printing: aborted after a page, the counter went up: a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overIpp(site, { autoFinish: false }, async (printer, claim) => {
        const going = endOf(site, claim);
        await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the job' });
        printer.model.printer.impressionsCompleted += 1;
        const job = printer.model.jobs.get(1);
        if (job !== undefined) Object.assign(job, { state: 'aborted', reasons: ['aborted-by-system'] });
        return going;
      }),
  },
  {
    what: 'printing: cancelled at the device',
    end: 'cancelled',
    papers: 0,
    handed: 1,
    run: (site) =>
      overIpp(site, { autoFinish: false }, async (printer, claim) => {
        const going = endOf(site, claim);
        await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the job' });
        const job = printer.model.jobs.get(1);
        if (job !== undefined) Object.assign(job, { state: 'canceled', reasons: ['job-canceled-at-device'] });
        return going;
      }),
  },
  {
    what: 'printing: restarted and forgotten, the counter went up: a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overIpp(site, { autoFinish: false }, async (printer, claim) => {
        const going = endOf(site, claim);
        await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the job' });
        printer.model.printer.impressionsCompleted += 1;
        printer.model.restart();
        return going;
      }),
  },
  {
    what: 'printing: restarted and forgotten, the counter stands still: new attempt',
    end: DONE,
    papers: 1,
    handed: 2,
    run: (site) =>
      overIpp(site, { autoFinish: false }, async (printer, claim) => {
        const going = endOf(site, claim);
        await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the job' });
        printer.model.restart();
        const handed = (): number =>
          printer.requests.filter(({ operation }) => operation === 'Send-Document').length;
        await waitUntil(() => handed() === 2 && printer.model.jobs.get(1)?.state === 'processing', {
          what: 'the second attempt',
        });
        printer.model.finish(1);
        return going;
      }),
  },
  {
    what: 'printing: unreachable past the limit: nothing is sent again, a person is asked',
    end: 'uncertain',
    papers: 0,
    handed: 1,
    run: (site) =>
      overIpp(site, { autoFinish: false }, async (printer, claim) => {
        const going = endOf(site, claim);
        await waitUntil(() => printer.model.jobs.get(1)?.state === 'processing', { what: 'the job' });
        await printer.powerOff();
        return going;
      }),
  },
  {
    what: 'Print-Job: the answer lost, the token found in the list: adopted',
    end: DONE,
    papers: 1,
    handed: 1,
    run: (site) =>
      overIpp(site, { createJob: false }, async (printer, claim) => {
        printer.script('Print-Job', { kind: 'reset-before-answer', acts: true });
        return endOf(site, claim);
      }),
  },
  {
    what: 'Print-Job: the answer lost, not in the list of the same life: new attempt',
    end: DONE,
    papers: 1,
    handed: 2,
    run: (site) =>
      overIpp(site, { createJob: false }, async (printer, claim) => {
        printer.script('Print-Job', { kind: 'reset-before-answer', acts: false });
        return endOf(site, claim);
      }),
  },
];
