// The clicks that still come of touches which have been acted on already. A key acts when it is touched and says so by preventing the default of
// `pointerdown`; the click follows when the finger is lifted, wherever that falls: the screen may have changed under the finger.

export interface OwedClicks {
  /** @param event `pointerdown`, once the page has heard it. @returns whether it was acted on. */
  readonly touched: (event: Event) => boolean;
  /** Whether that click is the rest of a touch. Clicks of keyboards and of assistive technology never are: their `detail` is 0. */
  readonly isRest: (click: MouseEvent) => boolean;
}

/** @param before touches acted on by a page whose place this one takes. */
export function owedClicks(before = 0): OwedClicks {
  let owed = before;
  return {
    touched: ({ defaultPrevented }) => {
      owed = defaultPrevented ? owed + 1 : 0;
      return defaultPrevented;
    },
    isRest: ({ detail }) => {
      if (detail === 0 || owed === 0) return false;
      owed -= 1;
      return true;
    },
  };
}
