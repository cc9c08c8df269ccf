// platen printer list: the printers and what each is up to.
import { type AdminPrinter, AdminPrinters } from '@platen/shared/api/admin';
import { defineCommand } from '../command.ts';
import { type Column, table } from '../table.ts';

const COLUMNS: readonly Column<AdminPrinter>[] = [
  { title: 'ID', value: (printer) => printer.id },
  { title: 'NAME', value: (printer) => printer.name },
  { title: 'ALIAS', value: (printer) => printer.alias ?? '' },
  { title: 'LOCATION', value: (printer) => printer.location ?? '' },
  { title: 'CONDITION', value: (printer) => printer.sentence, flexible: true },
  { title: 'ADDRESS', value: (printer) => printer.uri },
];

export const printerList = defineCommand({
  name: 'printer list',
  summary: 'List the printers and how they are.',
  positionals: [],
  options: {},
  notes: ['A condition may be a few seconds old; a fresh one is fetched meanwhile.'],
  run: async (call) => {
    const found = await call.api.get('/api/admin/printers', AdminPrinters);
    const lines =
      found.printers.length === 0
        ? ['There are no printers. Add one with: platen printer add URI --name NAME']
        : table(COLUMNS, found.printers, call.width);
    return { json: found, lines };
  },
});
