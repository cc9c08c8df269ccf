// platen directory remove: nobody signs in with it any more; its people stay.
import { Nothing } from '@platen/shared/api/common';
import { defineCommand } from '../command.ts';
import { findDirectory } from '../find-directory.ts';

export const directoryRemove = defineCommand({
  name: 'directory remove',
  summary: 'Remove a directory. Its people stay, on their own.',
  positionals: [{ name: 'DIRECTORY' }],
  options: {},
  notes: ['DIRECTORY is its id, name or host.'],
  run: async (call) => {
    const directory = await findDirectory(call.api, call.given[0] ?? '');
    const { id, name, people } = directory;
    await call.api.remove(`/api/admin/directories/${encodeURIComponent(id)}`, Nothing);
    const stay = people === 0 ? '' : ` ${people} ${people === 1 ? 'person stays' : 'people stay'}.`;
    return { json: { directory }, lines: [`Removed ${name}.${stay}`] };
  },
});
