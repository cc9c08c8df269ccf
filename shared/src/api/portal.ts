// The portal's API: a user's own documents from phone or desktop.
import * as v from 'valibot';
import { JobView, StoryLine } from './common.ts';

/** POST /api/portal/session */
export const PortalSignIn = v.object({
  email: v.pipe(v.string(), v.maxLength(254)),
  code: v.pipe(v.string(), v.maxLength(64)),
});

/** GET /api/portal/me, and the answer to signing in. */
export const PortalMe = v.object({
  email: v.string(),
  name: v.string(),
  siteName: v.string(),
  /** Bytes. */
  maxDocument: v.number(),
  retentionHours: v.number(),
  /** Media types that can be printed here and their file name endings (".docx"), for the file picker. */
  accepts: v.array(v.string()),
});
export type PortalMe = v.InferOutput<typeof PortalMe>;

/** GET /api/portal/code and POST /api/portal/code/renew. */
export const PortalCode = v.object({ code: v.string() });
export type PortalCode = v.InferOutput<typeof PortalCode>;

/** GET /api/portal/jobs */
export const PortalJobs = v.object({ jobs: v.array(JobView) });
export type PortalJobs = v.InferOutput<typeof PortalJobs>;

/** GET /api/portal/jobs/:id */
export const PortalJob = v.object({ job: JobView, story: v.array(StoryLine) });
export type PortalJob = v.InferOutput<typeof PortalJob>;

/** POST /api/portal/documents (whole body) and the last PATCH of a resumable upload. */
export const Accepted = v.object({ job: JobView });
export type Accepted = v.InferOutput<typeof Accepted>;
