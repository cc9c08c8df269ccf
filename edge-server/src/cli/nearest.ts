// The word of a list that somebody most likely meant, by the number of slips of the finger between the two.

/** Slips that are still a typing mistake: one for each three letters, at least one. */
const slipsAllowed = (word: string): number => Math.max(1, Math.floor(word.length / 3));

/** The nearest of `words`, or undefined when none is near. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  let best: { word: string; slips: number } | undefined;
  for (const word of words) {
    const slips = countSlips(typed.toLowerCase(), word);
    if (slips <= slipsAllowed(word) && (best === undefined || slips < best.slips)) best = { word, slips };
  }
  return best?.word;
}

/** Letters added, left out, wrong, or swapped with their neighbour (the optimal string alignment distance). */
function countSlips(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const above = rows[i - 1] ?? [];
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let slips = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        slips = Math.min(slips, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      }
      row.push(slips);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
