// Puts one portal scene on the page: made-up server, made-up pictures, the real app element.
import { PortalApp } from '../src/portal/portal-app.ts';
import { RETURN_MARK } from '../src/portal/screens/at-printer.ts';
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

/** The heading of a row that opens, without what stands beside it. */
const rowName = (button: HTMLElement): string | undefined => {
  const name = button.querySelector('b')?.cloneNode(true) as HTMLElement | undefined;
  for (const small of name?.querySelectorAll('small') ?? []) small.remove();
  return name?.textContent?.trim();
};

/** The button, radio button or row that opens with this name. */
export const buttonNamed = (root: ParentNode, words: string): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>('button,[role=radio],summary')].find(
    (button) =>
      button.textContent.replace(/\s+/g, ' ').trim() === words ||
      button.ariaLabel === words ||
      rowName(button) === words,
  );

/** @param prepare changes the app before it is on the page. */
export async function setPortalStage(
  picture: PortalPicture,
  prepare?: (app: PortalApp) => void,
): Promise<PortalStage> {
  const server = portalFake(picture.scene);
  const { fetch } = window;
  window.fetch = server.fetch;
  // Changes are told by no made-up server: they are asked for.
  const { EventSource } = window;
  Object.assign(window, { EventSource: undefined });
  const givePicturesBack = fakePictures();
  // Left for the return from a sign-in, by whoever was in this tab before: other tests also.
  sessionStorage.removeItem(RETURN_MARK);
  history.replaceState(null, '', picture.hash ?? '#');
  const app = new PortalApp();
  const { uploads } = picture;
  if (uploads !== undefined) {
    app.makeUploads = (options) => ({ ...createUploadQueue(options), items: () => uploads });
  }
  prepare?.(app);
  picture.begin?.();
  document.body.append(app);
  await settle();
  for (const words of picture.press ?? []) {
    for (const input of document.querySelectorAll<HTMLInputElement>('form input')) {
      input.value ||= input.type === 'email' ? 'mara@example.org' : '123456789';
    }
    buttonNamed(document, words)?.click();
    await settle();
  }
  await picture.then?.();
  return {
    app,
    server,
    clear: () => {
      app.remove();
      picture.end?.();
      window.fetch = fetch;
      Object.assign(window, { EventSource });
      givePicturesBack();
    },
  };
}
