// platen printer remove: takes a printer out of use; what was printed there stays in the record.
import { Nothing } from '@platen/shared/api/common';
import { explain } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { findPrinter } from '../find-printer.ts';

export const printerRemove = defineCommand({
  name: 'printer remove',
  summary: 'Remove a printer; its panel stops working.',
  positionals: [{ name: 'PRINTER' }],
  options: {},
  notes: ['PRINTER is its id, name or alias.'],
  run: async (call) => {
    const [typed = ''] = call.given;
    const printer = await findPrinter(call.api, typed);
    await explain(call.api.remove(`/api/admin/printers/${encodeURIComponent(printer.id)}`, Nothing), {
      conflict: `Documents are on their way to ${printer.name}. Try again when they are done.`,
    });
    return { json: { printer }, lines: [`Removed ${printer.name}.`] };
  },
});
