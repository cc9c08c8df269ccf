// platen restore: makes an empty data folder into the server a backup was made of.
import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';
import { folderOf, PASSPHRASE_OPTION } from './backup.ts';

export const restore = defineCommand({
  name: 'restore',
  summary: 'Make an empty data folder into the server that a backup was made of.',
  positionals: [{ name: 'FILE' }],
  options: {
    'passphrase-file': PASSPHRASE_OPTION,
    'without-documents': { help: 'People, printers and settings, but no documents.' },
  },
  notes: [
    'The server must be stopped, and its data folder empty; with PLATEN_DATABASE_URL that database, too. A backup of either kind of',
    'database restores into either. What expired since it was made is not brought back; what was on its way to a printer waits for a',
    'person to say whether it came out. One that was interrupted is simply started again.',
    'Example: platen restore /mnt/backup/platen.platen-backup --data-dir /var/lib/platen',
  ],
  run: async (call) => {
    const documents = call.options['without-documents'] ? 'without-documents' : 'all';
    const args = [resolve(call.given[0] ?? ''), call.options['passphrase-file'] ?? '-', documents];
    await call.become('restore', folderOf(call.dataDir), args);
    return undefined;
  },
});
