// Makes Huffman code lengths and codes as deflate wants them (RFC 1951 section 3.2.2).

/** Lengths in bits for each symbol, 0 for those that do not occur, none above `limit`. A single symbol gets one bit. */
export function codeLengths(frequencies: Uint32Array, limit: number): Uint8Array {
  let weights = frequencies;
  for (;;) {
    const lengths = unlimitedLengths(weights);
    if (lengths.every((length) => length <= limit)) return lengths;
    // Flatter weights make a flatter tree; what it costs cannot be measured.
    weights = weights.map((weight) => (weight === 0 ? 0 : (weight >>> 2) + 1));
  }
}

/** Huffman's algorithm with two queues: the leaves in order of weight, and the joined nodes, which come out in order by themselves. */
function unlimitedLengths(weights: Uint32Array): Uint8Array {
  const lengths = new Uint8Array(weights.length);
  const leaves = [...weights.keys()].filter((symbol) => weights[symbol] !== 0);
  leaves.sort((a, b) => (weights[a] ?? 0) - (weights[b] ?? 0));
  const count = leaves.length;
  if (count <= 1) {
    for (const symbol of leaves) lengths[symbol] = 1;
    return lengths;
  }
  // Nodes 0 to count-1 are the leaves, the rest the joined ones.
  const weight = new Float64Array(2 * count - 1);
  const parent = new Uint16Array(2 * count - 1);
  leaves.forEach((symbol, node) => {
    weight[node] = weights[symbol] ?? 0;
  });
  let [leaf, joined] = [0, count];
  const lightest = (end: number): number => {
    if (leaf < count && (joined >= end || (weight[leaf] ?? 0) <= (weight[joined] ?? 0))) return leaf++;
    return joined++;
  };
  for (let node = count; node < 2 * count - 1; node++) {
    const [a, b] = [lightest(node), lightest(node)];
    weight[node] = (weight[a] ?? 0) + (weight[b] ?? 0);
    parent[a] = node;
    parent[b] = node;
  }
  const depth = new Uint16Array(2 * count - 1);
  for (let node = 2 * count - 3; node >= 0; node--) depth[node] = (depth[parent[node] ?? 0] ?? 0) + 1;
  leaves.forEach((symbol, node) => {
    lengths[symbol] = Math.min(depth[node] ?? 0, 255);
  });
  return lengths;
}

/** The canonical codes of these lengths, with their bits reversed: deflate stores the first bit lowest. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const next = new Uint32Array(17);
  for (const length of lengths) if (length > 0) next[length + 1] = (next[length + 1] ?? 0) + 1;
  for (let length = 1, code = 0; length < 17; length++) {
    code = (code + (next[length] ?? 0)) << 1;
    next[length] = code;
  }
  return Uint16Array.from(lengths, (length) => {
    if (length === 0) return 0;
    const code = next[length] ?? 0;
    next[length] = code + 1;
    let reversed = 0;
    for (let bit = 0; bit < length; bit++) reversed |= ((code >>> bit) & 1) << (length - 1 - bit);
    return reversed;
  });
}
