// platen mail send-test: sends one message, to see that mail arrives.
import { AdminMail } from '@platen/shared/api/admin-mail';
import { CliError, EXIT } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { findMailAccount } from '../find-mail-account.ts';
import { testMail } from '../mail-test.ts';

export const mailSendTest = defineCommand({
  name: 'mail send-test',
  summary: 'Send a test message to an address.',
  positionals: [{ name: 'ADDRESS' }],
  options: {
    account: {
      value: 'ACCOUNT',
      help: 'Id, name or address of the account to send from; else the one in use.',
    },
  },
  notes: ['Example: platen mail send-test anna@example.org'],
  run: async (call) => {
    const [sendTo = ''] = call.given;
    const { account: typed } = call.options;
    const account =
      typed === undefined
        ? (await call.api.get('/api/admin/mail', AdminMail)).accounts.find(
            ({ sends, enabled }) => sends && enabled,
          )
        : await findMailAccount(call.api, typed);
    if (account === undefined || !account.sends) {
      throw new CliError(EXIT.refused, {
        code: 'not-found',
        message: account === undefined ? 'No mail account sends.' : `${account.name} does not send.`,
        hint: 'Add one with: platen mail add ADDRESS --kind smtp --host HOST',
      });
    }
    const { tested, lines, failures } = await testMail(call.api, { id: account.id, sendTo });
    return { json: tested, lines, failures };
  },
});
