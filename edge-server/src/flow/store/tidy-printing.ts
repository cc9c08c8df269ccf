// Housekeeping of what printing from computers leaves behind: jobs whose document never came, PINs and subscriptions that are over.
import type { Tx } from '../../db/database.ts';
import { tidyIppJobs } from './ipp-jobs.ts';
import { tidySubscriptions } from './ipp-subscriptions.ts';
import { dropDeadPins } from './job-pins.ts';
import { tidyLprJobs } from './lpr-jobs.ts';

export async function tidyPrinting(tx: Tx, now: number): Promise<void> {
  await tidyIppJobs(tx, now);
  await dropDeadPins(tx, now);
  await tidySubscriptions(tx, now);
  await tidyLprJobs(tx, now);
}
