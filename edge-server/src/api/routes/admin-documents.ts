// Documents in the console and on the command line: searching, stories, deleting, sending for somebody, printing, deciding.
import { AdminJobStory, AdminJobs, AdminRelease, AdminReleased, JobQuery } from '@platen/shared/api/admin';
import { Nothing, ReleaseView } from '@platen/shared/api/common';
import { DecisionBody } from '@platen/shared/api/panel';
import { Accepted } from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import * as v from 'valibot';
import type { App } from '../../app.ts';
import { findPrinter } from '../../devices/printers.ts';
import { findJobs } from '../../flow/hold/find-jobs.ts';
import { findJob } from '../../flow/store/jobs.ts';
import { findMail } from '../../flow/store/mails.ts';
import { type JobWithRelease, printerNames, withReleases } from '../../flow/store/read-jobs.ts';
import { findRelease } from '../../flow/store/releases.ts';
import { readStory } from '../../flow/store/story.ts';
import { searchUsers } from '../../people/search-users.ts';
import { findUserByEmail, namesOf, normalizeEmail } from '../../people/users.ts';
import { readDocument } from '../read-document.ts';
import { readJobQuery } from '../read-job-query.ts';
import { defineRoute, type Route } from '../route.ts';
import { jobView } from '../views/job-view.ts';
import { releaseView } from '../views/release-view.ts';
import { storyView } from '../views/story-view.ts';

const SubmitQuery = v.object({
  name: v.optional(v.pipe(v.string(), v.maxLength(5000)), ''),
  /** The account's address; or `user`, a name as a computer tells it, with the domain that is put behind a bare one. */
  owner: v.optional(v.pipe(v.string(), v.maxLength(254))),
  user: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(254))),
  domain: v.optional(v.pipe(v.string(), v.maxLength(253)), ''),
  /** Media type that it claims to be. */
  format: v.optional(v.pipe(v.string(), v.maxLength(127))),
  through: v.optional(v.picklist(['command-line', 'share']), 'command-line'),
});
/** A search by owner looks at this many accounts; more than that is no search. */
const MOST_OWNERS = 200;

const mailOf = ({ id, sender, subject }: NonNullable<Awaited<ReturnType<typeof findMail>>>) => ({
  id,
  ...(sender === null ? {} : { from: sender }),
  ...(subject === null ? {} : { subject }),
});

