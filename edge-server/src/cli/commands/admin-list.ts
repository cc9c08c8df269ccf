// platen admin list: the administrators, what they may do and how they sign in.
import { AdminList, type AdminView } from '@platen/shared/api/admin-security';
import { defineCommand } from '../command.ts';
import { table } from '../table.ts';
import { when } from '../when.ts';

const FACTORS: Readonly<Record<AdminView['secondFactor'], string>> = {
  none: 'none',
  app: 'authenticator app',
  passkey: 'passkey',
  both: 'app and passkey',
};

export const adminList = defineCommand({
  name: 'admin list',
  summary: 'List the administrators.',
  positionals: [],
  options: {},
  notes: [],
  run: async (call) => {
    const found = await call.api.get('/api/admin/admins', AdminList);
    const columns = [
      { title: 'NAME', value: (one: AdminView) => one.name },
      { title: 'ROLE', value: (one: AdminView) => one.role },
      { title: 'STATE', value: (one: AdminView) => one.state },
      { title: 'SECOND FACTOR', value: (one: AdminView) => FACTORS[one.secondFactor] },
      {
        title: 'LAST SIGNED IN',
        value: (one: AdminView) =>
          one.lastSeenAt === undefined ? 'never' : when(one.lastSeenAt, call.now()),
      },
    ];
    const lines =
      found.admins.length === 0
        ? ['There is none yet. The server shows a link for the first one when it starts.']
        : table(columns, found.admins, call.width);
    return { json: found, lines };
  },
});
