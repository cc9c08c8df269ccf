// platen printer remove-panel: takes the panel app off a printer's own screen, or says how a person does.
import { PanelDone } from '@platen/shared/api/panel-install';
import { defineCommand } from '../command.ts';
import { LOGIN_OPTIONS, readDeviceLogin } from '../device-login.ts';
import { findPrinter } from '../find-printer.ts';

export const printerRemovePanel = defineCommand({
  name: 'printer remove-panel',
  summary: "Remove the panel app from a printer's own screen.",
  positionals: [{ name: 'PRINTER' }],
  options: LOGIN_OPTIONS,
  notes: [
    'PRINTER is its id, name or alias. Its panel address goes on working; the console can make a new one.',
  ],
  run: async (call) => {
    const [typed = ''] = call.given;
    const credentials = await readDeviceLogin(call.options);
    const printer = await findPrinter(call.api, typed);
    const done = await call.api.post(
      `/api/admin/printers/${encodeURIComponent(printer.id)}/panel/remove`,
      credentials === undefined ? {} : { credentials },
      PanelDone,
    );
    const automatic = done.panel.way === 'automatic';
    return {
      json: done,
      lines: [
        automatic
          ? `Removed the panel app from ${printer.name}.`
          : `${printer.name} is no longer counted as set up. What is left to do at the device:`,
        ...done.notes.map((note, at) => (automatic ? note : `${at + 1}. ${note}`)),
      ],
    };
  },
});