export function adminDocumentRoutes(app: App): Route[] {
  const view = ({ job, release, printerName }: JobWithRelease, owner: string) => ({
    ...jobView(job, { release, printerName }),
    owner,
  });
  const note = (who: string, act: string, id: string) =>
    app.db.write((tx) => app.audit(tx, app.clock.now(), who, act, id));
  /** Throws `not-found`. */
  async function ownerOf({ owner, user, domain }: v.InferOutput<typeof SubmitQuery>): Promise<string> {
    if (owner === undefined) {
      const named = user === undefined ? undefined : await app.queues.ownerOfName(user, domain);
      if (named === undefined) throw new AppError('not-found', { what: `user ${user ?? ''}` });
      return named;
    }
    const email = normalizeEmail(owner);
    const found = await app.db.read((tx) => findUserByEmail(tx, email));
    if (found === undefined) throw new AppError('not-found', { what: `user ${email}` });
    return found.id;
  }
  async function job(id: string | undefined) {
    const found = await app.db.read((tx) => findJob(tx, id ?? ''));
    if (found === undefined) throw new AppError('not-found', { what: 'job' });
    return found;
  }

  return [
    defineRoute({
      method: 'GET',
      path: '/api/admin/jobs',
      role: 'admin',
      scope: 'documents:read',
      summary:
        'Documents, newest first, page by page; by state, user, printer, channel, days, and by a part of title or owner.',
      query: JobQuery,
      reply: AdminJobs,
      handle: async ({ query, signal }) => {
        const { ask, after } = readJobQuery(query);
        const { search } = ask;
        const owners =
          search === undefined || search === ''
            ? []
            : (await app.db.read((tx) => searchUsers(tx, { search, limit: MOST_OWNERS }))).users;
        const ownerIds = owners.map((user) => user.id);
        const page = { after, limit: query.limit };
        const { jobs, total, next, lookedTo } = await findJobs(app, { ...ask, ownerIds }, page, signal);
        return app.db.read(async (tx) => {
          const names = await namesOf(
            tx,
            jobs.map((row) => row.ownerId),
          );
          const found = await withReleases(tx, jobs);
          return {
            jobs: found.map((entry) => view(entry, names.get(entry.job.ownerId) ?? '')),
            total,
            ...(next === undefined ? {} : { next: `${next.receivedAt}-${next.id}` }),
            ...(lookedTo === undefined ? {} : { lookedTo }),
          };
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/jobs/:id',
      role: 'admin',
      scope: 'documents:read',
      summary: 'One document and its story.',
      reply: AdminJobStory,
      handle: async ({ params }) => {
        const row = await job(params['id']);
        return app.db.read(async (tx) => {
          const names = await namesOf(tx, [row.ownerId]);
          const [found] = await withReleases(tx, [row]);
          const entry = found ?? { job: row, release: undefined, printerName: undefined };
          const owner = names.get(row.ownerId) ?? '';
          const mail = row.mailId === null ? undefined : await findMail(tx, row.mailId);
          const from = mail?.sender ?? undefined;
          return {
            job: view(entry, owner),
            story: storyView(row, await readStory(tx, row.id), { owner, from }),
            ...(mail === undefined ? {} : { mail: mailOf(mail) }),
          };
        });
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/admin/jobs/:id',
      role: 'admin',
      scope: 'documents:change',
      summary: 'Delete a document.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const row = await job(params['id']);
        if (!(await app.shred.remove(row.id, 'the administrator')))
          throw new AppError('job-busy', { job: row.id });
        await note(caller.who, 'deleted document', row.id);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/documents',
      role: 'admin',
      scope: 'documents:change',
      summary: 'Send a document for a user (command line, scripts). Answered when it is durable.',
      status: 201,
      query: SubmitQuery,
      rawBody: 'application/octet-stream',
      reply: Accepted,
      handle: async ({ caller, query, incoming, header }) => {
        const ownerId = await ownerOf(query);
        const accepted = await readDocument(app.accept, incoming, {
          ownerId,
          channel: query.through,
          title: query.name,
          claimedType: query.format ?? header('content-type') ?? '',
        });
        await note(caller.who, 'sent a document for user', accepted.id);
        return { job: jobView(accepted) };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/release',
      role: 'admin',
      scope: 'documents:change',
      summary: 'Print a held document at a printer.',
      body: AdminRelease,
      reply: AdminReleased,
      handle: async ({ caller, body }) => {
        const printer = await app.db.read((tx) => findPrinter(tx, body.printerId));
        if (printer === undefined || printer.removedAt !== null)
          throw new AppError('not-found', { what: 'printer' });
        if (!printer.enabled) throw new AppError('printer-off', { printer: printer.name });
        const { releases, refused } = await app.claim([{ jobId: body.jobId, ticket: body.ticket ?? {} }], {
          printer,
          how: 'administrator',
          releasedBy: caller.who,
        });
        const release = releases[0];
        if (release === undefined)
          throw refused[0]?.error ?? new AppError('conflict', { detail: 'not claimed' });
        await note(caller.who, 'released document', body.jobId);
        return { release: releaseView(release, printer.name) };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/admin/releases/:id',
      role: 'admin',
      scope: 'documents:read',
      summary: 'How far a release is.',
      reply: ReleaseView,
      handle: async ({ params }) => {
        const release = await app.db.read((tx) => findRelease(tx, params['id'] ?? ''));
        if (release === undefined) throw new AppError('not-found', { what: 'release' });
        const names = await app.db.read((tx) => printerNames(tx, [release.printerId]));
        return releaseView(release, names.get(release.printerId) ?? 'the printer');
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/releases/:id/cancel',
      role: 'admin',
      scope: 'documents:change',
      summary: 'Stop a document that is being printed.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        await app.cancel(params['id'] ?? '', undefined);
        await note(caller.who, 'stopped release', params['id'] ?? '');
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/admin/releases/:id/decision',
      role: 'admin',
      scope: 'documents:change',
      summary: 'Say how an uncertain end ended.',
      body: DecisionBody,
      reply: ReleaseView,
      handle: async ({ caller, body, params }) => {
        const decided = await app.decide(params['id'] ?? '', body, { who: caller.who });
        const names = await app.db.read((tx) => printerNames(tx, [decided.printerId]));
        return releaseView(decided, names.get(decided.printerId) ?? 'the printer');
      },
    }),
  ];
}
