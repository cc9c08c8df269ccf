// A limit for what a browser may take for ever to answer.

/** Settles like `promise`, or rejects with `what` after `ms`; what comes of it later is let go. */
export const within = async (ms, what, promise) => {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
