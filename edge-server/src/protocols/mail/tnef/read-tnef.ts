// Reads a TNEF stream once, as it comes ([MS-OXTNEF]): what it holds, and where each file lies in it. Whatever the octets are, the answer
// is a value; only the source's own errors are thrown.
import { setImmediate } from 'node:timers/promises';
import type { TnefAttachment, TnefContent, TnefOutline } from './content.ts';
import { type MessageDraft, makeDraft } from './draft.ts';
import { type TnefLimits, tnefLimits } from './limits.ts';
import { makeOctetReader, type OctetReader } from './octet-reader.ts';
import { mayGoOn, type Shared } from './shared.ts';

const SIGNATURE = 0x223e9f78;

/** Attribute ids with their types, [MS-OXTNEF] section 2.1.3.2. */
const ATTRIBUTE = {
  oemCodepage: 0x0006_9007,
  subject: 0x0001_8004,
  body: 0x0002_800c,
  messageProperties: 0x0006_9003,
  attachmentBegins: 0x0006_9002,
  attachmentTitle: 0x0001_8010,
  attachmentData: 0x0006_800f,
  attachmentProperties: 0x0006_9005,
} as const;

/** Signature and key. */
const START_BYTES = 6;
/** Level, id and length of an attribute. */
const HEAD_BYTES = 9;
const CHECKSUM_BYTES = 2;

/** After so many the rest of the program has its turn. */
const TURN = 1_000;

/** @throws what `source` throws. The source is closed in any case, and read to its end only where there is reason to. */
export async function readTnef(
  source: AsyncIterable<Uint8Array>,
  limits: TnefLimits = tnefLimits,
): Promise<TnefOutline> {
  const shared: Shared = { limits, defects: new Set(), items: 0, attachments: 0 };
  const reader = makeOctetReader(source);
  try {
    const content = await readMessage(reader, Number.POSITIVE_INFINITY, 0, shared);
    return { ...withoutCostly(content, shared, reader.position), defects: [...shared.defects] };
  } finally {
    await reader.close();
  }
}

/** @param end where the stream of this message ends. */
async function readMessage(
  reader: OctetReader,
  end: number,
  depth: number,
  shared: Shared,
): Promise<TnefContent> {
  const draft = makeDraft(reader, shared, async (embeddedEnd) => {
    if (depth < shared.limits.depth) return readMessage(reader, embeddedEnd, depth + 1, shared);
    shared.defects.add('mail-too-deep');
    return undefined;
  });
  if (end - reader.position < START_BYTES || (await reader.u32()) !== SIGNATURE)
    shared.defects.add('mail-broken');
  else {
    // A key, which means nothing.
    await reader.u16();
    while (
      end - reader.position >= HEAD_BYTES &&
      mayGoOn(shared) &&
      (await readAttribute(reader, end, draft, shared))
    ) {
      if (shared.items % TURN === 0) await setImmediate();
    }
  }
  return draft.content();
}

/** @returns false at the end of the stream, orderly or not. */
async function readAttribute(
  reader: OctetReader,
  end: number,
  draft: MessageDraft,
  shared: Shared,
): Promise<boolean> {
  const head = await reader.take(HEAD_BYTES);
  // Bytes after the last attribute are padding by mail programs.
  if (head === undefined || head[0] === 0) return false;
  const level = head[0];
  const id = head.readUInt32LE(1);
  const valueEnd = reader.position + head.readUInt32LE(5);
  if ((level !== 1 && level !== 2) || valueEnd > end) {
    shared.defects.add('mail-broken');
    return false;
  }
  const sound = await takeAttribute(id, valueEnd, draft);
  // The checksum is not looked at: a wrong one would be no reason to lose a document.
  if (sound && (await reader.skipTo(Math.min(valueEnd + CHECKSUM_BYTES, end)))) return true;
  // After the last attachment that is allowed the reading ends too.
  if (!shared.defects.has('mail-too-many-parts')) shared.defects.add('mail-broken');
  return false;
}

async function takeAttribute(id: number, end: number, draft: MessageDraft): Promise<boolean> {
  switch (id) {
    case ATTRIBUTE.oemCodepage:
      return draft.codepage(end);
    case ATTRIBUTE.subject:
      return draft.subject(end);
    case ATTRIBUTE.body:
      return draft.body(end);
    case ATTRIBUTE.messageProperties:
      return draft.properties(end);
    case ATTRIBUTE.attachmentBegins:
      return draft.beginAttachment();
    case ATTRIBUTE.attachmentTitle:
      return draft.attachmentTitle(end);
    case ATTRIBUTE.attachmentData:
      return draft.attachmentData(end);
    case ATTRIBUTE.attachmentProperties:
      return draft.attachmentProperties(end);
    default:
      return true;
  }
}

/** To open one the stream is read from its beginning: what costs more than the limit together is left out. */
function withoutCostly(content: TnefContent, shared: Shared, size: number): TnefContent {
  let left = Math.max(1, Math.floor(shared.limits.reopenedBytes / Math.max(size, 1)));
  const kept = (message: TnefContent): TnefContent => ({
    ...message,
    attachments: message.attachments.flatMap((attachment): TnefAttachment[] => {
      if (attachment.message !== undefined) return [{ ...attachment, message: kept(attachment.message) }];
      left -= 1;
      if (left < 0) shared.defects.add('mail-too-many-parts');
      return left < 0 ? [] : [attachment];
    }),
  });
  return kept(content);
}
