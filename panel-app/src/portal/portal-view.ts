// What the portal's screens are given to draw and may do. One object, made by portal-app.ts at each change.
import type { JobView } from '@platen/shared/api/common';
import type { PortalMe, PortalPrinter } from '@platen/shared/api/portal';
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
  /** Calls back when one of the printers says something else; the function it gives ends that. */
  readonly onPrinters: (changed: () => void) => () => void;
  readonly act: PortalActs;
}

export interface PortalActs {
  addFiles(files: Iterable<File>): void;
  /** Sends them here and prints them as soon as they are ready, where the person chooses meanwhile. */
  printFiles(files: Iterable<File>): void;
  /** Opens the sheet that prints own documents. @param at where, when that is settled. */
  print(jobs: readonly string[], at?: PortalPrinter): void;
  pauseUpload(id: number): void;
  resumeUpload(id: number): void;
  cancelUpload(id: number): void;
  /** Something changed at the server: look now. */
  refresh(): void;
  /** The server has just told of it. */
  showJob(job: JobView): void;
  forgetJob(id: string): void;
  /** Deletes one that was refused, or is not wanted any more, after the question. */
  deleteJob(job: JobView): void;
  /** Ends its printing. */
  stopJob(job: JobView): void;
  /** Deletes a document that was sent twice; what became of the other one is told. */
  dropTwin(job: JobView): void;
  signOut(): void;
  /** Something outside the view changed: draw again. */
  redraw(): void;
  /** The server said 401. */
  signedOut(): void;
}
