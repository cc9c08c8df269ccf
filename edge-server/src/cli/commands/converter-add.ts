// platen converter add: lets a conversion server ask for work, and shows its token.
import { ConverterAdded } from '@platen/shared/api/convert';
import { defineCommand } from '../command.ts';

export const converterAdd = defineCommand({
  name: 'converter add',
  summary: 'Let a conversion server ask for work and show its token.',
  positionals: [{ name: 'NAME' }],
  options: {},
  notes: [
    'The token is shown this once. Put it into a file on the other machine, readable by its user only, and start there:',
    'platen convert-server --from https://this-server:8443 --token-file FILE',
    'Example: platen converter add attic',
  ],
  run: async (call) => {
    const [name] = call.given;
    const added = await call.api.post('/api/admin/converters', { name }, ConverterAdded);
    return { json: added, lines: [`Added ${added.name}. Its token: ${added.token}`] };
  },
});
