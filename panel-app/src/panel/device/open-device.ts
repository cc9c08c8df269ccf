// What the panel has more on a device's own browser: the key that leads back to the device's menu, who is signed in at the device, its cards, and what
// its browser does otherwise. Loaded there only.
import { html, nothing, type TemplateResult } from 'lit';
import { button } from '../../components/button.ts';
import { choosePlatform } from '../../platform/choose-platform.ts';
import type { InTurn, PanelPlatform } from '../../platform/panel-platform.ts';
import type { PanelSession } from '../../state/panel-session.ts';
import { EMPTY_ENTRY } from '../../state/panel-state.ts';
import { CARD_EVENT } from '../card-event.ts';
import type { PanelDevice, PanelView } from '../panel-view.ts';
import { say } from './speech.ts';
import { takeDevice } from './take-device.ts';

/** lucide 1.62.0 "house" (licences in panel-app/NOTICE). */
const HOUSE =
  'M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z';

/** The server hears of the sign-out before the app closes. One that is away is not waited for longer: it ends the session by itself. */
const SIGN_OUT_MS = 2000;

/** People know their own name by its beginning. @param most characters that fit on a key. */
const shortName = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1)}…` : name;

/** @param inTurn the queue of the app's own calls. */
export function openDevice(
  panel: PanelSession,
  inTurn: InTurn,
  platform: PanelPlatform = choosePlatform(navigator.userAgent, inTurn),
): PanelDevice {
  const { core } = panel;
  const { exit, signedInAtDevice } = platform;
  const taken =
    signedInAtDevice === undefined ? undefined : takeDevice(core, panel.signedIn, signedInAtDevice);

  const leave = async (to: () => Promise<boolean>): Promise<void> => {
    taken?.gone();
    panel.signOut();
    let cancel: () => void = () => undefined;
    const longest = new Promise<void>((done) => {
      cancel = core.clock.after(SIGN_OUT_MS, done);
    });
    await Promise.race([inTurn(() => Promise.resolve()), longest]);
    cancel();
    if (await to()) return;
    const { session, entry } = core.store.get();
    if (session === undefined && !entry.sending) {
      core.store.set({ entry: { ...EMPTY_ENTRY, refusal: say('exit-failed') } });
    }
  };

  const ends = [
    platform.begin(),
    platform.onCard?.((detail) => document.dispatchEvent(new CustomEvent(CARD_EVENT, { detail }))),
    platform.onSwitch?.(() => {
      panel.deviceSwitched();
      taken?.arrived();
    }),
  ];

  const exitKey = (): TemplateResult | typeof nothing =>
    exit === undefined
      ? nothing
      : button({
          label: say('exit'),
          icon: HOUSE,
          kind: 'quiet',
          place: 'bar-exit',
          press: () => void leave(exit),
        });

  const continueKey = (
    { state, room }: PanelView,
    kind: 'plain' | 'quiet',
  ): TemplateResult | typeof nothing => {
    const person = state.screen === 'code' && !state.entry.sending ? taken?.person() : undefined;
    if (person === undefined || taken === undefined) return nothing;
    return button({
      label: say('continue', { name: shortName(person.name, room.short ? 12 : 24) }),
      kind,
      place: kind === 'plain' ? 'code-ok' : 'bar-help',
      press: taken.enter,
    });
  };

  return {
    keys: (view) =>
      view.state.session === undefined
        ? // A short bar has room for what went wrong, or for these.
          view.room.short && view.state.entry.refusal !== undefined
          ? nothing
          : html`${view.room.short ? continueKey(view, 'quiet') : nothing}${exitKey()}`
        : // A short bar has the title and the way out of the session; the way out of the app is on the first screen.
          view.room.short
          ? nothing
          : exitKey(),
    below: (view) => (view.room.short ? nothing : continueKey(view, 'plain')),
    hint: () =>
      taken?.entering() === true ? say('at-device', { name: taken.person()?.name ?? '' }) : undefined,
    front: (isHere) => {
      if (isHere) taken?.arrived();
      else taken?.gone();
    },
    stop: () => {
      taken?.stop();
      for (const end of ends) end?.();
    },
  };
}
