// The key=value pairs of a service's TXT record (RFC 6763 section 6).
import { cleanText } from '../ipp/clean-text.ts';

/** RFC 6763 section 6.4 wants keys of nine characters or fewer; the longest of a printer is "product" or "priority". */
const LONGEST_KEY = 32;

/** Keys in lower case, values as clean text. The first of equal keys counts; a key without a value has the empty one. */
export function readServiceTxt(strings: readonly Buffer[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const string of strings) {
    const cut = string.indexOf('=');
    const key = string.toString('latin1', 0, cut === -1 ? string.length : cut).toLowerCase();
    if (key.length > LONGEST_KEY || !/^[\x20-\x7e]+$/.test(key) || pairs.has(key)) continue;
    pairs.set(key, cut === -1 ? '' : cleanText(string.toString('utf8', cut + 1)));
  }
  return pairs;
}
