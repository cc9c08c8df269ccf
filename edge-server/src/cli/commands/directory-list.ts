// platen directory list: the directories in the order they are asked, and how each is.
import { AdminDirectories, type AdminDirectory } from '@platen/shared/api/admin-directory';
import { defineCommand } from '../command.ts';
import { type Column, table } from '../table.ts';
import { when } from '../when.ts';

function condition({ enabled, importing, down, lastImport }: AdminDirectory, now: number): string {
  if (!enabled) return 'switched off';
  if (importing !== undefined) return `importing, ${importing.seen} entries read`;
  if (down !== undefined) return `down since ${when(down.since, now)}: ${down.problem}`;
  if (lastImport === undefined) return 'nothing imported yet';
  const at = when(lastImport.at, now);
  return lastImport.problem === undefined
    ? `imported ${at}`
    : `import of ${at} stopped: ${lastImport.problem}`;
}

export const directoryList = defineCommand({
  name: 'directory list',
  summary: 'List the directories in the order they are asked.',
  positionals: [],
  options: {},
  notes: [],
  run: async (call) => {
    const found = await call.api.get('/api/admin/directories', AdminDirectories);
    const columns: Column<AdminDirectory>[] = [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'SERVER', value: ({ settings }) => `${settings.host}:${settings.port}` },
      { title: 'PEOPLE', value: ({ people }) => String(people), align: 'right' },
      { title: 'CONDITION', value: (one) => condition(one, call.now()), flexible: true },
    ];
    const lines =
      found.directories.length === 0
        ? ['There are no directories. Add one with: platen directory add HOST']
        : table(columns, found.directories, call.width);
    return { json: found, lines };
  },
});
