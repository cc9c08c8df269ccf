// The largest of many numbers. Spreading a hundred thousand values into one call would run out of stack.

/** 0 for none. */
export function largest(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
