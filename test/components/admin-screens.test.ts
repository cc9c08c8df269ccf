// Every console scene of the gallery, drawn and checked for accessibility, light and dark.
import { ADMIN_PICTURES } from '../../panel-app/gallery/admin-scenes.ts';
import { type AdminStage, setAdminStage, settle } from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { applyLook } from '../../panel-app/src/admin/look.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, it, ok } from './portal-and-admin-checks.ts';

installStyles(document, adminStyles);

describe('console screens', () => {
  let stage: AdminStage | undefined;
  afterEach(() => stage?.clear());

  for (const look of ['light', 'dark'] as const) {
    for (const picture of ADMIN_PICTURES) {
      it(`${picture.name} is accessible when ${look}`, async () => {
        applyLook(look);
        stage = await setAdminStage(picture);
        // What appears softly is still too pale to be read at its first moment.
        await settle(200);
        ok(document.body.innerText.trim() !== '', 'something is shown');
        await accessible();
      });
    }
  }
});
