// Shows one portal scene: portal-gallery.html?scene=NAME&look=dark. Without a scene, a list of all.
import { html, render } from 'lit';
import { applyLook, LOOKS } from '../src/portal/look.ts';
import { PortalApp } from '../src/portal/portal-app.ts';
import { portalStyles } from '../src/portal/portal-styles.ts';
import { createUploadQueue } from '../src/portal/upload-queue.ts';
import { installStyles } from '../src/theme/install-styles.ts';
import { fakePictures, portalFake } from './portal-fake.ts';
import { PORTAL_PICTURES, type PortalPicture } from './portal-scenes.ts';

const asked = new URLSearchParams(location.search);
applyLook(LOOKS.find((look) => look === asked.get('look')) ?? 'system');
installStyles(document, portalStyles);

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60));

async function show(picture: PortalPicture): Promise<void> {
  window.fetch = portalFake(picture.scene).fetch;
  location.hash = picture.hash ?? '';
  fakePictures();
  const app = new PortalApp();
  const { uploads } = picture;
  if (uploads !== undefined)
    app.makeUploads = (options) => ({ ...createUploadQueue(options), items: () => uploads });
  document.body.append(app);
  for (const words of picture.press ?? []) {
    await settle();
    for (const input of document.querySelectorAll<HTMLInputElement>('form input')) {
      input.value ||= 'mara@example.org';
    };
    const pressed = [...document.querySelectorAll<HTMLElement>('button')].find(
      (button) => button.textContent.trim() === words,
    );
    pressed?.click();
  }
  await settle();
  document.documentElement.dataset['ready'] = 'yes';
}

const picture = PORTAL_PICTURES.find(({ name }) => name === asked.get('scene'));
if (picture === undefined) {
  render(
    html`<main>
      <h1>Portal</h1>
      <ul>
        ${PORTAL_PICTURES.map(({ name }) => html`<li><a href="?scene=${name}">${name}</a></li>`)}
      </ul>
    </main>`,
    document.body,
  );
} else void show(picture);
