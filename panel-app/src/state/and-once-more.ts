// One question at a time, and one more for all that came meanwhile: news may come faster than answers.

/** @returns asks now, or once more when the question that is under way has been answered; not after `signal`. */
export function andOnceMore(ask: () => Promise<unknown>, signal: AbortSignal): () => Promise<void> {
  let asking = false;
  let more = false;
  return async () => {
    if (asking) {
      more = true;
      return;
    }
    asking = true;
    try {
      do {
        more = false;
        await ask();
      } while (more && !signal.aborted);
    } finally {
      asking = false;
    }
  };
}
