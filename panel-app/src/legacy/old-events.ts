// Events as the panel's sources expect them: `key` on keyboard events, one event for mouse and finger, events made by `new`.

/** Keys that write nothing, by the code that every engine gives them (WebKit and IE alike). */
const NAMED: Readonly<Record<number, string>> = {
  8: 'Backspace',
  9: 'Tab',
  13: 'Enter',
  27: 'Escape',
  32: ' ',
  33: 'PageUp',
  34: 'PageDown',
  35: 'End',
  36: 'Home',
  37: 'ArrowLeft',
  38: 'ArrowUp',
  39: 'ArrowRight',
  40: 'ArrowDown',
  46: 'Delete',
};

/** Tells what a key has written as the `keydown` that a newer engine would have told. */
function tellWritten(event: KeyboardEvent): void {
  const told = document.createEvent('Event');
  told.initEvent('keydown', true, true);
  const facts = {
    key: String.fromCharCode(event.charCode),
    ctrlKey: event.ctrlKey,
    altKey: event.altKey,
    metaKey: event.metaKey,
    shiftKey: event.shiftKey,
    getModifierState: () => false,
  };
  for (const name of Object.keys(facts) as (keyof typeof facts)[]) {
    Object.defineProperty(told, name, { value: facts[name] });
  }
  const taken = !(event.target ?? document).dispatchEvent(told);
  if (taken) event.preventDefault();
}

/**
 * `keydown` says which key, not what it writes: that is known at `keypress` only. So a key that writes is told again then, and
 * the first `keydown` says "Unidentified", which nobody listens for.
 */
function mendKeys(): void {
  if ('key' in KeyboardEvent.prototype) return;
  Object.defineProperty(KeyboardEvent.prototype, 'key', {
    get(this: KeyboardEvent) {
      return NAMED[this.keyCode] ?? 'Unidentified';
    },
  });
  if (!('getModifierState' in KeyboardEvent.prototype)) {
    Object.defineProperty(KeyboardEvent.prototype, 'getModifierState', { value: () => false });
  }
  document.addEventListener(
    'keypress',
    (event) => {
      // Space, Enter and Backspace have been told of as what they are.
      if (event.charCode > 32 && event.charCode !== 127) tellWritten(event);
    },
    true,
  );
}

/** A press of mouse or finger, for those who only want to know that somebody is there. */
function mendPointer(): void {
  if ('onpointerdown' in window) return;
  const tell = (event: Event): void => {
    const told = document.createEvent('Event');
    told.initEvent('pointerdown', true, false);
    (event.target ?? document).dispatchEvent(told);
  };
  for (const name of ['mousedown', 'touchstart']) document.addEventListener(name, tell, true);
}

function worksWithNew(): boolean {
  try {
    return new CustomEvent('x', { detail: 1 }).detail === 1;
  } catch {
    return false;
  }
}

function mendMade(): void {
  if (worksWithNew()) return;
  const make = (
    type: string,
    { bubbles = false, cancelable = false, detail }: CustomEventInit = {},
  ): Event => {
    const event = document.createEvent('Event');
    event.initEvent(type, bubbles, cancelable);
    Object.defineProperty(event, 'detail', { value: detail ?? null });
    return event;
  };
  // What `new` gives is what the function returns; `instanceof` holds for all events.
  const made = make as unknown as typeof CustomEvent;
  Object.defineProperty(make, 'prototype', { value: Event.prototype });
  window.CustomEvent = made;
}

/** A ring around what is pressed by finger only confuses: it is shown from the first key of a keyboard to the next press. */
function markPointing(): void {
  const root = document.documentElement;
  root.setAttribute('data-pointed', '');
  document.addEventListener('keydown', () => root.removeAttribute('data-pointed'), true);
  document.addEventListener('mousedown', () => root.setAttribute('data-pointed', ''), true);
}

export function mendEvents(): void {
  mendMade();
  mendKeys();
  mendPointer();
  markPointing();
}
