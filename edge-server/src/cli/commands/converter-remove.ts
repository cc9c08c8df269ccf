// platen converter remove: takes a conversion server its token.
import { Nothing } from '@platen/shared/api/common';
import { defineCommand } from '../command.ts';

export const converterRemove = defineCommand({
  name: 'converter remove',
  summary: 'Take a conversion server its token.',
  positionals: [{ name: 'NAME' }],
  options: {},
  notes: ['What it works on just now is done elsewhere within a minute.'],
  run: async (call) => {
    const name = call.given[0] ?? '';
    const reply = await call.api.remove(`/api/admin/converters/${encodeURIComponent(name)}`, Nothing);
    return { json: reply, lines: [`Removed ${name}.`] };
  },
});
