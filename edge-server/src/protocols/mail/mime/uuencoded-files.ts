// Finds files that stand uuencoded in a text (mail from before MIME): "begin 644 name", lines, "end". The lines are decoded by uuencode.ts.
import { addDraft, type BodyListener, type Draft, endDraft, noHeader, type Shared } from './draft.ts';
import { cleanFileName } from './header-text.ts';
import { uuLength } from './uuencode.ts';

const BEGIN = Buffer.from('\nbegin ');
const END = Buffer.from('\nend');
const LF = 0x0a;

/** A begin line with its name and the first line of data. */
const MOST_HEAD = 500;

/** Lines that begin with the word and are no file: prose has a handful. */
const MOST_TRIES = 10_000;

/** From its "begin" to its "end", both included. */
interface Found {
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** @param text a plain text without transfer encoding. What is found becomes children of it. */
export function listenForUuencode(shared: Shared, text: Draft): BodyListener {
  // A line end stands before the first line too, so to say.
  let held: Buffer = Buffer.from('\n');
  let heldAt = text.start - 1;
  let open: { name: string | undefined; start: number } | undefined;
  const found: Found[] = [];
  let tries = 0;

  /** @returns how much is done with; the rest waits for more. */
  const look = (octets: Buffer, at: number, last: boolean): number => {
    let from = 0;
    for (;;) {
      if (open === undefined) {
        const begin =
          tries < MOST_TRIES && found.length < shared.limits.parts ? nextLine(octets, BEGIN, from) : -1;
        if (begin === -1) return Math.max(from, octets.length - BEGIN.length + 1);
        const head = readHead(octets.subarray(begin + 1, begin + 1 + MOST_HEAD));
        if (head === 'more' && !last && octets.length - begin <= MOST_HEAD) return begin;
        tries += 1;
        if (typeof head === 'string') from = begin + 1;
        else {
          open = { name: head.name, start: at + begin + 1 };
          // The line end before the data may be the one before "end".
          from = begin + head.length;
        }
      } else {
        const end = nextLine(octets, END, from);
        if (end === -1) return Math.max(from, octets.length - END.length - 1);
        const after = octets[end + END.length];
        if (after === undefined && !last) return end;
        if (after === undefined || after === LF || after === 0x0d || after === 0x20) {
          found.push({ ...open, end: at + end + END.length });
          open = undefined;
        }
        from = end + 1;
      }
    }
  };

  return {
    write: (chunk) => {
      const octets = Buffer.concat([held, chunk]);
      const done = look(octets, heldAt, false);
      held = Buffer.from(octets.subarray(done));
      heldAt += done;
    },
    end: () => {
      look(held, heldAt, true);
      for (const { name, start, end } of found) {
        const file = addDraft(shared, { parent: text, within: text.within, start }, noHeader, {
          mediaType: 'application/octet-stream',
          parameters: new Map(),
          disposition: 'attachment',
          name,
          contentId: undefined,
          encoding: 'uuencode',
          charset: undefined,
          signature: false,
          encrypted: false,
        });
        if (file === undefined) break;
        endDraft(file, end);
      }
    },
  };
}

interface Head {
  readonly name: string | undefined;
  /** Of the begin line with its line end. */
  readonly length: number;
}

/** The begin line, when a line of data follows: "begin 10 minutes early" is a sentence. */
function readHead(octets: Buffer): Head | 'more' | 'none' {
  const first = octets.indexOf(LF);
  const second = first === -1 ? -1 : octets.indexOf(LF, first + 1);
  if (second === -1) return octets.length < MOST_HEAD ? 'more' : 'none';
  const line = /^begin [0-7]{3,4} +(\S.*)$/.exec(octets.toString('utf8', 0, first).trimEnd());
  if (line === null) return 'none';
  const data = octets.toString('latin1', first + 1, second).trimEnd();
  const code = data.charCodeAt(0);
  const most = 1 + Math.ceil(uuLength(code) / 3) * 4;
  // An empty file begins with its end. Blanks at the end may be lost, one character more is a checksum.
  const plausible =
    data === 'end' ||
    data === '`' ||
    data === '' ||
    (code > 0x20 && code < 0x60 && data.length <= most + 2 && data.length > most - 5);
  return plausible ? { name: cleanFileName(line[1] ?? ''), length: first + 1 } : 'none';
}

/** Where a line end with these octets after it is; -1 for none. Octet by octet: a call per line end would cost more. */
function nextLine(octets: Buffer, mark: Buffer, from: number): number {
  for (let at = from; at + mark.length <= octets.length; at += 1) {
    if (octets[at] !== LF || octets[at + 1] !== mark[1]) continue;
    let same = 2;
    while (same < mark.length && octets[at + same] === mark[same]) same += 1;
    if (same === mark.length) return at;
  }
  return -1;
}
