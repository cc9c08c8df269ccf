// The few figures that a benchmark draws from its samples.

/** The value below which `share` (0 to 1) of the samples lie, by the nearest-rank rule. */
export const percentile = (samples: readonly number[], share: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('no samples');
  return value;
};

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/**
 * Measures ours and the peer by turns, so that a machine that gets busier or slower meanwhile does so for both; resolves
 * with every round's value.
 */
export const alternate = async <Ours, Peer>(
  rounds: number,
  ours: () => Promise<Ours>,
  peer: () => Promise<Peer>,
): Promise<{ readonly ours: readonly Ours[]; readonly peer: readonly Peer[] }> => {
  const results: { ours: Ours[]; peer: Peer[] } = { ours: [], peer: [] };
  for (let round = 0; round < rounds; round += 1) {
    results.peer.push(await peer());
    results.ours.push(await ours());
  }
  return results;
};
