// The known word that somebody probably meant.

/** Two slips: letters left out, put in, changed, or two neighbours swapped. */
const MOST_SLIPS = 2;
/** Longer words are not typed but pasted. */
const LONGEST = 64;

/** undefined when nothing is near. Of two as near, the first of `known`. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST) return undefined;
  const wanted = word.toLowerCase();
  let best: { word: string; slips: number } | undefined;
  for (const candidate of known) {
    const slips = slipsBetween(wanted, candidate.toLowerCase());
    // In a short word two slips are another word.
    if (slips > Math.min(MOST_SLIPS, Math.floor(candidate.length / 3))) continue;
    if (best === undefined || slips < best.slips) best = { word: candidate, slips };
  }
  return best?.word;
}

/** Optimal string alignment distance. */
function slipsBetween(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
