// Turns sharp's way of saying "unreadable" into a value.

/** Characters of libvips's complaint that are kept: it repeats itself for every row. */
const MOST_WORDS = 200;

/** libvips reports every unreadable file by throwing: here that is an expected answer. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | Error> {
  try {
    return await work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return new Error(words.slice(0, MOST_WORDS).replaceAll('\n', ' '), { cause: error });
  }
}
