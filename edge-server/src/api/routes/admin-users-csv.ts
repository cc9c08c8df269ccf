// Users as comma-separated values, both ways.
import { UserQuery } from '@platen/shared/api/admin';
import { UserImported, UserImportQuery } from '@platen/shared/api/admin-people';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { USER_HEADS } from '../../people/users-csv.ts';
import { csvReply } from '../csv-reply.ts';
import { defineRoute, type Route } from '../route.ts';

/** 50,000 people of 80 characters each. */
const MOST_BYTES = 4 * 1024 * 1024;

export function adminUsersCsvRoutes(app: App): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/users.csv',
      role: 'admin',
      scope: 'users:read',
      summary: 'All users that a search finds as CSV; nothing in it is run by a spreadsheet.',
      query: UserQuery,
      rawReply: 'text/csv',
      handle: async ({ query, signal }) =>
        csvReply(
          'users.csv',
          USER_HEADS,
          app.usersCsv.rows(query),
          (cause) => app.log.warn('a list of users broke off', { cause }),
          signal,
        ),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/users/import',
      role: 'admin',
      scope: 'users:change',
      summary: 'Add and change users from CSV, or tell what would change. Rows that are wrong are left out.',
      query: UserImportQuery,
      rawBody: 'text/csv',
      reply: UserImported,
      handle: async ({ caller, query, incoming }) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
          bytes += part.length;
          if (bytes > MOST_BYTES) throw new AppError('document-too-large', { limit: '4 MB' });
          parts.push(part);
        }
        const apply = query.apply === 'yes';
        const mail = query.mail === 'yes' && (await app.mail.canSend());
        const outcome = await app.usersCsv.take(
          Buffer.concat(parts).toString('utf8'),
          apply,
          async (tx, user) => {
            if (mail) await app.mail.mailCode(tx, user, 'new');
          },
        );
        const { added, changed } = outcome;
        if (apply && added + changed > 0) {
          const about = `${added} added, ${changed} changed`;
          await app.db.write((tx) =>
            app.audit(tx, app.clock.now(), caller.who, 'imported users from CSV', about),
          );
        }
        return {
          ...outcome,
          applied: apply,
          wrong: [...outcome.wrong],
          sample: outcome.sample.map(({ line, email, name, department, what, before }) => ({
            line,
            email,
            name: name ?? before?.name ?? '',
            what,
            ...(department === undefined ? {} : { department }),
            ...(before === undefined
              ? {}
              : {
                  before: {
                    name: before.name,
                    ...(before.department === null ? {} : { department: before.department }),
                  },
                }),
          })),
        };
      },
    }),
  ];
}
