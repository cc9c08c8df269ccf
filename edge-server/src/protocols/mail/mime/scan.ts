// Finds the parts of a message while its octets pass by (RFC 2046 section 5.1). Each octet is looked at once, and no more is kept of them
// than a header or a line that may be a boundary.

import { isMessage, listenerFor } from './body-listener.ts';
import { type Boundary, makeBoundaries } from './boundaries.ts';
import {
  addDraft,
  type BodyListener,
  type Draft,
  depthOf,
  endDraft,
  type Scan,
  type ScanWithin,
  type Shared,
} from './draft.ts';
import { makeHeaderCollector } from './header-collector.ts';
import { MOST_BOUNDARY_LINE } from './limits.ts';
import { partFacts } from './part-facts.ts';

interface Progress {
  /** Up to here the octets are done with. */
  readonly next: number;
  /** What follows cannot be told without more of them. */
  readonly more: boolean;
}

const CR = 0x0d;
const LF = 0x0a;
const HYPHEN = 0x2d;
const NOTHING = Buffer.alloc(0);
const TEXT = 'text/plain';

/** Longer pieces of a header line are taken as they come. */
const MOST_LINE = 16 * 1024;

/** @param within the part whose opened content is scanned, and which becomes the parent; undefined: the raw message. */
export function makeScan(shared: Shared, within: Draft | undefined): Scan {
  /** Octets that wait for more, and where they begin. */
  let held: Buffer = NOTHING;
  let at = 0;
  const boundaries = makeBoundaries();
  /** Parts that have begun and not ended, outermost first. */
  const open: Draft[] = [];
  let listener: BodyListener | undefined;
  /** Undefined: in a body, or between the parts of a multipart. */
  let header: ReturnType<typeof makeHeaderCollector> | undefined;
  let parent: Draft | undefined = within;
  let missing = TEXT;
  /** A body has just begun, or a boundary line has ended: a boundary may follow without a line end before it. */
  let lineStarts = false;

  const scanWithin: ScanWithin = (container) => makeScan(shared, container);

  const beginHeader = (above: Draft | undefined, type: string): void => {
    parent = above;
    missing = type;
    header = makeHeaderCollector(shared);
  };

  /** The header is read, its body begins at `start`. */
  const beginBody = (start: number): void => {
    const read = header?.read();
    header = undefined;
    if (read === undefined) return;
    const facts = partFacts(read, missing);
    const draft = addDraft(shared, { parent, within, start }, read, facts);
    if (draft === undefined) return;
    open.push(draft);
    lineStarts = true;
    const divided = facts.mediaType.startsWith('multipart/');
    const message = isMessage(facts.mediaType) && facts.encoding === 'none';
    if (!divided && !message)
      listener = deepEnough(draft) ? undefined : listenerFor(shared, draft, scanWithin);
    else if (deepEnough(draft)) return;
    else if (message) {
      draft.container = true;
      beginHeader(draft, TEXT);
    } else if (facts.boundary === undefined) shared.defects.add('mail-broken');
    else {
      draft.container = true;
      boundaries.open(draft, facts.boundary);
    }
  };

  /** Only what has parts of its own can be too deep. */
  const deepEnough = (draft: Draft): boolean => {
    const deep = depthOf(draft) >= shared.limits.depth;
    if (deep && (draft.mediaType.startsWith('multipart/') || isMessage(draft.mediaType)))
      shared.defects.add('mail-too-deep');
    return deep;
  };

  const closeListener = (): void => {
    const closing = listener;
    listener = undefined;
    closing?.end();
  };

  /** Ends every part below `keep`, or all. */
  const endParts = (keep: Draft | undefined, end: number): void => {
    for (let last = open.at(-1); last !== undefined && last !== keep; last = open.at(-1)) {
      open.pop();
      endDraft(last, end);
    }
    closeListener();
  };

  /** The line is a boundary. `end`: where the body before it ends. */
  const takeBoundary = (found: Boundary, end: number): void => {
    // A boundary right after a header or within it: that part has no body.
    if (header !== undefined && !header.isEmpty()) beginBody(end);
    header = undefined;
    endParts(found.multipart, end);
    boundaries.close(found);
    lineStarts = true;
    if (!found.last) {
      const digest = found.multipart.mediaType === 'multipart/digest';
      beginHeader(found.multipart, digest ? 'message/rfc822' : TEXT);
    }
  };

  /** Reads lines of the header. `more`: the rest is a line that has not ended. */
  const readHeaderLines = (octets: Buffer, start: number, last: boolean): Progress => {
    let line = start;
    // Lines are added together: there may be hundreds of thousands.
    const add = (to: number): void => header?.add(octets.subarray(start, to));
    while (line < octets.length && header !== undefined) {
      const newline = octets.indexOf(LF, line);
      const next = newline === -1 ? octets.length : newline + 1;
      if (newline === -1 && !last && octets.length - line < MOST_LINE) break;
      // At the first line of all, or at one whose beginning has been added before.
      const resumes = line === start && header.midLine;
      if (!resumes) {
        const found = boundaries.find(octets, line, next);
        const kind = found !== undefined ? 'boundary' : header.kindOf(octets, line, next, line === start);
        if (kind !== 'field') {
          add(line);
          if (found !== undefined) takeBoundary(found, at + line);
          else beginBody(at + (kind === 'end' ? next : line));
          return { next: kind === 'body' ? line : next, more: false };
        }
      }
      line = next;
    }
    add(line);
    return { next: line, more: true };
  };

  const deliver = (octets: Buffer, from: number, to: number): void => {
    if (to > from) listener?.write(octets.subarray(from, to), at + from);
  };

  /** Looks through a body up to the next boundary. */
  const readBody = (octets: Buffer, start: number, last: boolean): Progress => {
    if (boundaries.none()) {
      deliver(octets, start, octets.length);
      return { next: octets.length, more: true };
    }
    /** What is before this place is body. */
    const wait = (next: number): Progress => {
      deliver(octets, start, next);
      if (next > start) lineStarts = false;
      return { next, more: true };
    };
    if (lineStarts && octets.length - start < 2 && !last) return wait(start);
    let hyphens =
      lineStarts && octets[start] === HYPHEN && octets[start + 1] === HYPHEN
        ? start
        : nextHyphens(octets, start);
    while (hyphens !== -1) {
      // The line end before a boundary belongs to it (RFC 2046 section 5.1.1).
      const feed = Math.max(hyphens - 1, start);
      const breakAt = feed > start && hyphens > start && octets[feed - 1] === CR ? feed - 1 : feed;
      const lineEnd = endOfLine(octets, hyphens);
      if (lineEnd === -1 && !last && octets.length - hyphens < MOST_BOUNDARY_LINE) return wait(breakAt);
      const next = lineEnd === -1 ? octets.length : lineEnd + 1;
      const found = boundaries.find(octets, hyphens, next);
      if (found !== undefined) {
        deliver(octets, start, breakAt);
        takeBoundary(found, at + breakAt);
        return { next, more: false };
      }
      hyphens = lineEnd === -1 ? -1 : nextHyphens(octets, lineEnd);
    }
    return wait(last ? octets.length : Math.max(start, octets.length - unfinished(octets)));
  };

  const work = (octets: Buffer, last: boolean): void => {
    let from = 0;
    while (from < octets.length && !shared.full) {
      const { next, more } =
        header === undefined ? readBody(octets, from, last) : readHeaderLines(octets, from, last);
      from = next;
      if (more) break;
    }
    if (shared.full) from = octets.length;
    // A copy, so that the chunk it comes from is not kept.
    held = from === octets.length ? NOTHING : Buffer.from(octets.subarray(from));
    at += from;
  };

  beginHeader(within, TEXT);
  return {
    write: (chunk) => {
      const octets = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      work(held.length === 0 ? octets : Buffer.concat([held, octets]), false);
    },
    end: () => {
      work(held, true);
      if (header !== undefined && !shared.full) beginBody(at);
      if (!boundaries.none() && !shared.full) shared.defects.add('mail-unclosed');
      endParts(undefined, at);
    },
  };
}

/** Where the next line that begins with two hyphens does so; -1 for none. Octet by octet: a call per line end would cost more. */
function nextHyphens(octets: Buffer, from: number): number {
  for (let at = from; at + 2 < octets.length; at += 1)
    if (octets[at] === LF && octets[at + 1] === HYPHEN && octets[at + 2] === HYPHEN) return at + 1;
  return -1;
}

function endOfLine(octets: Buffer, from: number): number {
  for (let at = from; at < octets.length; at += 1) if (octets[at] === LF) return at;
  return -1;
}

/** Octets at the end that may be the beginning of a line end and two hyphens. */
function unfinished(octets: Buffer): number {
  const { length } = octets;
  let back = 0;
  if (octets[length - 1] === HYPHEN) back = 1;
  if (octets[length - 1 - back] === LF) return octets[length - 2 - back] === CR ? back + 2 : back + 1;
  return back === 0 && octets[length - 1] === CR ? 1 : 0;
}
