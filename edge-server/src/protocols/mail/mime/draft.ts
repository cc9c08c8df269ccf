// Parts while they are being found, and what all scans of one message share.
import { readHeader } from './header.ts';
import type { MailLimits } from './limits.ts';
import type { Header, MailDefect, Part, TransferEncoding } from './outline.ts';
import type { PartFacts } from './part-facts.ts';

/** A part whose end is not known yet. */
export type Draft = {
  -readonly [Key in Exclude<keyof Part, 'parent' | 'children' | 'within'>]: Part[Key];
} & {
  readonly parent: Draft | undefined;
  readonly children: Draft[];
  readonly within: Draft | undefined;
};

export interface Shared {
  readonly limits: MailLimits;
  readonly parts: Draft[];
  readonly defects: Set<MailDefect>;
  /** Octets of headers that may still be read. */
  headerLeft: number;
  /** The number of parts is reached: nothing more is looked at. */
  full: boolean;
}

/** Takes an entity, header and body, as it comes. */
export interface Scan {
  write(chunk: Uint8Array): void;
  end(): void;
}

/** Scans an entity whose octets are the opened content of `container`. */
export type ScanWithin = (container: Draft) => Scan;

/** Looks into a body while it passes by. */
export interface BodyListener {
  /** `at`: where the chunk begins, counted as the part's start and end are. */
  write(chunk: Uint8Array, at: number): void;
  end(): void;
}

export interface Place {
  readonly parent: Draft | undefined;
  readonly within: Draft | undefined;
  /** Where the body begins. */
  readonly start: number;
}

export const noHeader: Header = readHeader(new Uint8Array());

/** Adds a part at the end; undefined when there are too many already. */
export function addDraft(
  shared: Shared,
  { parent, within, start }: Place,
  header: Header,
  facts: Omit<PartFacts, 'boundary'>,
): Draft | undefined {
  if (shared.parts.length >= shared.limits.parts) {
    shared.full = true;
    shared.defects.add('mail-too-many-parts');
    return undefined;
  }
  const siblings = parent?.children ?? [];
  const number = `${siblings.length + 1}`;
  const draft: Draft = {
    path: parent === undefined ? '' : parent.path === '' ? number : `${parent.path}.${number}`,
    parent,
    children: [],
    header,
    mediaType: facts.mediaType,
    parameters: facts.parameters,
    disposition: facts.disposition,
    name: facts.name,
    contentId: facts.contentId,
    encoding: facts.encoding,
    charset: facts.charset,
    container: false,
    within,
    start,
    end: start,
    size: 0,
    // RFC 1847 section 2.1: the second part is the signature, whatever its type.
    signature: facts.signature || (parent?.mediaType === 'multipart/signed' && siblings.length > 0),
    encrypted: facts.encrypted || parent?.mediaType === 'multipart/encrypted',
  };
  if (draft.encrypted) shared.defects.add('mail-encrypted');
  shared.parts.push(draft);
  siblings.push(draft);
  return draft;
}

/** Levels above it, the root's being 0. */
export function depthOf(draft: Draft): number {
  let depth = 0;
  for (let above = draft.parent; above !== undefined; above = above.parent) depth += 1;
  return depth;
}

export function endDraft(draft: Draft, end: number): void {
  draft.end = Math.max(draft.start, end);
  draft.size = decodedSize(draft.encoding, draft.end - draft.start);
}

/** Lines of 76 characters and CRLF (RFC 2045), of 61 (uuencode); how much quoted-printable shrinks is not to be told. */
function decodedSize(encoding: TransferEncoding, octets: number): number {
  if (encoding === 'base64') return Math.floor((octets * 76 * 3) / (78 * 4));
  return encoding === 'uuencode' ? Math.floor((octets * 45) / 63) : octets;
}
