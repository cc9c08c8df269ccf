// A card that the device's reader has read: signs its holder in, asks for the code as well, or becomes the card of whoever signs in next here.
import type { PanelSession } from '@platen/shared/api/panel';
import { makeTimer } from './clock.ts';
import type { PanelCore } from './panel-core.ts';
import { type CodeEntry, EMPTY_ENTRY } from './panel-state.ts';

/** A card that was held to the reader by somebody who then left is nobody else's. The idle time, before the server has told it. */
const FORGET_MS = 60_000;

export interface CardKeys {
  /** The number as the device says it. Nothing happens while somebody is signed in. */
  readonly read: (number: string) => void;
  readonly stop: () => void;
}

export function takeCard(core: PanelCore, signedIn: (session: PanelSession) => void): CardKeys {
  const { store } = core;
  const forget = makeTimer(core.clock);

  const show = (entry: Partial<CodeEntry>): void => {
    const shown = { ...EMPTY_ENTRY, ...entry };
    store.set({ entry: shown, signedOut: false });
    forget.set((store.get().start?.idleSeconds ?? 0) * 1000 || FORGET_MS, () => {
      // Digits that were typed meanwhile forget themselves.
      if (store.get().entry === shown) store.set({ entry: EMPTY_ENTRY });
    });
  };

  const read = async (card: string): Promise<void> => {
    const { session, entry, user } = store.get();
    if (session !== undefined || entry.sending || user?.sending === true) return;
    store.set({ screen: 'code', user: undefined });
    show({ sending: true });
    const result = await core.api.signIn({ card }, core.signal());
    if (result.ok) {
      forget.clear();
      store.set({ away: false });
      signedIn(result.value);
      return;
    }
    store.set({ away: result.why === 'away' });
    if (result.why !== 'refused') return show({});
    const { code, message } = result.error;
    if (code === 'card-needs-code') show({ with: { card } });
    else show({ refusal: message, with: code === 'card-unknown' ? { enrol: card } : {} });
  };

  return { read: (number) => void read(number), stop: () => forget.clear() };
}
