// A person as the console and the command line see one.
import type { AdminUser } from '@platen/shared/api/admin';
import type { UserRow } from '../../people/users.ts';

/** @param held documents that wait. */
export function userView(user: UserRow, held: number): AdminUser {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    held,
    createdAt: user.createdAt,
    source: user.source,
    ...(user.lastSeenAt === null ? {} : { lastSeenAt: user.lastSeenAt }),
    ...(user.department === null ? {} : { department: user.department }),
    ...(user.disabledAt === null
      ? {}
      : { off: { at: user.disabledAt, by: user.disabledBy ?? 'administrator' } }),
  };
}
