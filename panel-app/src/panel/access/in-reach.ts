// The buttons that can be pressed now: in the dialog if there is one, else on the screen, in the order in which they are numbered and read.

/** Visible, switched on, and not scrolled out of its pane. */
function mayPress(button: HTMLButtonElement): boolean {
  if (button.disabled) return false;
  const { top, bottom, width, height } = button.getBoundingClientRect();
  if (width < 2 || height < 2) return false;
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
        mayPress(button) || (within === 'pane' && !button.disabled && button.closest('.pane') !== null),
    );
  });
}
