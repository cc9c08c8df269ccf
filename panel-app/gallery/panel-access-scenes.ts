// The larger page, and the panel in each of the modes for people who see, hear or move otherwise.

import { PASS, PLAN, REPORT } from './panel-data.ts';
import type { PanelScene, PanelStage } from './panel-scene.ts';
import { still } from './still.ts';

const FEW = [REPORT, PASS, PLAN];

/** As a person does, who opens the help and switches it on. */
export async function switchOn(...modes: readonly string[]): Promise<void> {
  document.dispatchEvent(new KeyboardEvent('keydown', { key: '*', bubbles: true, cancelable: true }));
  await until(() => document.querySelector('.access') !== null);
  for (const mode of modes) {
    const found = [...document.querySelectorAll<HTMLButtonElement>('.access button')];
    found.find((one) => (one.textContent ?? '').trim() === mode)?.click();
  }
}

/** A chunk comes when it comes. */
async function until(there: () => boolean): Promise<void> {
  while (!there()) await new Promise((resolve) => setTimeout(resolve, 10));
}

export const on =
  (...modes: readonly string[]) =>
  async ({ panel }: PanelStage): Promise<void> => {
    await switchOn(...modes);
    panel.closeDialog();
    await still();
  };

export async function openZoom(jobId: string, { panel }: PanelStage): Promise<void> {
  panel.openPreview(jobId);
  await until(() => document.querySelector('.zoom') !== null);
  document.querySelector<HTMLButtonElement>('.zoom')?.click();
  await until(() => document.querySelector('.zoom-view img') !== null);
}

export const ACCESS_SCENES: readonly PanelScene[] = [
  { name: 'zoom', jobs: FEW, act: (stage) => openZoom('report', stage) },
  { name: 'access', act: () => switchOn('Large type') },
  { name: 'access-plain', act: () => switchOn() },
  { name: 'contrast-code', act: on('Strong contrast') },
  { name: 'contrast-jobs', jobs: FEW, act: on('Strong contrast', 'Number keys') },
  { name: 'large-code', act: on('Large type') },
  { name: 'large-jobs', jobs: FEW, act: on('Large type') },
  { name: 'keys-jobs', jobs: FEW, act: on('Number keys') },
];
