// Loads what a screen consists of when it is first looked at. Where it cannot be loaded the next look asks again.

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
