// Waits until a page is drawn: for tests and pictures, which would otherwise wait as long as the slowest machine might need.

/** Several turns of the made-up server and of Lit, even where every core is taken. */
const QUIET_MS = 50;
/** What changes for ever (a progress bar, say) is looked at as it stands. */
const AT_MOST_MS = 1000;

/** Resolves when nothing in the page has changed for `quietMs`. */
export const still = (quietMs: number = QUIET_MS): Promise<void> =>
  new Promise((resolve) => {
    let quiet: ReturnType<typeof setTimeout>;
    const end = (): void => {
      clearTimeout(quiet);
      clearTimeout(latest);
      changes.disconnect();
      resolve();
    };
    const wait = (): void => {
      clearTimeout(quiet);
      quiet = setTimeout(end, quietMs);
    };
    const changes = new MutationObserver(wait);
    const latest = setTimeout(end, AT_MOST_MS);
    changes.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    wait();
  });
