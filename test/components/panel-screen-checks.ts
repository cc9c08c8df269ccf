// What every screen of the panel has to pass, in every mode: sizes of displays, what is cut off, crowded, too small or too fine, and axe.
import type axe from 'axe-core';
import { ok } from './panel-support.ts';

/** 1280x800, 1024x600 and 800x480 are today's panels; 640x240 is the narrow one of older devices. */
export const SIZES = [
  { width: 800, height: 480 },
  { width: 1024, height: 600 },
  { width: 1280, height: 800 },
  { width: 640, height: 240 },
];

/** Put there by axe's own script, which is no module. */
declare global {
  interface Window {
    axe?: typeof axe;
  }
}

export async function loadAxe(): Promise<typeof axe> {
  if (window.axe === undefined) {
    const script = document.createElement('script');
    script.src = '/node_modules/axe-core/axe.min.js';
    const loaded = new Promise((resolve) => script.addEventListener('load', resolve, { once: true }));
    document.head.append(script);
    await loaded;
  }
  ok(window.axe, 'axe did not load');
  return window.axe;
}

const name = (element: Element): string =>
  `${element.className} "${(element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim()}"`;

/** Visible, and not only there for screen readers. */
function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 1 && height > 1;
}

/** Parts of `inside` that reach over the edges of the display; what scrolls in a pane is measured there. */
export function cutOff(): string[] {
  const over = [...document.querySelectorAll('button, h1, h2, .notice, .print-takes, .code-place')].filter(
    (element) => {
      if (!isSeen(element) || element.closest('.pane') !== null) return false;
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
    },
  );
  return over.map(name);
}

/** Words that do not fit their button, and buttons that lie over one another. */
export function crowded(): string[] {
  const buttons = [...document.querySelectorAll('button')].filter(
    (one) =>
      isSeen(one) &&
      (one.closest('platen-dialog') !== null) === (document.querySelector('platen-dialog') !== null),
  );
  const labels = [...document.querySelectorAll<HTMLElement>('.field-label')].filter(isSeen);
  const spilled = [...buttons, ...labels].filter(
    (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1,
  );
  const box = buttons.map((one) => ({ one, at: one.getBoundingClientRect() }));
  const over = box.flatMap(({ one, at }, index) =>
    box.slice(index + 1).flatMap(({ one: other, at: to }) => {
      // The picture lies on its row by design.
      if (one.parentElement?.matches('.job') === true && one.parentElement === other.parentElement) return [];
      // A pane cuts off what has scrolled out of it.
      if ((one.closest('.pane') === null) !== (other.closest('.pane') === null)) return [];
      const wide = Math.min(at.right, to.right) - Math.max(at.left, to.left);
      const high = Math.min(at.bottom, to.bottom) - Math.max(at.top, to.top);
      return wide > 1 && high > 1 ? [`${name(one)} lies over ${name(other)}`] : [];
    }),
  );
  return [...spilled.map((one) => `words do not fit: ${name(one)}`), ...over];
}

/** 64 px is the least; keys of the keypad 88 x 80 at 800 x 480. The bar of the short display is 40 px high, its help with it. */
export function tooSmall(width: number, height: number): string[] {
  const short = height < 320;
  const told = document.querySelector<HTMLElement>('.code-line')?.offsetHeight ?? 0;
  const small = [...document.querySelectorAll('button')].filter((button) => {
    if (
      !isSeen(button) ||
      (short &&
        button.matches(
          '.bar-help, .bar-language, .bar-exit, .bar-back, .code-side .button, .code-fields .button',
        ))
    )
      return false;
    const box = button.getBoundingClientRect();
    const digit = width === 800 && button.matches('.digit');
    // Four lines that say who is signed in at the device take the keypad's room while nobody has to type.
    if (short && told > 60 && button.matches('.keypad .key')) return false;
    // Half a pixel for what dividing a row leaves over; a stepper's frame of 1 px belongs to its buttons.
    return box.width < (digit ? 88 : 62) - 0.5 || box.height < (digit ? 80 : short ? 58 : 62) - 0.5;
  });
  return small.map((button) => {
    const box = button.getBoundingClientRect();
    return `${name(button)} is ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`;
  });
}

/** Smallest text that is read at arm's length. */
export function tooFine(): string[] {
  const texts = [...document.querySelectorAll('platen-panel *')].filter((element) =>
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
    ),
  );
  return texts
    .filter((element) => isSeen(element) && Number.parseFloat(getComputedStyle(element).fontSize) < 18)
    .map(name);
}
