// One touch is one press. Xerox interfaces of generation 9 and later, before X3G, tell of a touch by an event of their own, "tap", with or without a
// click beside it (panel-platforms.md section 2): a tap becomes a click, and of the two that one touch may cause the second is dropped; both where the
// touch itself was acted on (owed-clicks.ts drops its click).

/** A click that belongs to a tap comes within this time; browsers of touch screens wait 300 ms for a second tap. */
const PAIR_MS = 700;

/** @param now in ms, of any beginning. @returns ends it. */
export function onePress(page: Document, now: () => number): () => void {
  /** What one touch may still send, and until when. */
  let owed: { readonly type: string; readonly until: number } | undefined;
  let making = false;

  /** The event is the second of one touch. */
  const isSecond = (type: string): boolean => {
    const second = owed !== undefined && owed.type === type && now() < owed.until;
    owed = second ? undefined : { type: type === 'tap' ? 'click' : 'tap', until: now() + PAIR_MS };
    return second;
  };
  const drop = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  const onTap = (event: Event): void => {
    const { target } = event;
    if (isSecond('tap')) return;
    for (let at = target instanceof Node ? target : null; at !== null; at = at.parentNode) {
      if (!(at instanceof HTMLElement) || !/^(BUTTON|A|INPUT|LABEL|SELECT)$/.test(at.tagName)) continue;
      making = true;
      at.click();
      making = false;
      return;
    }
  };
  const onClick = (event: Event): void => {
    // Wherever it falls: the screen may have changed under the finger since the tap.
    if (!making && isSecond('click')) drop(event);
  };
  const onTouch = (event: Event): void => {
    if (event.defaultPrevented) owed = { type: 'tap', until: now() + PAIR_MS };
  };
  /** Its containers drift under the finger; the panel fills its window and scrolls in panes only. */
  const hold = (): void => {
    page.documentElement.scrollTop = 0;
    page.body.scrollTop = 0;
  };
  page.addEventListener('pointerdown', onTouch);
  page.addEventListener('tap', onTap, true);
  page.addEventListener('click', onClick, true);
  page.addEventListener('scroll', hold);
  return () => {
    page.removeEventListener('pointerdown', onTouch);
    page.removeEventListener('tap', onTap, true);
    page.removeEventListener('click', onClick, true);
    page.removeEventListener('scroll', hold);
  };
}
