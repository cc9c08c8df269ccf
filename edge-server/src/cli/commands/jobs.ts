// platen jobs: the documents the server has or had.
import { type AdminJob, AdminJobs } from '@platen/shared/api/admin';
import { JOB_STATES } from '@platen/shared/job-state';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { LIMIT_OPTION, moreLine, readLimit } from '../limit-option.ts';
import { type Column, table } from '../table.ts';
import { when } from '../when.ts';

export const jobs = defineCommand({
  name: 'jobs',
  summary: 'List documents, newest first.',
  positionals: [],
  options: {
    state: { value: 'STATE', help: `Only those that are ${JOB_STATES.join(', ')}.` },
    search: { value: 'TEXT', help: 'Part of the title or of the owner.' },
    limit: LIMIT_OPTION,
  },
  notes: ['Example: platen jobs --state held --search anna'],
  run: async (call) => {
    const { state, search } = call.options;
    if (state !== undefined && !JOB_STATES.some((one) => one === state)) {
      throw usageError(`There is no state "${state}".`, `One of: ${JOB_STATES.join(', ')}.`);
    }
    const limit = readLimit(call.options.limit);
    const found = await call.api.get('/api/admin/jobs', AdminJobs, { state, search, limit });
    const columns: Column<AdminJob>[] = [
      { title: 'ID', value: (job) => job.id },
      { title: 'STATE', value: (job) => job.state },
      { title: 'PAGES', value: (job) => String(job.pages ?? ''), align: 'right' },
      { title: 'RECEIVED', value: (job) => when(job.receivedAt, call.now()) },
      { title: 'OWNER', value: (job) => job.owner },
      { title: 'TITLE', value: (job) => job.title, flexible: true },
    ];
    const lines =
      found.jobs.length === 0
        ? [state === undefined && search === undefined ? 'There are no documents.' : 'No document fits.']
        : [
            ...table(columns, found.jobs, call.width),
            ...moreLine(found.jobs.length, found.total, 'documents'),
          ];
    return { json: found, lines };
  },
});
