// Puts one portal scene on the page: made-up server, made-up pictures, the real app element.
import { PortalApp } from '../src/portal/portal-app.ts';
import { createUploadQueue } from '../src/portal/upload-queue.ts';
import { fakePictures, type PortalFake, portalFake } from './portal-fake.ts';
import type { PortalPicture } from './portal-picture.ts';

export interface PortalStage {
  readonly app: PortalApp;
  readonly server: PortalFake;
  /** Takes everything away again. */
  readonly clear: () => void;
}

/** Long enough for an answer of the made-up server to be drawn. */
export const settle = (ms = 40): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const buttonNamed = (root: ParentNode, words: string): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>('button,[role=radio]')].find(
    (button) => button.textContent.replace(/\s+/g, ' ').trim() === words || button.ariaLabel === words,
  );

/** @param prepare changes the app before it is on the page. */
export async function setPortalStage(
  picture: PortalPicture,
  prepare?: (app: PortalApp) => void,
): Promise<PortalStage> {
  const server = portalFake(picture.scene);
  const { fetch } = window;
  window.fetch = server.fetch;
  const givePicturesBack = fakePictures();
  history.replaceState(null, '', picture.hash ?? '#');
  const app = new PortalApp();
  const { uploads } = picture;
  if (uploads !== undefined) {
    app.makeUploads = (options) => ({ ...createUploadQueue(options), items: () => uploads });
  }
  prepare?.(app);
  document.body.append(app);
  await settle();
  for (const words of picture.press ?? []) {
    for (const input of document.querySelectorAll<HTMLInputElement>('form input')) {
      input.value ||= input.type === 'email' ? 'mara@example.org' : '123456789';
    }
    buttonNamed(document, words)?.click();
    await settle();
  }
  return {
    app,
    server,
    clear: () => {
      app.remove();
      window.fetch = fetch;
      givePicturesBack();
    },
  };
}
