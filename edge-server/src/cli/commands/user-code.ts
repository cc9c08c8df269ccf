// platen user code: gives a user a new confirmation code. The present one is shown to its owner only, in the portal.
import { AdminUserCode } from '@platen/shared/api/admin';
import { groupCode } from '@platen/shared/code-length';
import { defineCommand } from '../command.ts';
import { findUser } from '../find-user.ts';

export const userCode = defineCommand({
  name: 'user code',
  summary: 'Make a new confirmation code for a user and show it.',
  positionals: [{ name: 'EMAIL' }],
  options: {},
  notes: [
    'The old code stops working at once. There is no way to show the present code here:',
    'only its owner can see it, in the portal.',
  ],
  run: async (call) => {
    const [email = ''] = call.given;
    const user = await findUser(call.api, email);
    const renewed = await call.api.post(
      `/api/admin/users/${encodeURIComponent(user.id)}/code`,
      undefined,
      AdminUserCode,
    );
    const code = renewed.code === undefined ? 'was mailed' : `is ${groupCode(renewed.code)}`;
    return {
      json: renewed,
      lines: [`The new code of ${renewed.user.email} ${code}. The old one no longer works.`],
    };
  },
});
