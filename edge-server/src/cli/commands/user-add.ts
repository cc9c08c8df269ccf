// platen user add: makes an account and shows its confirmation code.
import { AdminUserCode } from '@platen/shared/api/admin';
import { groupCode } from '@platen/shared/code-length';
import { defineCommand } from '../command.ts';

export const userAdd = defineCommand({
  name: 'user add',
  summary: 'Add a user and show the confirmation code.',
  positionals: [{ name: 'EMAIL' }],
  options: {
    name: { value: 'NAME', help: 'How the panel greets the user; else the first part of the address.' },
  },
  notes: ['Example: platen user add anna@example.org --name "Anna Berg"'],
  run: async (call) => {
    const [email] = call.given;
    const { name } = call.options;
    const added = await call.api.post(
      '/api/admin/users',
      { email, ...(name === undefined ? {} : { name }) },
      AdminUserCode,
    );
    const code = added.code === undefined ? 'was mailed' : `is ${groupCode(added.code)}`;
    return { json: added, lines: [`Added ${added.user.email}. The confirmation code ${code}.`] };
  },
});
