// The buttons that can be pressed now: in the dialog if there is one, else on the screen, in the order in which they are numbered and read.

/** Switched on, and drawn: some have no room on a short display. */
function isThere(button: HTMLButtonElement): boolean {
  const { width, height } = button.getBoundingClientRect();
  return !button.disabled && width >= 2 && height >= 2;
}

/** Not scrolled out of its pane. */
function isInSight(button: HTMLButtonElement): boolean {
  const { top, bottom } = button.getBoundingClientRect();
  const pane = button.closest('.pane')?.getBoundingClientRect();
  const middle = (top + bottom) / 2;
  return pane === undefined || (middle > pane.top && middle < pane.bottom);
}

/** @param within scrolled ones, too: arrows bring them into sight. */
export function buttonsInReach(app: HTMLElement, within: 'sight' | 'pane'): readonly HTMLButtonElement[] {
  const dialog = app.querySelector('platen-dialog');
  const places =
    dialog === null ? ['main', 'footer', 'header'].map((place) => app.querySelector(place)) : [dialog];
  return places.flatMap((place) => {
    const all: HTMLButtonElement[] = place === null ? [] : Array.from(place.querySelectorAll('button'));
    return all.filter(
      (button) =>
        isThere(button) && (isInSight(button) || (within === 'pane' && button.closest('.pane') !== null)),
    );
  });
}
