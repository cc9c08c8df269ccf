// Times, sizes and the story line as a person reads them.
import type { JobView } from '@platen/shared/api/common';
import { jobs } from '../../panel-app/gallery/portal-data.ts';
import { bytesWords, waitWords } from '../../panel-app/src/locales/amounts.ts';
import { agoWords, whenWords } from '../../panel-app/src/locales/when.ts';
import { jobLine } from '../../panel-app/src/portal/job-line.ts';
import { describe, equal, it } from './portal-and-admin-checks.ts';

const NOW = new Date(2026, 10, 18, 12, 0).getTime();
const at = (day: number, hour: number, minute: number): number =>
  new Date(2026, 10, day, hour, minute).getTime();

describe('words of the portal', () => {
  it('says near times as people do', () => {
    equal(agoWords(NOW - 20_000, NOW), 'now');
    equal(agoWords(NOW - 120_000, NOW), '2 minutes ago');
    equal(agoWords(at(18, 3, 5), NOW), 'today 03:05');
    equal(whenWords(at(19, 9, 14), NOW), 'tomorrow 09:14');
    equal(whenWords(at(22, 9, 14), NOW), 'Sunday 09:14');
    equal(whenWords(new Date(2026, 11, 24, 9, 14).getTime(), NOW), 'Dec 24 09:14');
  });

  it('says sizes and waits in round figures', () => {
    equal(bytesWords(812), '812 bytes');
    equal(bytesWords(1_258_291), '1.2 MB');
    equal(bytesWords(1024 ** 3), '1 GB');
    equal(waitWords(2), '5 seconds');
    equal(waitWords(41), '45 seconds');
    equal(waitWords(130), '2 minutes');
  });

  it('tells in one line that a document is ready, how long it is and when it goes', () => {
    const job: JobView | undefined = jobs(NOW).find(({ id }) => id === 'j-report');
    equal(
      job === undefined ? '' : jobLine({ ...job, expiresAt: at(19, 9, 14) }, NOW),
      'Ready. 12 pages. Goes tomorrow 09:14.',
    );
  });
});
