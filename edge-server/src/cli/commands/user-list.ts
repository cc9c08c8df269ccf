// platen user list: accounts by address. Codes are never listed.
import { type AdminUser, AdminUsers } from '@platen/shared/api/admin';
import { defineCommand } from '../command.ts';
import { LIMIT_OPTION, moreLine, readLimit } from '../limit-option.ts';
import { type Column, table } from '../table.ts';
import { when } from '../when.ts';

export const userList = defineCommand({
  name: 'user list',
  summary: 'List users, or those whose address or name holds a text.',
  positionals: [{ name: 'SEARCH', optional: true }],
  options: { limit: LIMIT_OPTION },
  notes: [],
  run: async (call) => {
    const [search] = call.given;
    const limit = readLimit(call.options.limit);
    const found = await call.api.get('/api/admin/users', AdminUsers, { search, limit });
    const columns: Column<AdminUser>[] = [
      { title: 'EMAIL', value: (user) => user.email },
      { title: 'NAME', value: (user) => user.name, flexible: true },
      { title: 'WAITING', value: (user) => String(user.held), align: 'right' },
      {
        title: 'LAST SEEN',
        value: (user) => (user.lastSeenAt === undefined ? 'never' : when(user.lastSeenAt, call.now())),
      },
    ];
    const lines =
      found.users.length === 0
        ? [search === undefined ? 'There are no users.' : 'No user fits.']
        : [
            ...table(columns, found.users, call.width),
            ...moreLine(found.users.length, found.total, 'users', found.more),
          ];
    return { json: found, lines };
  },
});
