// Shows one portal scene: portal-gallery.html?scene=NAME&look=dark. Without a scene, a list of all.
import type { Language } from '@platen/shared/say/languages';
import { html, render } from 'lit';
import { chooseLanguage } from '../src/locales/own-language.ts';
import { portalStyles } from '../src/portal/portal-styles.ts';
import { installStyles } from '../src/theme/install-styles.ts';
import { applyLook, LOOKS } from '../src/theme/look.ts';
import { PORTAL_PICTURES } from './portal-scenes.ts';
import { setPortalStage } from './portal-stage.ts';

const asked = new URLSearchParams(location.search);
applyLook(LOOKS.find((look) => look === asked.get('look')) ?? 'system');
installStyles(document, portalStyles);

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
} else {
  // Scenes press what is named in English; the language is changed when they are through, by hand, so that nothing changes it back.
  void setPortalStage(picture)
    .then(() => chooseLanguage((asked.get('lang') ?? 'en') as Language))
    // The next scene begins in English.
    .then(() => localStorage.clear())
    .then(() => {
      document.documentElement.dataset['ready'] = 'yes';
    });
}
