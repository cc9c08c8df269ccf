// Password hashes: argon2id (RFC 9106) as PHC strings. Not for release codes, which are found by keyed hash (sealing.ts).
import { randomBytes } from 'node:crypto';

// OWASP's first choice for argon2id (Password Storage Cheat Sheet, 2024): 19 MiB, 2 passes, 1 lane; 61 ms on the build
// machine. RFC 9106's own second choice (64 MiB, 3 passes) takes four times that for every sign-in on a small server.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// What a hash made with COST begins with: argon2id and version 0x13 are the package's defaults.
const PREFIX = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;

// A password longer than this is an attack on the hash's input, not a password.
const LONGEST_BYTES = 1024;

// Each hash keeps one of libuv's four threads for 60 ms, and files need them too: a flood of sign-ins waits its turn.
const MOST_AT_ONCE = 2;

let running = 0;
const queue: (() => void)[] = [];

const inTurn = async <T>(act: () => Promise<T>): Promise<T> => {
  if (running >= MOST_AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  else running += 1;
  try {
    return await act();
  } finally {
    const next = queue.shift();
    // The turn is handed on, not given back and taken again: nobody can slip in between.
    if (next) next();
    else running -= 1;
  }
};

// Loaded at the first sign-in: the native module counts in the server's start-up time and idle memory.
const argon2 = () => import('@node-rs/argon2');

const tooLong = (password: string): boolean => Buffer.byteLength(password) > LONGEST_BYTES;

// Salt and hash at random, so that no password matches, with the cost of a real one. Made once, to be like a stored one.
const unpadded = (bytes: number): string => randomBytes(bytes).toString('base64').replace(/=+$/, '');
const DUMMY = `${PREFIX}${unpadded(16)}$${unpadded(32)}`;

/** Throws RangeError for a password of more than 1024 bytes: refuse it at the door, with the reason. */
export const hashPassword = async (password: string): Promise<string> => {
  if (tooLong(password)) throw new RangeError(`A password has at most ${LONGEST_BYTES} bytes`);
  const { hash } = await argon2();
  return inTurn(() => hash(password, COST));
};

/**
 * True when `password` is the one behind `stored`. With `stored` undefined (no such account) it takes as long and is
 * false, so that the time tells nobody which accounts exist. Throws when `stored` is no PHC string.
 */
export const verifyPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const { verify } = await argon2();
  // Cut, not refused at once: an answer in no time would be a difference too.
  const given = tooLong(password) ? '' : password;
  const matches = await inTurn(() => verify(stored ?? DUMMY, given));
  return matches && stored !== undefined && !tooLong(password);
};

/** True when a hash was made with other costs than today's: hash again while the password is at hand. */
export const needsRehash = (stored: string): boolean => !stored.startsWith(PREFIX);
