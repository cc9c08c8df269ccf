// A program for large-message.test.ts: reads a message with an attachment of so many megabytes, which exists only while it is read, and
// prints by how much its memory grew at most.

import { openPart } from '@platen/edge-server/protocols/mail/mime/open-part';
import type { ReadRange } from '@platen/edge-server/protocols/mail/mime/outline';
import { readOutline } from '@platen/edge-server/protocols/mail/mime/read-outline';

const megabytes = Number(process.argv[2]);
const encoding = process.argv[3] ?? 'base64';

const head = Buffer.from(
  `From: anna@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\nContent-Type: application/pdf; name=large.pdf\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
);
const tail = Buffer.from('--b--\r\n');
const line = Buffer.from(`${'QUJD'.repeat(19)}\r\n`);
// Chunks of the size that files are read in; a whole number of lines, so that every place in it looks the same.
const lines = Buffer.concat(Array.from({ length: 840 }, () => line));
const bodyEnd = head.length + Math.ceil((megabytes * 1024 * 1024) / line.length) * line.length;
const size = bodyEnd + tail.length;

const read: ReadRange = async function* (start, end) {
  for (let at = start; at < end; ) {
    const from =
      at < head.length
        ? head.subarray(at)
        : at >= bodyEnd
          ? tail.subarray(at - bodyEnd)
          : lines.subarray((at - head.length) % line.length, lines.length).subarray(0, bodyEnd - at);
    // A copy, as octets of a file are new ones each time.
    const chunk = Buffer.from(from.subarray(0, end - at));
    at += chunk.length;
    yield chunk;
    sample();
  }
};

let most = 0;
const sample = (): void => {
  most = Math.max(most, process.memoryUsage.rss());
};

globalThis.gc?.();
sample();
const before = process.memoryUsage.rss();
const outline = await readOutline(read(0, size));
const part = outline.parts.at(-1);
let decoded = 0;
if (part !== undefined) for await (const chunk of openPart(part, read)) decoded += chunk.length;
process.stdout.write(
  JSON.stringify({ parts: outline.parts.length, size: outline.size, decoded, grownBytes: most - before }),
);
