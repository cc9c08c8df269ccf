// platen mail test: connects to a mail account and signs in, without changing anything.
import { defineCommand } from '../command.ts';
import { findMailAccount } from '../find-mail-account.ts';
import { testMail } from '../mail-test.ts';

export const mailTest = defineCommand({
  name: 'mail test',
  summary: 'Try a mail account: connect, sign in, look.',
  positionals: [{ name: 'ACCOUNT' }],
  options: {},
  notes: ['ACCOUNT is its id, name or address. Nothing is fetched and nothing is sent.'],
  run: async (call) => {
    const account = await findMailAccount(call.api, call.given[0] ?? '');
    const { tested, lines, failures } = await testMail(call.api, { id: account.id });
    return { json: tested, lines, failures };
  },
});
