// Shows one panel scene: panel-gallery.html?scene=NAME&look=dark. Without a scene, a list of all.
import { html, render } from 'lit';
import { speak } from '../src/locales/spoken.ts';
import { panelStyles } from '../src/panel/panel-styles.ts';
import { installStyles } from '../src/theme/install-styles.ts';
import { PANEL_SCENES } from './panel-scenes.ts';
import { setStage } from './panel-stage.ts';

const asked = new URLSearchParams(location.search);
const root = document.documentElement;
const look = asked.get('look');
if (look !== null) root.dataset['theme'] = look;
installStyles(document, panelStyles);

const scene = PANEL_SCENES.find(({ name }) => name === asked.get('scene'));
if (scene === undefined) {
  render(
    html`<main>
      <h1>Panel</h1>
      <ul>
        ${PANEL_SCENES.map(({ name }) => html`<li><a href="?scene=${name}">${name}</a></li>`)}
      </ul>
    </main>`,
    document.body,
  );
} else {
  void speak(asked.get('lang') ?? 'en')
    .then(() => setStage(scene))
    .then(() => {
      root.dataset['ready'] = 'yes';
    });
}
