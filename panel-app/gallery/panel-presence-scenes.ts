// The panel's first screen with the code for phones, as scenes.
import '../src/panel/presence/presence.ts';
import { PlatenPresence } from '../src/panel/presence/presence.ts';
import { settle } from './hand-clock.ts';
import { on } from './panel-access-scenes.ts';
import type { PanelScene } from './panel-scene.ts';

/** As the server draws it, of a made-up address. */
const CODE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAJMAAACTAQAAAACinha4AAAB9klEQVR4nN3Wsa3kIBAG4LEIyNYNINEGGS0tDRi7AbslMtpAogHICJD/E7tvb4NLmOhJZzn6kJCG+T2Y8O9D/7UVos3km1Cs8oEWjlX0pyQXk4OoEZVlQT1trg0I5CM5tqFGXQMOvvmQXBOnVAvX0H3Mt9RFKvetbcoKkYvq5/2e6ZQBY8s14ED3315O2evsxWnVJnORaeVYsUDLCGkN4rT6YBmpJSYXlW8Y3eNYDeKWOJpG1LvNlWfJtQwo30bbL44hCkRFUj2tRhOVYzV0P4rIQL7Np45Zy2jJhe5CJ9MdxxD6ZvRt1NMmMslzrBjsJHaDk3QhcXDstrQE1JaWlojeOZ21YvVu1ZP6w2K3AhyrMW1WLRAIakVaOIaYi+lrEEfAaZTnWA1qG98HuREcpjV9Sl2Ba6Qmg2VIRGoJ+mj4m91Ju40+kB5Gn6Qen75NGqDWhgtpM7kYDY7VkG8pjtbdWPnM0zlDeDV85FRceM+hWasYQXNj+qLGdx2zVkbK1NLSkzrZ5Dj2qmPst0YgvufftL2GQUV6kNiJPMcAlJGaDCQHfXHsdZ93F7tv4oiCZRV9M/lCPsLrSmdZUJvtm8ynFDvpi2k+6DJySq5lrm2UFiTf+oM+OZ20kRR9Wn1F3FI5jo37HDgaCuXbvPs2a7/1T/g79gc2lZdlLe5s3wAAAABJRU5ErkJggg==';

export async function drawCode(): Promise<void> {
  await settle();
  for (const element of document.querySelectorAll('platen-presence')) {
    if (element instanceof PlatenPresence) element.address = () => CODE;
  }
  await settle();
}

const PRESENCE = { presence: true } as const;

export const PRESENCE_SCENES: readonly PanelScene[] = [
  { name: 'presence', start: PRESENCE, act: drawCode },
  { name: 'presence-ok', start: { ...PRESENCE, codeLengths: [8, 9] }, act: drawCode },
  {
    name: 'presence-ok-large',
    start: { ...PRESENCE, codeLengths: [8, 9] },
    act: async (stage) => {
      await on('Large type')(stage);
      await drawCode();
    },
  },
  { name: 'presence-long', start: { ...PRESENCE, codeLengths: [12, 16] }, act: drawCode },
  { name: 'presence-email', start: { ...PRESENCE, needsEmail: true }, act: drawCode },
  {
    name: 'presence-help',
    start: PRESENCE,
    act: ({ panel }) => {
      panel.openDialog('help');
      return drawCode();
    },
  },
];
