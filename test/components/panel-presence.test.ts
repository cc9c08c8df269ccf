// The code for phones on the panel: there where the site has it, asked for anew while it is shown, gone when somebody signs in or it cannot be had.
import { setViewport } from '@web/test-runner-commands';
import { drawCode } from '../../panel-app/gallery/panel-presence-scenes.ts';
import type { PanelScene } from '../../panel-app/gallery/panel-scene.ts';
import { setStage } from '../../panel-app/gallery/panel-stage.ts';
import { panelStyles } from '../../panel-app/src/panel/panel-styles.ts';
import { PlatenPresence } from '../../panel-app/src/panel/presence/presence.ts';
import { installStyles } from '../../panel-app/src/theme/install-styles.ts';
import {
  accessible,
  afterEach,
  describe,
  endAnimations,
  equal,
  it,
  ok,
  until,
} from './portal-and-admin-checks.ts';

installStyles(document, panelStyles);

type Stage = Awaited<ReturnType<typeof setStage>>;
let stage: Stage | undefined;
const open = async (scene: Partial<PanelScene>): Promise<Stage> => {
  await setViewport({ width: 800, height: 480 });
  stage = await setStage({ name: 'presence', ...scene });
  return stage;
};
const picture = (): HTMLImageElement | null => document.querySelector('platen-presence img');

describe('the code for phones on the panel', () => {
  afterEach(() => stage?.app.remove());

  it('is a picture with words for everybody', async () => {
    await open({ start: { presence: true } });
    await drawCode();
    const image = await until('the picture', picture);
    await until('it is drawn', () => image.naturalWidth > 100);
    equal(image.alt, 'Square code for your phone');
    await accessible();
  });

  it('is not there where the site has switched it off', async () => {
    await open({});
    equal(document.querySelector('platen-presence'), null);
  });

  it('stands beside the OK key where codes have several lengths, whole and apart from it', async () => {
    await open({ start: { presence: true, codeLengths: [8, 9] } });
    await drawCode();
    const image = await until('the picture', picture);
    await until('it is drawn', () => image.naturalWidth > 100);
    const key = await until('the key', () => document.querySelector('.code-ok'));
    const [code, press] = [image.getBoundingClientRect(), key.getBoundingClientRect()];
    const words = document.querySelector('platen-presence span')?.getBoundingClientRect();
    equal([code.width, code.height].join(), `${image.naturalWidth},${image.naturalHeight}`);
    ok(code.bottom <= innerHeight && code.right <= press.left, 'beside the key, on the display');
    ok((words?.top ?? 0) >= press.bottom && (words?.bottom ?? 999) <= innerHeight, 'its words below the key');
    await accessible();
  });

  it('is left to the help where a long code or an email address takes its room', async () => {
    for (const start of [{ codeLengths: [12, 16] }, { needsEmail: true }]) {
      await open({ start: { presence: true, ...start } });
      await drawCode();
      equal(picture()?.getBoundingClientRect().width, 0);
      stage?.app.remove();
    }
  });

  it('is gone when somebody is signed in', async () => {
    const { panel } = await open({ start: { presence: true }, jobs: [] });
    equal(panel.store.get().screen, 'jobs');
    equal(document.querySelector('platen-presence'), null);
  });

  it('stands in the help, too', async () => {
    const { panel } = await open({ start: { presence: true } });
    panel.openDialog('help');
    await until('the code in the dialog', () => document.querySelector('platen-dialog platen-presence img'));
    await drawCode();
    endAnimations();
    await accessible();
  });

  it('asks with another address each time, and leaves no old code standing when none can be had', async () => {
    const element = new PlatenPresence();
    equal(element.address(0) === element.address(1), false);
    ok(element.address(1).startsWith('/api/panel/presence.png?scale=3'), element.address(1));
    element.address = () => 'data:image/png;base64,AAAA';
    document.body.append(element);
    await until('it is hidden', () => element.querySelector('img')?.hidden === true);
    equal(element.querySelector('span'), null);
    element.remove();
  });
});
