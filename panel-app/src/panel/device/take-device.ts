// Somebody who is signed in at the device already: signs them in here once when they come, and again when they ask for it. Draws nothing.
import type { PanelSession } from '@platen/shared/api/panel';
import type { DevicePerson, PanelPlatform } from '../../platform/panel-platform.ts';
import type { PanelCore } from '../../state/panel-core.ts';
import { EMPTY_ENTRY } from '../../state/panel-state.ts';

export interface DeviceKeys {
  /** Who may go on here with one press; undefined where nobody may. */
  readonly person: () => DevicePerson | undefined;
  /** Their name is being taken to the server. */
  readonly entering: () => boolean;
  readonly enter: () => void;
  /** Somebody may have come: asks the device anew. */
  readonly arrived: () => void;
  /** Whoever was here has gone. */
  readonly gone: () => void;
  readonly stop: () => void;
}

export function takeDevice(
  core: PanelCore,
  signedIn: (session: PanelSession) => void,
  signedInAtDevice: NonNullable<PanelPlatform['signedInAtDevice']>,
): DeviceKeys {
  const { store } = core;
  let person: DevicePerson | undefined;
  let entering = false;
  /** Whoever comes starts a new one; answers of an old one are nobody's. */
  let round = 0;
  let waiting = true;

  const believed = (): boolean => store.get().start?.ways.includes('device') === true;
  const isFree = (): boolean => {
    const { session, entry, user } = store.get();
    return session === undefined && !entry.sending && user?.sending !== true;
  };

  const enter = async (): Promise<void> => {
    if (person === undefined || !isFree()) return;
    const mine = round;
    const { name, qualified, email } = person;
    entering = true;
    store.set({
      screen: 'code',
      user: undefined,
      signedOut: false,
      entry: { ...EMPTY_ENTRY, sending: true },
    });
    const result = await core.api.signIn(
      {
        deviceUser: name,
        ...(qualified === '' ? {} : { deviceQualified: qualified }),
        ...(email === '' ? {} : { deviceEmail: email }),
      },
      core.signal(),
    );
    // Left meanwhile: whoever comes next is not signed in by it.
    if (mine !== round) {
      if (result.ok) void core.api.signOut();
      return;
    }
    entering = false;
    if (result.ok) {
      store.set({ away: false });
      signedIn(result.value);
      return;
    }
    if (result.why === 'refused') {
      // Another try would end the same way.
      person = undefined;
      store.set({ away: false, entry: { ...EMPTY_ENTRY, refusal: result.error.message } });
    } else store.set({ away: result.why === 'away', entry: EMPTY_ENTRY });
  };

  const look = async (): Promise<void> => {
    waiting = false;
    const mine = round;
    const found = await signedInAtDevice();
    if (mine !== round || found === undefined) return;
    person = found;
    // Who has begun to type is not interrupted.
    if (isFree() && store.get().entry.digits === '' && store.get().screen === 'code') await enter();
    else store.set({});
  };

  const gone = (): void => {
    round += 1;
    person = undefined;
    entering = false;
    waiting = false;
  };
  const onChange = (): void => {
    if (waiting && believed()) void look();
  };
  const unsubscribe = store.subscribe(onChange);
  onChange();

  return {
    person: () => (believed() ? person : undefined),
    entering: () => entering,
    enter: () => void enter(),
    arrived: () => {
      gone();
      waiting = true;
      onChange();
    },
    gone,
    stop: () => {
      gone();
      unsubscribe();
    },
  };
}
