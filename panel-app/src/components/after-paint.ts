// Puts off what nobody has to wait for until the browser has drawn what is new.

/** Pages in the background are not drawn, and their work is to be done all the same. */
const AT_MOST_MS = 250;

/**
 * @param pauseMs behind the painting: for work that would keep the next press waiting.
 * @returns calls it off.
 */
export function afterPaint(act: () => void, pauseMs = 0): () => void {
  const run = (): void => {
    stop();
    act();
  };
  let behind: ReturnType<typeof setTimeout> | undefined;
  // A frame begins before it is painted; a timer set there runs when it has been.
  const frame = requestAnimationFrame(() => {
    behind = setTimeout(run, pauseMs);
  });
  const late = setTimeout(run, AT_MOST_MS);
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(behind);
    clearTimeout(late);
  };
  return stop;
}
