// What the portal's screens are given to draw and may do. One object, made by portal-app.ts at each change.
import type { JobView } from '@platen/shared/api/common';
import type { PortalMe } from '@platen/shared/api/portal';
import type { Freshness } from './live-jobs.ts';
import type { UploadItem } from './upload-queue.ts';

export interface PortalView {
  readonly me: PortalMe;
  readonly jobs: readonly JobView[] | undefined;
  readonly freshness: Freshness;
  /** Unix ms of what is shown. */
  readonly asOf: number | undefined;
  readonly uploads: readonly UploadItem[];
  /** The document that is open, by id. */
  readonly openJob: string | undefined;
  readonly act: PortalActs;
}

export interface PortalActs {
  addFiles(files: Iterable<File>): void;
  pauseUpload(id: number): void;
  resumeUpload(id: number): void;
  cancelUpload(id: number): void;
  /** Something changed at the server: look now. */
  refresh(): void;
  /** The server has just told of it. */
  showJob(job: JobView): void;
  forgetJob(id: string): void;
  /** Deletes a document that was sent twice; what became of the other one is told. */
  dropTwin(job: JobView): void;
  signOut(): void;
  /** Something outside the view changed: draw again. */
  redraw(): void;
  /** The server said 401. */
  signedOut(): void;
}
