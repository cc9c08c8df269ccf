// Whether a pattern that an administrator wrote is one, and cannot be made to run for long by what a device says (ASVS 1.3.12).
import { type PatternNode, readPattern } from './read-pattern.ts';

/** A sysDescr has at most 255 octets (RFC 1213), a make and model 127: what is longer is cut before a pattern sees it. */
export const LONGEST_TEXT = 256;
/** Ways a pattern may try on the worst text of that length: some tens of milliseconds. Two free repeats and a free start fit. */
const MOST_WAYS = (LONGEST_TEXT + 1) ** 3;

export interface PatternMistake {
  readonly sentence: string;
  readonly cure: string;
}

/** undefined: may be used. */
export function checkPattern(text: string): PatternMistake | undefined {
  const read = readPattern(text);
  if (!read.ok) return WHY[read.why];
  const ways = waysOf(read.node) * (read.anchored ? 1 : LONGEST_TEXT);
  if (ways <= MOST_WAYS) return undefined;
  return hasRepeatInRepeat(read.node, false)
    ? {
        sentence: 'The pattern repeats something that itself repeats or has alternatives.',
        cure: 'A text made for it could hold up the server for hours: repeat single characters or a [class] only, not a group.',
      }
    : {
        sentence: 'The pattern has too many parts that may be longer or shorter.',
        cure: 'Begin it with ^ and keep at most two of *, + and the like.',
      };
}

const WHY = {
  'not-a-pattern': {
    sentence: 'This is not a regular expression.',
    cure: 'Close each bracket, and write \\\\ before . ( ) [ ] + * ? that are meant as such.',
  },
  'looks-around': {
    sentence: 'The pattern looks ahead or behind, or names a group.',
    cure: 'Use plain text, [classes], (a|b) and repeats only.',
  },
  'refers-back': {
    sentence: 'The pattern refers back to what a group found.',
    cure: 'Use plain text, [classes], (a|b) and repeats only.',
  },
} as const satisfies Record<string, PatternMistake>;

/** An upper bound of the ways in which a backtracking matcher can lay the node over one text. */
function waysOf(node: PatternNode): number {
  switch (node.kind) {
    case 'one':
      return 1;
    case 'sequence':
      return node.parts.reduce((ways, part) => ways * waysOf(part), 1);
    case 'choice':
      return node.ways.reduce((ways, way) => ways + waysOf(way), 0);
    case 'repeat': {
      const inner = waysOf(node.part);
      const most = Math.min(node.most, LONGEST_TEXT);
      if (inner === 1) return Math.max(1, most - Math.min(node.least, most) + 1);
      let ways = 0;
      for (let times = Math.min(node.least, most); times <= most; times += 1) ways += inner ** times;
      return ways;
    }
  }
}

function hasRepeatInRepeat(node: PatternNode, inside: boolean): boolean {
  switch (node.kind) {
    case 'one':
      return false;
    case 'sequence':
      return node.parts.some((part) => hasRepeatInRepeat(part, inside));
    case 'choice':
      return inside || node.ways.some((way) => hasRepeatInRepeat(way, inside));
    case 'repeat':
      return inside || hasRepeatInRepeat(node.part, node.most > 1);
  }
}
