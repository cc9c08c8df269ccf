// Every console scene of the gallery, drawn and checked for accessibility, on a desk in light and dark, and on a phone.
import { setViewport } from '@web/test-runner-commands';
import { ADMIN_PICTURES } from '../../panel-app/gallery/admin-scenes.ts';
import { type AdminStage, setAdminStage, settle } from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { applyLook } from '../../panel-app/src/theme/look.ts';
import { accessible, afterEach, describe, it, ok } from './portal-and-admin-checks.ts';

const PLACES = [
  { name: 'a desk', look: 'light', size: { width: 1280, height: 800 } },
  { name: 'a desk in the dark', look: 'dark', size: { width: 900, height: 700 } },
  { name: 'a phone', look: 'light', size: { width: 360, height: 740 } },
] as const;

installStyles(document, adminStyles);

describe('console screens', () => {
  let stage: AdminStage | undefined;
  afterEach(() => stage?.clear());

  for (const { name, look, size } of PLACES) {
    for (const picture of ADMIN_PICTURES) {
      it(`${picture.name} is accessible and fits ${name}`, async () => {
        await setViewport(size);
        applyLook(look);
        stage = await setAdminStage(picture);
        // What appears softly is still too pale to be read at its first moment.
        await settle(200);
        ok(document.body.innerText.trim() !== '', 'something is shown');
        const over = document.documentElement.scrollWidth - innerWidth;
        ok(over <= 0, `the page is ${over} px wider than the window`);
        await accessible();
      });
    }
  }
});
