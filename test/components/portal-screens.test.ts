// Every portal scene of the gallery, drawn and checked for accessibility, on a desk in light and dark, and on a phone.
import { setViewport } from '@web/test-runner-commands';
import { PORTAL_PICTURES } from '../../panel-app/gallery/portal-scenes.ts';
import { type PortalStage, setPortalStage } from '../../panel-app/gallery/portal-stage.ts';
import { still } from '../../panel-app/gallery/still.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { applyLook } from '../../panel-app/src/theme/look.ts';
import { JUDGED } from './engine.ts';
import { accessible, after, describe, endAnimations, it, ok } from './portal-and-admin-checks.ts';

// What decides how a screen looks is its style sheet: so each is set up once and then looked at in every place.
const PLACES = [
  { name: 'a desk', look: 'light', size: { width: 1280, height: 800 }, rules: 'all' },
  { name: 'a desk in the dark', look: 'dark', size: { width: 900, height: 700 }, rules: 'colours' },
  { name: 'a phone', look: 'light', size: { width: 360, height: 740 }, rules: 'all' },
] as const;

installStyles(document, portalStyles);

for (const picture of PORTAL_PICTURES) {
  describe(`portal screen ${picture.name}`, () => {
    let stage: PortalStage | undefined;
    after(() => stage?.clear());
    for (const { name, look, size, rules } of PLACES) {
      // In the dark only colours are others.
      if (rules === 'colours' && !JUDGED) continue;
      it(`is accessible and fits ${name}`, async () => {
        await setViewport(size);
        applyLook(look);
        stage ??= await setPortalStage(picture);
        await still();
        endAnimations();
        ok(document.body.innerText.trim() !== '', 'something is shown');
        const over = document.documentElement.scrollWidth - innerWidth;
        ok(over <= 0, `the page is ${over} px wider than the window`);
        await accessible(rules);
      });
    }
  });
}
