// What a picture of the portal is: a scene, and what was done in it.
import type { UploadItem } from '../src/portal/upload-queue.ts';
import type { PortalScene } from './portal-fake.ts';

export interface PortalPicture {
  readonly name: string;
  readonly scene: PortalScene;
  readonly hash?: string;
  /** Rows shown as being uploaded. */
  readonly uploads?: readonly UploadItem[];
  /** Buttons pressed in turn, by their words. */
  readonly press?: readonly string[];
}
