// platen licence install: installs a licence file.
import { readFile } from 'node:fs/promises';
import { AdminLicence } from '@platen/shared/api/admin-licence';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { licenceLines } from '../licence-lines.ts';

export const licenceInstall = defineCommand({
  name: 'licence install',
  summary: 'Install a licence file.',
  positionals: [{ name: 'FILE' }],
  options: {},
  notes: [
    'It is checked here, without any connection. One that is not good leaves the installed one alone.',
    'Example: platen licence install northgate.platen-licence',
  ],
  run: async (call) => {
    const [file = ''] = call.given;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      throw usageError(
        `${file} cannot be read: ${(cause as Error).message}`,
        'Give the path of a licence file.',
      );
    }
    const licence = await call.api.post('/api/admin/licence', { text }, AdminLicence);
    return { json: licence, lines: licenceLines(licence) };
  },
});
