// Loads what a screen consists of when it is first opened. Where it cannot be loaded the next look at the screen asks again.

export function whenOpened(load: () => Promise<unknown>): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    load().catch(() => {
      asked = false;
    });
  };
}
