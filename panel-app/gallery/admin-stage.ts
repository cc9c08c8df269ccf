// Puts one console scene on the page: made-up server, the real app element, and what the scene types and presses.
import { AdminApp } from '../src/admin/admin-app.ts';
import { type AdminFake, adminFake } from './admin-fake.ts';
import { fakeQr } from './admin-fleet-fake.ts';
import type { AdminPicture } from './admin-picture.ts';
import { still } from './still.ts';

export interface AdminStage {
  readonly app: AdminApp;
  readonly server: AdminFake;
  /** Takes everything away again. */
  readonly clear: () => void;
}

/** Long enough for an answer of the made-up server to be drawn. */
export const settle = (ms = 40): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A section's code is fetched while we look; this many looks of 50 ms are 5 s. */
const LOOKS = 100;

/** Waits until `find` finds something. */
export async function appears<T>(what: string, find: () => T | undefined | null): Promise<T> {
  for (let look = 0; look < LOOKS; look++) {
    const found = find();
    if (found != null) return found;
    await settle(50);
  }
  throw new Error(`${what} did not appear`);
}

const words = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();

export const buttonNamed = (root: ParentNode, name: string): HTMLElement | undefined =>
  [...root.querySelectorAll<HTMLElement>('button')].find(
    (button) => button.checkVisibility() && (words(button) === name || button.ariaLabel === name),
  );

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
export const fieldNamed = (root: ParentNode, name: string): Field | undefined =>
  [...root.querySelectorAll<Field>('input,select,textarea')].find(
    (field) =>
      field.name === name ||
      field.id === name ||
      (field.ariaLabel === name && ['search', 'checkbox', 'select-one'].includes(field.type)) ||
      // A switch has what it means beside its words.
      (field.role === 'switch' && [...(field.labels ?? [])].some((label) => words(label).startsWith(name))),
  );

/** Types `text` into a field as a person does, and leaves it. */
export async function type(name: string, text: string): Promise<void> {
  const field = await appears(`the field ${name}`, () => fieldNamed(document, name));
  // A box is ticked by typing "on".
  if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = text === 'on';
  else field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

export async function press(name: string): Promise<void> {
  const button = await appears(`the button ${name}`, () => buttonNamed(document, name));
  button.click();
  await settle();
}

/** What stands in a tab while its code is fetched; inside the section's own element a skeleton means that data is awaited. */
const FETCHING = '[role=tabpanel]:not([hidden]) > .skeleton';

async function drawn(): Promise<void> {
  await appears('the code of the tab', () => (document.querySelector(FETCHING) === null ? true : undefined));
  await still();
}

export async function setAdminStage(picture: AdminPicture): Promise<AdminStage> {
  const server = adminFake(picture.scene);
  const { fetch } = window;
  window.fetch = server.fetch;
  const noQr = fakeQr();
  history.replaceState(null, '', picture.hash ?? '#');
  const app = new AdminApp();
  document.body.append(app);
  // Signed in, the section's own code follows; every section and the sign-in page have a heading.
  if (picture.scene.away !== true) await appears('a heading', () => document.querySelector('h1'));
  await drawn();
  const { steps = [] } = picture;
  for (const [name, text] of steps) await (text === undefined ? press(name) : type(name, text));
  // The search and the filters ask the server when the typing pauses.
  if (steps.some(([, text]) => text !== undefined)) await settle(260);
  if (steps.length > 0) await drawn();
  return {
    app,
    server,
    clear: () => {
      app.remove();
      window.fetch = fetch;
      noQr();
    },
  };
}
