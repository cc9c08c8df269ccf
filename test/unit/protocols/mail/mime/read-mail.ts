// Reads messages that tests write as text or octets: outline, contents, texts.

import { openPart } from '@platen/edge-server/protocols/mail/mime/open-part';
import type { Outline, Part, ReadRange } from '@platen/edge-server/protocols/mail/mime/outline';
import { partText } from '@platen/edge-server/protocols/mail/mime/part-text';
import { readOutline } from '@platen/edge-server/protocols/mail/mime/read-outline';

export interface ReadMail {
  readonly outline: Outline;
  /** By path. */
  part(path: string): Part;
  /** Decoded. */
  octets(path: string): Promise<Buffer>;
  text(path: string, most?: number): Promise<string>;
  /** "path media-type name", for each part. */
  readonly lines: readonly string[];
}

export async function* inChunks(octets: Uint8Array, bytes: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < octets.length; at += bytes) yield octets.subarray(at, at + bytes);
}

export async function gather(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks);
}

/** @param mail text as UTF-8, line ends as they stand. */
export async function readMail(mail: string | Uint8Array, chunkBytes = 64 * 1024): Promise<ReadMail> {
  const raw = typeof mail === 'string' ? Buffer.from(mail) : mail;
  const read: ReadRange = (start, end) => inChunks(raw.subarray(start, end), chunkBytes);
  const outline = await readOutline(inChunks(raw, chunkBytes));
  const part = (path: string): Part => {
    const found = outline.parts.find((one) => one.path === path);
    if (found === undefined)
      throw new Error(`no part "${path}": ${outline.parts.map((one) => one.path).join()}`);
    return found;
  };
  return {
    outline,
    part,
    octets: (path) => gather(openPart(part(path), read)),
    text: async (path, most = 1_000_000) => (await partText(part(path), read, most)).text,
    lines: outline.parts.map(({ path, mediaType, name }) =>
      [path, mediaType, name].filter(Boolean).join(' '),
    ),
  };
}
