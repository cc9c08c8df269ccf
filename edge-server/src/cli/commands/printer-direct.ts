// platen printer direct: switches the queue of one printer on or off that prints at once.
import { AdminPrinter } from '@platen/shared/api/admin';
import { usageError } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { findPrinter } from '../find-printer.ts';

export const printerDirect = defineCommand({
  name: 'printer direct',
  summary: 'Let a printer have a queue of its own that prints at once.',
  positionals: [{ name: 'PRINTER' }],
  options: { off: { help: 'Switch it off; nothing that is held goes.' } },
  notes: [
    'PRINTER is its id, name or alias. Whoever signs in to that queue prints there without a code: paper lies in',
    'the tray until somebody takes it.',
  ],
  run: async (call) => {
    const [typed] = call.given;
    if (typed === undefined) throw usageError('The printer is missing.', 'Say which: its id, name or alias.');
    const { id } = await findPrinter(call.api, typed);
    const path = `/api/admin/printers/${encodeURIComponent(id)}`;
    const printer = await call.api.patch(path, { directQueue: !call.options.off }, AdminPrinter);
    return {
      json: { printer },
      lines: [
        printer.directPath === undefined
          ? `${printer.name} no longer prints at once.`
          : `${printer.name} prints at once what comes to ${printer.directPath} of this server.`,
      ],
    };
  },
});
