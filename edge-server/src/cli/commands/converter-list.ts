// platen converter list: the conversion servers and when each was last heard of.
import { Converters } from '@platen/shared/api/convert';
import { defineCommand } from '../command.ts';
import { table } from '../table.ts';
import { when } from '../when.ts';

export const converterList = defineCommand({
  name: 'converter list',
  summary: 'List the conversion servers.',
  positionals: [],
  options: {},
  notes: [],
  run: async (call) => {
    const found = await call.api.get('/api/admin/converters', Converters);
    const columns = [
      { title: 'NAME', value: (one: (typeof found.converters)[number]) => one.name },
      { title: 'ADDED', value: (one: (typeof found.converters)[number]) => when(one.addedAt, call.now()) },
      {
        title: 'LAST HEARD OF',
        value: (one: (typeof found.converters)[number]) =>
          one.seenAt === undefined ? 'not since the server started' : when(one.seenAt, call.now()),
      },
    ];
    const lines =
      found.converters.length === 0
        ? ['There are none: this server converts by itself. Add one with: platen converter add NAME']
        : table(columns, found.converters, call.width);
    return { json: found, lines };
  },
});
