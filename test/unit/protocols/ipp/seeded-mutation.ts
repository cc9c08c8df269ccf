// Damages octets the same way on every run, so that a failure can be repeated from its seed.

export type Random = (below: number) => number;

/** A small generator (mulberry32); good enough to choose octets, not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

// Values at which lengths and tags turn: signs, delimiters, collection marks, the extension tag.
const telling = [0x00, 0x01, 0x02, 0x03, 0x04, 0x0f, 0x10, 0x34, 0x37, 0x4a, 0x7f, 0x80, 0xfb, 0xff];

/** One to four of: an octet flipped, set, put in, taken out, the end cut off, a piece repeated. */
export function mutated(original: Buffer, random: Random): Buffer {
  let octets: Buffer = Buffer.from(original);
  for (let count = 1 + random(4); count > 0 && octets.length > 0; count -= 1) {
    const at = random(octets.length);
    switch (random(6)) {
      case 0:
        octets.writeUInt8(octets.readUInt8(at) ^ (1 << random(8)), at);
        break;
      case 1:
        octets.writeUInt8(telling[random(telling.length)] ?? 0, at);
        break;
      case 2:
        octets = splice(octets, at, at, Buffer.of(telling[random(telling.length)] ?? 0));
        break;
      case 3:
        octets = splice(octets, at, at + 1, Buffer.alloc(0));
        break;
      case 4:
        octets = octets.subarray(0, at);
        break;
      default:
        octets = splice(octets, at, at, octets.subarray(at, at + random(40)));
    }
  }
  return octets;
}

function splice(octets: Buffer, from: number, to: number, put: Buffer): Buffer {
  return Buffer.concat([octets.subarray(0, from), put, octets.subarray(to)]);
}
