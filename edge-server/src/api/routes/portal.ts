// The portal: a user's own documents, code and stories, from phone or desktop. Uploading is uploads.ts.

import { DocumentPassword, Nothing, ReleaseView } from '@platen/shared/api/common';
import { PageQuery } from '@platen/shared/api/page-query';
import { DecisionBody } from '@platen/shared/api/panel';
import { Accepted, PortalCode, PortalJob, PortalJobs, PortalMe } from '@platen/shared/api/portal';
import { AppError } from '@platen/shared/app-error';
import type { App } from '../../app.ts';
import { findDuplicates } from '../../flow/store/duplicates.ts';
import { findJob, listOwnJobs } from '../../flow/store/jobs.ts';
import { printerNames, withReleases } from '../../flow/store/read-jobs.ts';
import { readStory } from '../../flow/store/story.ts';
import { pagePicture } from '../page-picture.ts';
import { portalMe } from '../portal-me.ts';
import { defineRoute, type Route } from '../route.ts';
import { sentTwiceMs } from '../sent-twice.ts';
import { jobView } from '../views/job-view.ts';
import { releaseView } from '../views/release-view.ts';
import { storyView } from '../views/story-view.ts';

export function portalRoutes(app: App): Route[] {
  async function ownJob(id: string | undefined, userId: string) {
    const job = await app.db.read((tx) => findJob(tx, id ?? ''));
    if (job === undefined || job.ownerId !== userId) throw new AppError('not-found', { what: 'job' });
    return job;
  }

  return [
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/session',
      role: 'portal-user',
      summary: 'Sign out.',
      reply: Nothing,
      handle: async ({ caller, setCookie }) => {
        app.previews.forget(caller.session.tokenHash);
        await app.sessions.end(caller.session.tokenHash);
        setCookie('platen_portal', '', 0);
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/me',
      role: 'portal-user',
      summary: 'Who is signed in, and what may be sent here.',
      reply: PortalMe,
      handle: async ({ caller }) => {
        await app.sessions.keepAlive(caller.session);
        return portalMe(app, caller.userId);
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/code',
      role: 'portal-user',
      summary: 'The own confirmation code.',
      reply: PortalCode,
      handle: async ({ caller }) => ({ code: await app.users.ownCode(caller.userId) }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/code/renew',
      role: 'portal-user',
      summary: 'A new code; the old one stops working.',
      reply: PortalCode,
      handle: async ({ caller }) => ({ code: (await app.users.renewCode(caller.userId)).code }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/jobs',
      role: 'portal-user',
      summary: 'Own documents, newest first.',
      reply: PortalJobs,
      handle: async ({ caller }) => {
        const [found, twice] = await app.db.read(async (tx) => {
          const jobs = await listOwnJobs(tx, caller.userId, 'portal');
          return [await withReleases(tx, jobs), await findDuplicates(tx, jobs, sentTwiceMs(app))] as const;
        });
        return {
          jobs: found.map(({ job, ...more }) => {
            const duplicate = twice.get(job.id);
            const { saying } = caller;
            return jobView(job, { saying, ...more, duplicate, progress: app.progressOf(job.id) });
          }),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/jobs/:id',
      role: 'portal-user',
      summary: 'One document and its story.',
      reply: PortalJob,
      handle: async ({ caller, params }) => {
        const job = await ownJob(params['id'], caller.userId);
        return app.db.read(async (tx) => {
          const [found] = await withReleases(tx, [job]);
          const events = await readStory(tx, job.id);
          const all = await listOwnJobs(tx, caller.userId, 'portal');
          const twice = await findDuplicates(tx, all, sentTwiceMs(app));
          const more = { progress: app.progressOf(job.id), duplicate: twice.get(job.id) };
          return {
            job: jobView(job, { saying: caller.saying, ...found, ...more }),
            story: storyView(job, events, { saying: caller.saying }),
          };
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/jobs/:id/unlock',
      role: 'portal-user',
      summary: 'The password of a locked document; it is used once and kept nowhere.',
      body: DocumentPassword,
      reply: Accepted,
      handle: async ({ caller, params, body, signal }) => ({
        job: jobView(await app.unlock(await ownJob(params['id'], caller.userId), body.password, signal), {
          saying: caller.saying,
        }),
      }),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/portal/jobs/:id',
      role: 'portal-user',
      summary: 'Delete an own document.',
      reply: Nothing,
      handle: async ({ caller, params }) => {
        const job = await ownJob(params['id'], caller.userId);
        if (!(await app.shred.remove(job.id, 'you'))) throw new AppError('job-busy', { job: job.id });
        return { ok: true };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/portal/jobs/:id/pages/:page{[0-9]+\\.jpg}',
      role: 'portal-user',
      summary: 'One page as JPEG.',
      query: PageQuery,
      rawReply: 'image/jpeg',
      handle: async (call) => {
        const { caller, params } = call;
        const job = await ownJob(params['id'], caller.userId);
        return pagePicture(app, job, call, caller.session.tokenHash);
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/portal/releases/:id/decision',
      role: 'portal-user',
      summary: 'Say how an uncertain end ended.',
      body: DecisionBody,
      reply: ReleaseView,
      handle: async ({ caller, body, params }) => {
        const decided = await app.decide(params['id'] ?? '', body, { ownerId: caller.userId, who: 'You' });
        const names = await app.db.read((tx) => printerNames(tx, [decided.printerId]));
        const { saying } = caller;
        return releaseView(decided, names.get(decided.printerId) ?? saying.say('the-printer'), saying);
      },
    }),
  ];
}
