// What is asked of the list of documents, as the address has it, in the words of the store.
import type { JobQuery } from '@platen/shared/api/admin';
import { AppError } from '@platen/shared/app-error';
import { JOB_STATES } from '@platen/shared/job-state';
import type { InferOutput } from 'valibot';
import { addDays, startOfDay } from '../flow/account/local-day.ts';
import type { JobPlace, JobSearch } from '../flow/store/search-jobs.ts';
import { readDay } from './read-period.ts';

/** An empty state is every state. Throws `bad-request`. */
export function readJobQuery(query: InferOutput<typeof JobQuery>): {
  readonly ask: JobSearch;
  readonly after: JobPlace | undefined;
} {
  const { search, user, printer, channel, from, to, after } = query;
  const state = JOB_STATES.find((one) => one === query.state);
  if (state === undefined && query.state !== undefined && query.state !== '') {
    throw new AppError('bad-request', { detail: 'state: there is no such state' });
  }
  const cut = after?.indexOf('-') ?? 0;
  return {
    ask: {
      state,
      search,
      user,
      printer,
      channel,
      ...(from === undefined ? {} : { from: startOfDay(readDay(from)) }),
      ...(to === undefined ? {} : { to: startOfDay(addDays(readDay(to), 1)) }),
    },
    after:
      after === undefined ? undefined : { receivedAt: Number(after.slice(0, cut)), id: after.slice(cut + 1) },
  };
}
