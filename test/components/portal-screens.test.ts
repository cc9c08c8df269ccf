// Every portal scene of the gallery, drawn and checked for accessibility, light and dark.
import { PORTAL_PICTURES } from '../../panel-app/gallery/portal-scenes.ts';
import { type PortalStage, setPortalStage, settle } from '../../panel-app/gallery/portal-stage.ts';
import { applyLook } from '../../panel-app/src/portal/look.ts';
import { portalStyles } from '../../panel-app/src/portal/portal-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { accessible, afterEach, describe, it, ok } from './portal-and-admin-checks.ts';

installStyles(document, portalStyles);

describe('portal screens', () => {
  let stage: PortalStage | undefined;
  afterEach(() => stage?.clear());

  for (const look of ['light', 'dark'] as const) {
    for (const picture of PORTAL_PICTURES) {
      it(`${picture.name} is accessible when ${look}`, async () => {
        applyLook(look);
        stage = await setPortalStage(picture);
        // What appears softly is still too pale to be read at its first moment.
        await settle(200);
        ok(document.body.innerText.trim() !== '', 'something is shown');
        await accessible();
      });
    }
  }
});
