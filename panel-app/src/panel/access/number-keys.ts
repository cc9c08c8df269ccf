// Full use by a keypad of hardware: arrows walk from button to button, digits press the one that carries them, 0 the accent one.
import { buttonsInReach } from './in-reach.ts';
import { type Arrow, nearest } from './walk.ts';

/** Where numbers stand; pictures of rows are reached by arrows, and the keys of a keyboard are what they are. */
const numbered = (button: HTMLButtonElement): boolean => !button.matches('.key, .job-picture, .accent');

export interface NumberKeys {
  /** Writes the numbers where they belong now; `on` false: takes them away. */
  readonly mark: (on: boolean) => void;
  /** @returns whether a button carries that digit, which is then pressed. */
  readonly digit: (digit: string) => boolean;
  /** Moves the focus. */
  readonly arrow: (arrow: Arrow) => void;
}

export function numberKeys(app: HTMLElement): NumberKeys {
  const carrying = (): readonly (readonly [string, HTMLButtonElement])[] => {
    const here = buttonsInReach(app, 'sight');
    const [zero] = here.filter((button) => button.matches('.accent'));
    const others = here.filter(numbered).slice(0, 9);
    return [
      ...others.map((button, index) => [String(index + 1), button] as const),
      ...(zero === undefined ? [] : [['0', zero] as const]),
    ];
  };
  return {
    mark: (on) => {
      const now = new Map((on ? carrying() : []).map(([digit, button]) => [button, digit] as const));
      for (const old of Array.from(app.querySelectorAll<HTMLElement>('[data-key]'))) {
        if (!(old instanceof HTMLButtonElement && now.has(old))) old.removeAttribute('data-key');
      }
      now.forEach((digit, button) => {
        if (button.getAttribute('data-key') !== digit) button.setAttribute('data-key', digit);
      });
    },
    digit: (digit) => {
      // What is read is pressed, also where the numbers are about to be others: a key that came to life moves those behind it.
      const found =
        buttonsInReach(app, 'sight').find((button) => button.getAttribute('data-key') === digit) ??
        carrying().find(([own]) => own === digit)?.[1];
      found?.focus();
      found?.click();
      return found !== undefined;
    },
    arrow: (arrow) => {
      const all = buttonsInReach(app, 'pane');
      const now = document.activeElement;
      const here = now instanceof HTMLButtonElement && all.includes(now) ? now : undefined;
      const others = all.filter((button) => button !== here);
      // From nowhere in particular: the first one, as the eye would.
      const to =
        here === undefined
          ? all[0]
          : others[
              nearest(
                here.getBoundingClientRect(),
                others.map((one) => one.getBoundingClientRect()),
                arrow,
              )
            ];
      if (to === undefined) return;
      to.focus();
      // Old browsers know no options here.
      if (to.closest('.pane') !== null) to.scrollIntoView(arrow === 'ArrowUp');
    },
  };
}
