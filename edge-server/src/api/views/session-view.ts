// A session of the console as its owner recognises it.
import type { SessionView } from '@platen/shared/api/admin-security';
import type { AdminSession } from '../../people/admin-sessions.ts';
import type { SessionRow } from '../../people/sessions.ts';

export function sessionView({ id, name, row }: AdminSession, own: SessionRow | undefined): SessionView {
  return {
    id,
    name,
    own: own?.tokenHash === row.tokenHash,
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.agent === null ? {} : { agent: row.agent }),
    ...(row.via === null ? {} : { via: row.via }),
    since: row.createdAt,
    seenAt: row.seenAt ?? row.createdAt,
  };
}
