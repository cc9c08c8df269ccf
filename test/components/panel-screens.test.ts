// Every screen of the panel, at every size: nothing cut off, targets large enough, and no accessibility complaint from axe.
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { PANEL_SCENES } from '../../panel-app/gallery/panel-scenes.ts';
import { JUDGED } from './engine.ts';
import { crowded, cutOff, loadAxe, SIZES, tooFine, tooSmall } from './panel-screen-checks.ts';
import { equal, ok, show, test } from './panel-support.ts';

for (const scene of PANEL_SCENES) {
  test(`${scene.name} fits every display and can be pressed with a thumb`, async () => {
    for (const size of SIZES) {
      await setViewport(size);
      const { app } = await show(scene);
      const at = `${size.width}x${size.height}`;
      equal(cutOff(), [], `cut off at ${at}`);
      equal(crowded(), [], `crowded at ${at}`);
      equal(tooSmall(size.width, size.height), [], `too small at ${at}`);
      equal(tooFine(), [], `too fine at ${at}`);
      ok(document.documentElement.scrollHeight <= size.height, `the page scrolls at ${at}`);
      app.remove();
    }
  });

  if (!JUDGED) continue;
  test(`${scene.name} is accessible`, async () => {
    await setViewport({ width: 800, height: 480 });
    await emulateMedia({ reducedMotion: 'reduce' });
    const checker = await loadAxe();
    await show(scene);
    const { violations } = await checker.run(document, {
      // The test page has no landmarks of its own around the app.
      rules: { 'page-has-heading-one': { enabled: true } },
    });
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    equal(told, []);
  });
}

async function contrasts(): Promise<void> {
  await setViewport({ width: 800, height: 480 });
  await emulateMedia({ reducedMotion: 'reduce' });
  const checker = await loadAxe();
  for (const scene of PANEL_SCENES) {
    const { app } = await show(scene);
    const { violations } = await checker.run(
      { include: [document.body], exclude: ['.hint', '.field-hint', 'small', '.bar-insecure', '.danger'] },
      { runOnly: ['color-contrast-enhanced'], rules: { 'color-contrast-enhanced': { enabled: true } } },
    );
    equal(
      violations.flatMap(({ nodes }) => nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)),
      [],
      scene.name,
    );
    app.remove();
  }
}

if (JUDGED) test('main text has a contrast of at least 7:1, large and bold text of 4.5:1', contrasts);
