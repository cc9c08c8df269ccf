// platen licence show: the licence and the managed features it switches on.
import { AdminLicence } from '@platen/shared/api/admin-licence';
import { defineCommand } from '../command.ts';
import { licenceLines } from '../licence-lines.ts';

export const licenceShow = defineCommand({
  name: 'licence show',
  summary: 'Show the licence and its managed features.',
  positionals: [],
  options: {},
  notes: ['Receiving, holding, releasing and printing need no licence.'],
  run: async (call) => {
    const licence = await call.api.get('/api/admin/licence', AdminLicence);
    return { json: licence, lines: licenceLines(licence) };
  },
});
