// Every screen of the panel with large type and with strong contrast: it fits every display, can be pressed, and axe has no complaint.
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { PANEL_SCENES } from '../../panel-app/gallery/panel-scenes.ts';
import { accessStyles } from '../../panel-app/src/panel/access/access-styles.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import { JUDGED } from './engine.ts';
import { crowded, cutOff, loadAxe, SIZES, tooFine, tooSmall } from './panel-screen-checks.ts';
import { equal, ok, show, test } from './panel-support.ts';

/** One scene or more of every screen: those with the most on them. */
const NAMES = [
  'code',
  'code-wrong',
  'code-longest',
  'code-email',
  'code-email-code',
  'code-away',
  'code-help',
  'ways',
  'ways-user-typed',
  'ways-domains',
  'ways-card-unknown',
  'jobs',
  'jobs-many',
  'jobs-twice',
  'jobs-states',
  'jobs-locked',
  'jobs-uncertain',
  'jobs-empty',
  'jobs-delete',
  'jobs-printer-stopped',
  'idle-warning',
  'password-wrong',
  'preview',
  'preview-notes',
  'zoom',
  'options',
  'options-one',
  'pages',
  'check-several',
  'check-empty',
  'accounting',
  'progress-stopped',
  'progress-partly',
  'done',
  'closed',
  'access-plain',
];
const scenes = PANEL_SCENES.filter(({ name }) => NAMES.includes(name));
const root = document.documentElement;

/** As access.ts switches it; how it does is in panel-access.test.ts. */
async function within(mode: 'data-large' | 'data-contrast', run: () => Promise<void>): Promise<void> {
  installStyles(document, accessStyles);
  root.setAttribute(mode, '');
  try {
    await run();
  } finally {
    root.removeAttribute(mode);
  }
}

test('each of these scenes is there', () => equal(scenes.length, NAMES.length));

for (const scene of scenes) {
  test(`${scene.name} fits every display with large type`, () =>
    within('data-large', async () => {
      for (const size of SIZES) {
        await setViewport(size);
        const { app } = await show(scene);
        const at = `${size.width}x${size.height}`;
        equal(cutOff(), [], `cut off at ${at}`);
        equal(crowded(), [], `crowded at ${at}`);
        equal(tooSmall(size.width, size.height), [], `too small at ${at}`);
        equal(tooFine(), [], `too fine at ${at}`);
        ok(root.scrollHeight <= size.height, `the page scrolls at ${at}`);
        app.remove();
      }
    }));
}

for (const mode of JUDGED ? (['data-large', 'data-contrast'] as const) : []) {
  for (const scene of scenes) {
    test(`${scene.name} is accessible with ${mode.slice(5)} on`, () =>
      within(mode, async () => {
        await setViewport({ width: 800, height: 480 });
        await emulateMedia({ reducedMotion: 'reduce' });
        const checker = await loadAxe();
        await show(scene);
        const enhanced = mode === 'data-contrast';
        const { violations } = await checker.run(document, {
          rules: {
            'page-has-heading-one': { enabled: true },
            // 7:1 for all text, not only for the main one.
            ...(enhanced ? { 'color-contrast-enhanced': { enabled: true } } : {}),
          },
        });
        equal(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
          [],
        );
      }));
  }
}
