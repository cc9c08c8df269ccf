// Draws every console scene of the gallery and checks in every place that it is accessible and fits. Not a test itself.
import { setViewport } from '@web/test-runner-commands';
import { ADMIN_PICTURES } from '../../panel-app/gallery/admin-scenes.ts';
import { type AdminStage, setAdminStage } from '../../panel-app/gallery/admin-stage.ts';
import { still } from '../../panel-app/gallery/still.ts';
import { adminStyles } from '../../panel-app/src/admin/admin-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { applyLook, type Look } from '../../panel-app/src/theme/look.ts';
import { accessible, after, describe, endAnimations, it, ok } from './portal-and-admin-checks.ts';

interface Place {
  readonly name: string;
  readonly look: Look;
  readonly size: { readonly width: number; readonly height: number };
  /** All rules of accessibility, or those that colours can break. */
  readonly rules: 'all' | 'colours';
}

/** A part of the screens, so that no test page has more of them than fit into its time. */
type Part = 'mail' | 'site' | 'people' | 'security' | 'connections' | 'certificate' | 'reports' | 'others';

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

// What decides how a screen looks is its style sheet: so each is set up once and then looked at in every place. In the dark nothing but
// colours is another than in the two places beside it.
const PLACES: readonly Place[] = [
  { name: 'a desk', look: 'light', size: { width: 1280, height: 800 }, rules: 'all' },
  { name: 'a desk in the dark', look: 'dark', size: { width: 900, height: 700 }, rules: 'colours' },
  { name: 'a phone', look: 'light', size: { width: 360, height: 740 }, rules: 'all' },
];

export function checkScreens(part: Part): void {
  installStyles(document, adminStyles);
  for (const picture of ADMIN_PICTURES.filter((one) => partOf(one) === part)) {
    describe(`console screen ${picture.name}`, () => {
      let stage: AdminStage | undefined;
      after(() => stage?.clear());
      for (const { name, look, size, rules } of PLACES) {
        it(`is accessible and fits ${name}`, async () => {
          await setViewport(size);
          applyLook(look);
          stage ??= await setAdminStage(picture);
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
}
