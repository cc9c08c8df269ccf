// Puts off what nobody has to wait for until the browser has drawn what is new.

/** Pages in the background are not drawn, and their work is to be done all the same. */
const AT_MOST_MS = 250;

/** @returns calls it off. */
export function afterPaint(act: () => void): () => void {
  const run = (): void => {
    stop();
    act();
  };
  let behind: ReturnType<typeof setTimeout> | undefined;
  // A frame begins before it is painted; a timer set there runs when it has been.
  const frame = requestAnimationFrame(() => {
    behind = setTimeout(run);
  });
  const late = setTimeout(run, AT_MOST_MS);
  const stop = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(behind);
    clearTimeout(late);
  };
  return stop;
}
