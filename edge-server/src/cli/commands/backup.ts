// platen backup: everything this server is, in one sealed file, while it goes on working.
import { resolve } from 'node:path';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { readSecret } from '../read-secret.ts';
import { bytes } from '../when.ts';

/** As the server asks for (backup/backups.ts). */
const LEAST = 12;

export const PASSPHRASE_OPTION = {
  value: 'FILE',
  help: 'Where the passphrase stands, in the first line; - is standard input. Without it you are asked.',
} as const;

export const backup = defineCommand({
  name: 'backup',
  summary: 'Make a backup: database, documents, keys, certificates and device files in one sealed file.',
  positionals: [{ name: 'FILE' }],
  options: {
    'passphrase-file': PASSPHRASE_OPTION,
    offline: { help: 'The server is stopped: read its data folder directly.' },
  },
  notes: [
    'The server goes on working. Without the passphrase the file is of no use to anybody, you included: keep it somewhere else.',
    'What is in /etc/platen and the environment is not part of it. "platen backup verify FILE" proves it by restoring it.',
    'Example: platen backup /mnt/backup/platen.platen-backup --passphrase-file /root/platen-passphrase',
  ],
  run: async (call) => {
    const file = resolve(call.given[0] ?? '');
    const from = call.options['passphrase-file'];
    if (call.options.offline) {
      await call.become('backup', folderOf(call.dataDir), [file, from ?? '-']);
      return undefined;
    }
    const passphrase = await readSecret(from, 'Passphrase for this backup: ');
    if ([...passphrase].length < LEAST) {
      throw usageError(
        `The passphrase is too short.`,
        `Give at least ${LEAST} characters. Nothing was done.`,
      );
    }
    const size = await call.api.download({
      path: '/api/admin/backup/file',
      json: { passphrase },
      file,
      onBytes: (got) => call.showProgress(`${bytes(got)} written`),
    });
    call.showProgress('');
    return {
      json: { file, bytes: size },
      lines: [`${file}: ${bytes(size)}.`, 'Keep the passphrase somewhere else.'],
    };
  },
});

/** The data folder as config.ts reads it; there is no second way to configure. */
export const folderOf = (dataDir: string | undefined): Record<string, string> =>
  dataDir === undefined ? {} : { PLATEN_DATA_DIR: dataDir };
