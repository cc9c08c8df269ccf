// platen directory test: reaches a directory, signs in and searches, without changing anything.
import { defineCommand } from '../command.ts';
import { testDirectory } from '../directory-test.ts';
import { findDirectory } from '../find-directory.ts';

export const directoryTest = defineCommand({
  name: 'directory test',
  summary: 'Try a directory: reach, encrypt, sign in, search.',
  positionals: [{ name: 'DIRECTORY' }],
  options: {},
  notes: ['DIRECTORY is its id, name or host. Nothing is changed.'],
  run: async (call) => {
    const { id } = await findDirectory(call.api, call.given[0] ?? '');
    const { tested, lines, failures } = await testDirectory(call.api, { id });
    return { json: tested, lines, failures };
  },
});
