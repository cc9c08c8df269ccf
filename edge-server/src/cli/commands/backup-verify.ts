// platen backup verify: proves a backup by restoring it into a place that is thrown away.
import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';
import { folderOf, PASSPHRASE_OPTION } from './backup.ts';

export const backupVerify = defineCommand({
  name: 'backup verify',
  summary: 'Prove a backup: restore it into a place that is thrown away, and check every document.',
  positionals: [{ name: 'FILE' }],
  options: { 'passphrase-file': PASSPHRASE_OPTION },
  notes: [
    'Needs no server, and as much free room in the temporary folder as the data takes. Ends with code 1 when it is not in order.',
  ],
  run: async (call) => {
    const args = [resolve(call.given[0] ?? ''), call.options['passphrase-file'] ?? '-'];
    await call.become('backup-verify', folderOf(call.dataDir), args);
    return undefined;
  },
});
