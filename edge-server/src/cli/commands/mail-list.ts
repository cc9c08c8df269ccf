// platen mail list: the mail accounts and how each is.
import { AdminMail, type AdminMailAccount } from '@platen/shared/api/admin-mail';
import { defineCommand } from '../command.ts';
import { type Column, table } from '../table.ts';

const COLUMNS: readonly Column<AdminMailAccount>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'USE', value: ({ receives }) => (receives ? 'receives' : 'sends') },
  { title: 'ADDRESS', value: ({ address }) => address },
  { title: 'CONDITION', value: ({ sentence }) => sentence, flexible: true },
  { title: 'SERVER', value: ({ server }) => server },
];

export const mailList = defineCommand({
  name: 'mail list',
  summary: 'List the mail accounts and what waits for a person.',
  positionals: [],
  options: {},
  notes: [],
  run: async (call) => {
    const mail = await call.api.get('/api/admin/mail', AdminMail);
    const { requests, quarantined, outboxFailed } = mail.counts;
    const told = [
      ...mail.notes,
      ...(requests === 0 ? [] : [`${count(requests, 'sender waits', 'senders wait')} for approval.`]),
      ...(quarantined === 0 ? [] : [`${count(quarantined, 'message was', 'messages were')} set aside.`]),
      ...(outboxFailed === 0 ? [] : [`${count(outboxFailed, 'message', 'messages')} could not be sent.`]),
    ];
    const lines =
      mail.accounts.length === 0
        ? ['There are no mail accounts. Add one with: platen mail add ADDRESS --kind KIND --host HOST']
        : table(COLUMNS, mail.accounts, call.width);
    return { json: mail, lines: told.length === 0 ? lines : [...lines, '', ...told] };
  },
});

const count = (n: number, one: string, several: string): string => `${n} ${n === 1 ? one : several}`;
