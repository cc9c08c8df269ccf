// Sets a scene up: made-up server, hand-turned clock, the real controller and the real app element.
import { PlatenPanel } from '../src/panel/platen-panel.ts';
import { openPanel } from '../src/state/panel-session.ts';
import { handClock, settle } from './hand-clock.ts';
import { NOW, session } from './panel-data.ts';
import { apiOf, panelServer } from './panel-fake.ts';
import type { PanelScene, PanelStage } from './panel-scene.ts';
import { sceneStart } from './panel-scenes.ts';

/** Puts the app into the page in the state of the scene. @returns the stage, and the element to take away again. */
export async function setStage(scene: PanelScene): Promise<PanelStage & { readonly app: PlatenPanel }> {
  const server = panelServer(session(scene.jobs ?? [], scene.printer), sceneStart(scene));
  scene.prepare?.(server);
  const clock = handClock(NOW);
  const panel = openPanel(apiOf(server), clock);
  const app = new PlatenPanel();
  app.panel = panel;
  document.body.append(app);
  if (scene.platform !== undefined) app.openDevice(scene.platform);
  await settle();
  await app.loading;
  await app.loadingDevice;
  await settle();
  const stage = { panel, server, clock, app };
  if (scene.jobs !== undefined) {
    for (const digit of '482917305') panel.code.digit(digit);
    await settle();
  }
  await scene.act?.(stage);
  await settle();
  await app.updateComplete;
  await app.later?.loading;
  await app.updateComplete;
  return stage;
}
