// platen printer import: registers the printers of a device file. Such a file may also lie in the devices folder, and is then
// followed while the server runs.
import { readFile } from 'node:fs/promises';
import { PrinterImported } from '@platen/shared/api/admin';
import { EXIT, usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';

export const printerImport = defineCommand({
  name: 'printer import',
  summary: 'Register the printers of a device file.',
  positionals: [{ name: 'FILE' }],
  options: {},
  notes: [
    'Printers whose address is registered already are left alone. Nothing is registered while the file has mistakes.',
    'Example: platen printer import printers.json',
  ],
  run: async (call) => {
    const [file = ''] = call.given;
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      throw usageError(
        `${file} cannot be read: ${(cause as Error).message}`,
        'Give the path of a device file.',
      );
    }
    const done = await call.api.post('/api/admin/printers/import', { text }, PrinterImported);
    const { added, known, mistakes } = done;
    return {
      json: done,
      lines:
        mistakes.length > 0
          ? [
              ...mistakes.map(
                ({ line, column, sentence, cure }) => `${file}:${line}:${column} ${sentence} ${cure}`,
              ),
              'Nothing was registered.',
            ]
          : [
              added.length === 0 ? 'Nothing new.' : `Registered: ${added.join(', ')}.`,
              ...(known.length === 0 ? [] : [`There already: ${known.join(', ')}.`]),
            ],
      ...(mistakes.length > 0 ? { exitCode: EXIT.refused } : {}),
    };
  },
});
