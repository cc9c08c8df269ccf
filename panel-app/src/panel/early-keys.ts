// Keeps what is pressed on the painted first screen before the app runs, shows that it was heard, and hands it to the app.
import type { CodeKeys } from '../state/code-entry.ts';

/** @returns how many of the touches it has acted on still owe their click (platform/owed-clicks.ts). */
export type PressEarlyKeys = (code: Code) => number;

type Code = Pick<CodeKeys, 'digit' | 'backspace' | 'clear' | 'submit'>;

declare global {
  interface Window {
    /** Of entries/panel-early.ts. */
    platenEarlyKeys?: PressEarlyKeys;
  }
}

/** A dot for each digit: whether this panel shows them is not known yet. */
function draw(pressed: readonly string[]): void {
  let digits = 0;
  for (const key of pressed) {
    if (key === 'Escape') digits = 0;
    else if (key === 'Backspace') digits = Math.max(0, digits - 1);
    else if (key !== 'Enter') digits += 1;
  }
  const places = Array.from(document.querySelectorAll('[data-painted] .code-place'));
  places.forEach((place, index) => {
    place.textContent = index < digits ? '•' : '';
  });
}

/** The painted keys by what the same key of a keyboard says. */
function pressedKey(target: EventTarget | null): string | undefined {
  const key = target instanceof Element ? target.closest('.key') : null;
  if (key === null) return undefined;
  if (key.matches('.key-back')) return 'Backspace';
  return key.matches('.key-clear') ? 'Escape' : (key.textContent ?? '').trim();
}

/**
 * Listens from now on.
 * @returns ends the listening and presses everything again, in its order, on the app's own keypad.
 */
export function keepEarlyKeys(): PressEarlyKeys {
  const pressed: string[] = [];
  // Counted here and not by owed-clicks.ts: what this script shared with the app would lie in the app's (vite/one-panel-script.ts).
  let owed = 0;
  const take = (key: string): void => {
    pressed.push(key);
    draw(pressed);
  };
  const onTouch = (event: PointerEvent): void => {
    const key = event.button === 0 ? pressedKey(event.target) : undefined;
    owed = key === undefined ? 0 : owed + 1;
    if (key !== undefined) take(key);
  };
  const onClick = (event: MouseEvent): void => {
    const key = pressedKey(event.target);
    if (owed > 0 && event.detail > 0) owed -= 1;
    else if (key !== undefined) take(key);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // Enter on a painted key is a press of that key, and comes as a click.
    const onPaintedKey = event.key === 'Enter' && pressedKey(event.target) !== undefined;
    if (onPaintedKey || !/^(\d|Backspace|Escape|Enter)$/.test(event.key)) return;
    take(event.key);
    event.preventDefault();
  };
  document.addEventListener('pointerdown', onTouch);
  document.addEventListener('click', onClick);
  document.addEventListener('keydown', onKey);
  return (code) => {
    document.removeEventListener('pointerdown', onTouch);
    document.removeEventListener('click', onClick);
    document.removeEventListener('keydown', onKey);
    for (const key of pressed) {
      if (key === 'Backspace') code.backspace();
      else if (key === 'Escape') code.clear();
      else if (key === 'Enter') code.submit();
      else code.digit(key);
    }
    return owed;
  };
}
