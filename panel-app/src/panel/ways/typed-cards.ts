// Card readers that are attached as a keyboard ("keyboard wedge") and type the number of the card, most of them with Enter behind it. They are told from a
// person by their speed, so while a site has them every key that writes waits for a moment until it is known whose it is. Draws nothing.
import type { PanelCore } from '../../state/panel-core.ts';
import type { PanelState } from '../../state/panel-state.ts';
import { CARD_EVENT } from '../card-event.ts';

/**
 * Keys of a reader follow each other within this time: USB keyboards are asked every 8 to 10 ms, once for the press and once for the release, and
 * slow readers wait as long again. People who type fast need 80 ms; two fingers may roll over two keys in 30, but not over five.
 */
const GAP_MS = 50;
/** Five digits are the number of a 26-bit card without the number of its site. */
const LEAST = 5;
/** What the server takes (PanelSignIn.card). */
const MOST = 200;
/** A timer that comes later than this was kept waiting, and so were keys. */
const LATE_MS = 25;

interface Held {
  readonly key: string;
  readonly target: EventTarget;
}

/** Somebody holds a key down: that is no number of anybody's. */
const isOneKey = (text: string): boolean => /^(.)\1*$/.test(text);

/** What becomes of a card: signing in while nobody is; while somebody is, keys where something is typed and nothing elsewhere. */
function meantFor({ session, screen, user }: PanelState): 'card' | 'keys' | 'nobody' {
  // A name or a password that was begun: tokens type passwords, too.
  if (session === undefined)
    return user !== undefined && (user.sending || user.user + user.password !== '') ? 'keys' : 'card';
  return screen === 'password' || screen === 'accounting' || screen === 'pages' ? 'keys' : 'nobody';
}

/** Presses the key as if it had come now. */
function press({ key, target }: Held): void {
  // Made like this in old browsers as well.
  const event = new CustomEvent('keydown', { bubbles: true, cancelable: true });
  const facts = {
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    getModifierState: () => false,
  };
  for (const name of Object.keys(facts) as (keyof typeof facts)[])
    Object.defineProperty(event, name, { value: facts[name] });
  const taken = !target.dispatchEvent(event);
  // What a browser does by itself for a real key.
  if (!taken && (key === 'Enter' || key === ' ') && target instanceof HTMLButtonElement) target.click();
}

/**
 * @param when a key was pressed, ms; not when its turn came.
 * @returns ends it.
 */
export function hearTypedCards(
  { store, clock }: Pick<PanelCore, 'store' | 'clock'>,
  when = ({ timeStamp }: Event): number => timeStamp,
): () => void {
  let held: readonly Held[] = [];
  let lastAt = 0;
  let stopTimer = (): void => undefined;
  let pressing = false;

  const letGo = (): void => {
    stopTimer();
    const keys = held;
    held = [];
    pressing = true;
    for (const key of keys) press(key);
    pressing = false;
  };

  const end = (): void => {
    const text = held
      .map(({ key }) => (key === 'Enter' || key === 'Tab' ? '' : key))
      .join('')
      .trim();
    const to = text.length < LEAST || isOneKey(text) ? 'keys' : meantFor(store.get());
    if (to === 'keys') return letGo();
    stopTimer();
    held = [];
    if (to === 'card') document.dispatchEvent(new CustomEvent(CARD_EVENT, { detail: text.slice(0, MOST) }));
  };

  const wait = (again: boolean): void => {
    stopTimer();
    const due = clock.now() + GAP_MS;
    // Keys that waited as long as the timer did are looked at before it is believed.
    stopTimer = clock.after(GAP_MS, () => (again && clock.now() > due + LATE_MS ? wait(false) : end()));
  };

  const hold = (event: KeyboardEvent): void => {
    lastAt = when(event);
    held = [...held, { key: event.key, target: event.target ?? document }];
    event.preventDefault();
    event.stopPropagation();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (pressing || store.get().start?.typedCards !== true) return;
    const { key, target } = event;
    // Shift and what has no name come between the characters.
    if (/^(Shift|CapsLock|NumLock|AltGraph|Unidentified)$/.test(key)) return;
    if (held.length > 0 && when(event) - lastAt > GAP_MS) end();
    const writes = [...key].length === 1;
    const commands = event.ctrlKey || event.altKey || event.metaKey;
    // Fields of the browser's own are written by it.
    const native = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    if (held.length > 0 && (key === 'Enter' || key === 'Tab') && !commands) {
      hold(event);
      end();
    } else if (writes && !commands && !native && !event.repeat && (key !== ' ' || held.length > 0)) {
      hold(event);
      wait(true);
    } else letGo();
  };
  // Before everything that listens at the document.
  window.addEventListener('keydown', onKey, true);
  return () => {
    stopTimer();
    held = [];
    window.removeEventListener('keydown', onKey, true);
  };
}
