// Draws every console scene of the gallery at one place and checks that it is accessible and fits. Not a test itself; each place is
// a test file of its own, because a file has two minutes.
import { setViewport } from '@web/test-runner-commands';
import { ADMIN_PICTURES } from '../../panel-app/gallery/admin-scenes.ts';
import { type AdminStage, setAdminStage, settle } from '../../panel-app/gallery/admin-stage.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { applyLook, type Look } from '../../panel-app/src/theme/look.ts';
import { accessible, afterEach, describe, it, ok } from './portal-and-admin-checks.ts';

export interface Place {
  readonly name: string;
  readonly look: Look;
  readonly size: { readonly width: number; readonly height: number };
}

/** A part of the screens, so that no test page has more of them than fit into its time. */
export type Part =
  | 'mail'
  | 'site'
  | 'people'
  | 'security'
  | 'connections'
  | 'certificate'
  | 'reports'
  | 'others';

const partOf = ({ name }: { readonly name: string }): Part =>
  /^mail(-|$)/.test(name)
    ? 'mail'
    : /^(users?|director(y|ies)|guests?)(-|$)/.test(name)
      ? 'people'
      : /^(connections|backup)(-|$)/.test(name)
        ? 'connections'
        : /^(second|join|factor|administrators?|admin|my|prove|audit|sign-in-password)(-|$)/.test(name)
          ? 'security'
          : /^certificate(-|$)/.test(name)
            ? 'certificate'
            : /^(reports|licence)(-|$)/.test(name)
              ? 'reports'
              : /^(first|dashboard|health|log|codes|company|settings)(-|$)/.test(name)
                ? 'site'
                : 'others';

/** Brings what appears softly to its end: a page in the background, or on a busy machine, would take its time. What moves for ever (a skeleton) stays. */
function stillness(): void {
  for (const animation of document.getAnimations()) {
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime ?? 0)) animation.finish();
  }
}

export function checkScreens({ name, look, size }: Place, part: Part): void {
  installStyles(document, adminStyles);
  describe(`console screens on ${name}`, () => {
    let stage: AdminStage | undefined;
    afterEach(() => stage?.clear());
    for (const picture of ADMIN_PICTURES.filter((one) => partOf(one) === part)) {
      it(`${picture.name} is accessible and fits ${name}`, async () => {
        await setViewport(size);
        applyLook(look);
        stage = await setAdminStage(picture);
        // What appears softly is still too pale to be read at its first moment.
        await settle(100);
        stillness();
        ok(document.body.innerText.trim() !== '', 'something is shown');
        const over = document.documentElement.scrollWidth - innerWidth;
        ok(over <= 0, `the page is ${over} px wider than the window`);
        await accessible();
      });
    }
  });
}
