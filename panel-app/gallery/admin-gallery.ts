// Shows one console scene: admin-gallery.html?scene=NAME&look=dark. Without a scene, a list of all.
import { html, render } from 'lit';
import { adminStyles } from '../src/admin/admin-styles.ts';
import { installStyles } from '../src/theme/install-styles.ts';
import { applyLook, LOOKS } from '../src/theme/look.ts';
import { ADMIN_PICTURES } from './admin-scenes.ts';
import { setAdminStage } from './admin-stage.ts';

const asked = new URLSearchParams(location.search);
applyLook(LOOKS.find((look) => look === asked.get('look')) ?? 'system');
installStyles(document, adminStyles);

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
} else {
  void setAdminStage(picture).then(() => {
    document.documentElement.dataset['ready'] = 'yes';
  });
}
