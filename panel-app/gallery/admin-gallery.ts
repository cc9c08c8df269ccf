// Shows one console scene: admin-gallery.html?scene=NAME&look=dark. Without a scene, a list of all.
import { html, render } from 'lit';
import { AdminApp } from '../src/admin/admin-app.ts';
import { adminStyles } from '../src/admin/admin-styles.ts';
import { applyLook, LOOKS } from '../src/admin/look.ts';
import { installStyles } from '../src/theme/install-styles.ts';
import { adminFake } from './admin-fake.ts';
import { ADMIN_PICTURES, type AdminPicture } from './admin-scenes.ts';

const asked = new URLSearchParams(location.search);
applyLook(LOOKS.find((look) => look === asked.get('look')) ?? 'system');
installStyles(document, adminStyles);

/** A section's code and its first answers come one after the other. */
const settle = (ms = 120): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `find` finds: the first section's code is fetched while we look. */
async function appears<T>(find: () => T | undefined | null): Promise<T | undefined> {
  for (let tries = 0; tries < 40; tries++) {
    const found = find();
    if (found != null) return found;
    await settle(50);
  }
  return undefined;
}

async function fill(type: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(type)) {
    const field = await appears(() =>
      [...document.querySelectorAll('input')].find(
        (input) =>
          input.name === name ||
          input.id === name ||
          (input.ariaLabel === name && input.dataset['first'] === ''),
      ),
    );
    if (field === undefined) continue;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
  }
}

async function show(picture: AdminPicture): Promise<void> {
  window.fetch = adminFake(picture.scene).fetch;
  location.hash = picture.hash ?? '';
  document.body.append(new AdminApp());
  await settle(300);
  // The last press sends a form; what opens a form comes before its fields can be filled.
  const press = picture.press ?? [];
  const typesLast = press.length === 0 || picture.name === 'search';
  for (const [index, words] of press.entries()) {
    if (index === press.length - 1 && !typesLast) await fill(picture.type ?? {});
    const button = await appears(() =>
      [...document.querySelectorAll<HTMLElement>('button')].find(
        (one) => one.textContent.replace(/\s+/g, ' ').trim() === words,
      ),
    );
    button?.click();
    await settle();
  }
  if (typesLast) await fill(picture.type ?? {});
  await settle(200);
  document.documentElement.dataset['ready'] = 'yes';
}

const picture = ADMIN_PICTURES.find(({ name }) => name === asked.get('scene'));
if (picture === undefined) {
  render(
    html`<main>
      <h1>Console</h1>
      <ul>
        ${ADMIN_PICTURES.map(({ name }) => html`<li><a href="?scene=${name}">${name}</a></li>`)}
      </ul>
    </main>`,
    document.body,
  );
} else void show(picture);
