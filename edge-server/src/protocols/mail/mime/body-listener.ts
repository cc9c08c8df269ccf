// Looks into a body while it passes by, where parts are hidden in it: signed data, a message that is encoded, files in a text.
import {
  addDraft,
  type BodyListener,
  type Draft,
  endDraft,
  noHeader,
  type Scan,
  type ScanWithin,
  type Shared,
} from './draft.ts';
import { type PartFacts, PKCS7 } from './part-facts.ts';
import { makeSignedReader, type SignedReader } from './signed-content.ts';
import { makeTransferDecoder } from './transfer-decoder.ts';
import { listenForUuencode } from './uuencoded-files.ts';

/** Undefined: nothing can be hidden there. */
export function listenerFor(shared: Shared, draft: Draft, scanWithin: ScanWithin): BodyListener | undefined {
  if (draft.encrypted) return undefined;
  const opens = holdsSignedData(draft) || isMessage(draft.mediaType);
  if (opens && openedAround(draft) >= shared.limits.openedDepth) {
    shared.defects.add('mail-too-deep');
    return undefined;
  }
  if (holdsSignedData(draft)) return listenForSigned(shared, draft, scanWithin);
  if (isMessage(draft.mediaType)) return listenForMessage(draft, scanWithin);
  if (draft.mediaType === 'text/plain' && draft.encoding === 'none' && draft.disposition !== 'attachment')
    return listenForUuencode(shared, draft);
  return undefined;
}

function openedAround(draft: Draft): number {
  let depth = 0;
  for (let outer = draft.within; outer !== undefined; outer = outer.within) depth += 1;
  return depth;
}

export const isMessage = (mediaType: string): boolean =>
  mediaType === 'message/rfc822' || mediaType === 'message/global';

/** Signed files have long been sent under any type; their name tells. */
export const holdsSignedData = ({ mediaType, name }: Pick<Draft, 'mediaType' | 'name'>): boolean =>
  PKCS7.test(mediaType) || (mediaType === 'application/octet-stream' && SIGNED_FILE.test(name ?? ''));

/** "contract.pdf.p7m" (CAdES, ETSI EN 319 122) holds the file itself, while a mail program's smime.p7m holds a MIME entity. */
const SIGNED_FILE = /^(.+\.[a-z0-9]{1,5})\.p7m$/i;

const nothing: Pick<
  PartFacts,
  'parameters' | 'contentId' | 'encoding' | 'charset' | 'signature' | 'encrypted'
> = {
  parameters: new Map(),
  contentId: undefined,
  encoding: 'none',
  charset: undefined,
  signature: false,
  encrypted: false,
};

function listenForSigned(shared: Shared, draft: Draft, scanWithin: ScanWithin): BodyListener {
  const decoder = makeTransferDecoder(draft.encoding);
  const signed = makeSignedReader();
  const fileName = SIGNED_FILE.exec(draft.name ?? '')?.[1];
  const inside = fileName === undefined ? lazyScan(draft, scanWithin) : fileWithin(shared, draft, fileName);
  const pass = (octets: Uint8Array): void => {
    const pieces = signed.write(octets);
    // Thousands of tiny pieces are possible.
    inside.write(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces));
  };
  return {
    write: (chunk) => {
      if (!shared.full) pass(decoder.write(chunk));
    },
    end: () => {
      pass(decoder.end());
      inside.end();
      judge(shared, draft, signed);
    },
  };
}

function judge(shared: Shared, draft: Draft, signed: SignedReader): void {
  if (signed.kind === 'encrypted') {
    draft.encrypted = true;
    shared.defects.add('mail-encrypted');
  } else if (signed.kind === 'broken' && PKCS7.test(draft.mediaType)) shared.defects.add('mail-broken');
}

/** The signed content is a file: one part, no header. */
function fileWithin(shared: Shared, container: Draft, name: string): Scan {
  let length = 0;
  let file: Draft | undefined;
  return {
    write: (chunk) => {
      if (length === 0 && chunk.length > 0) {
        container.container = true;
        file = addDraft(shared, { parent: container, within: container, start: 0 }, noHeader, {
          ...nothing,
          mediaType: 'application/octet-stream',
          disposition: 'attachment',
          name,
        });
      }
      length += chunk.length;
    },
    end: () => {
      if (file !== undefined) endDraft(file, length);
    },
  };
}

/** RFC 2046 section 5.2.1 forbids to encode a message, and it is done. */
function listenForMessage(draft: Draft, scanWithin: ScanWithin): BodyListener {
  const decoder = makeTransferDecoder(draft.encoding);
  const inside = lazyScan(draft, scanWithin);
  return {
    write: (chunk) => {
      inside.write(decoder.write(chunk));
    },
    end: () => {
      inside.write(decoder.end());
      inside.end();
    },
  };
}

/** Begins with the first octet, so that what has no content has no part in it. */
function lazyScan(container: Draft, scanWithin: ScanWithin): Scan {
  let scan: Scan | undefined;
  return {
    write: (chunk) => {
      if (chunk.length === 0) return;
      if (scan === undefined) {
        container.container = true;
        scan = scanWithin(container);
      }
      scan.write(chunk);
    },
    end: () => scan?.end(),
  };
}
