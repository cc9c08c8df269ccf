// platen directory import: imports now and waits for the end; --dry-run only tells what would change.

import type { ImportCounts } from '@platen/shared/api/admin-directory';
import { AdminDirectories, AdminDirectory, DirectoryPreview } from '@platen/shared/api/admin-directory';
import type { InferOutput } from 'valibot';
import { CliError, EXIT } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { findDirectory } from '../find-directory.ts';

const LOOK_MS = 500;

export const directoryImport = defineCommand({
  name: 'directory import',
  summary: 'Import the people of a directory now.',
  positionals: [{ name: 'DIRECTORY' }],
  options: {
    'dry-run': { help: 'Only tell what would change.' },
    anyway: { help: 'However many people are switched off by it.' },
  },
  notes: ['DIRECTORY is its id, name or host. The command waits until the import has ended.'],
  run: async (call) => {
    const directory = await findDirectory(call.api, call.given[0] ?? '');
    const path = `/api/admin/directories/${encodeURIComponent(directory.id)}`;
    if (call.options['dry-run']) {
      const preview = await call.api.post(`${path}/preview`, undefined, DirectoryPreview);
      const lines = [
        ...counted(preview.counts, 'would be '),
        ...preview.samples.map(
          ({ what, who, detail }) => `  ${what}: ${who}${detail === undefined ? '' : ` (${detail})`}`,
        ),
        ...(preview.wouldStop ? ['The import would stop before it switches off so many; see --anyway.'] : []),
      ];
      return { json: preview, lines };
    }
    const { anyway } = call.options;
    const begun = await call.api.post(`${path}/import`, { anyway }, AdminDirectory);
    const before = begun.lastImport?.at;
    for (;;) {
      await call.wait(LOOK_MS);
      const { directories } = await call.api.get('/api/admin/directories', AdminDirectories);
      const now = directories.find(({ id }) => id === directory.id);
      if (now === undefined) throw gone(directory.name);
      call.showProgress(now.importing === undefined ? '' : `${now.importing.seen} entries read`);
      const { lastImport } = now;
      if (now.importing !== undefined || lastImport === undefined || lastImport.at === before) continue;
      const failures =
        lastImport.problem === undefined
          ? []
          : [new CliError(EXIT.refused, { code: 'directory-import', message: lastImport.problem })];
      return { json: now, lines: counted(lastImport.counts, ''), failures };
    }
  },
});

function counted(counts: InferOutput<typeof ImportCounts>, would: string): string[] {
  const { seen, added, changed, disabled, enabled, unchanged, skipped } = counts;
  return [
    `${seen} entries: ${added} ${would}added, ${changed} ${would}changed, ${disabled} ${would}switched off, ${enabled} ${would}switched on again, ${unchanged} as before, ${skipped} left out.`,
  ];
}

const gone = (name: string): CliError =>
  new CliError(EXIT.refused, { code: 'not-found', message: `${name} was removed meanwhile.` });
