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
  /** Done before the app is on the page. */
  readonly begin?: () => void;
  /** Done last, when the app is there and its buttons were pressed. */
  readonly then?: () => Promise<void>;
  /** Takes away what `begin` put beside the app. */
  readonly end?: () => void;
}
