// platen admin invite: adds an administrator and shows the link by which that person chooses a password.
import { AdminLink } from '@platen/shared/api/admin-security';
import { ADMIN_ROLES } from '@platen/shared/scopes';
import { CliError, EXIT } from '../cli-error.ts';
import { defineCommand } from '../command.ts';
import { linkLines } from '../link-lines.ts';

export const adminInvite = defineCommand({
  name: 'admin invite',
  summary: 'Add an administrator and show a one-time link for the password.',
  positionals: [{ name: 'NAME' }],
  options: {
    role: { value: 'ROLE', help: `${ADMIN_ROLES.join(', ')}; operator unless told.` },
    email: { value: 'ADDRESS', help: 'Where the person can be written to.' },
  },
  notes: ['Example: platen admin invite otto --role helpdesk'],
  run: async (call) => {
    const [name = ''] = call.given;
    const typed = call.options.role ?? 'operator';
    const role = ADMIN_ROLES.find((one) => one === typed);
    if (role === undefined) {
      throw new CliError(EXIT.usage, {
        code: 'usage',
        message: `There is no role ${typed}.`,
        hint: `Roles: ${ADMIN_ROLES.join(', ')}.`,
      });
    }
    const { email } = call.options;
    const ask = { name, role, ...(email === undefined ? {} : { email }) };
    const link = await call.api.post('/api/admin/admins', ask, AdminLink);
    return {
      json: link,
      lines: [
        `Invited ${link.name} as ${role}. The link to choose a password:`,
        ...linkLines(link, call.now()),
      ],
    };
  },
});
