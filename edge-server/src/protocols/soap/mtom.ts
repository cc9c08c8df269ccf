// A SOAP message with one attachment (MTOM and XOP, MIME multipart/related of RFC 2387), and the envelope out of such an answer.
import { maxParts } from './limits.ts';

const BOUNDARY_CHARS = /^[A-Za-z0-9'()+_,\-./:=? ]{1,70}$/;

export interface Attached {
  /** For the HTTP header. */
  readonly contentType: string;
  readonly body: Buffer;
}

/** What stands in the message in place of the octets. */
export const includeHref = (id: string): string => `cid:attachment-${id}@platen.invalid`;

/** @param id letters, digits and hyphens; unlikely to be in the envelope or the attachment, such as a UUID. */
export function writeMtom(envelope: string, attachment: Uint8Array, id: string): Attached {
  const boundary = `platen-${id}`;
  const root = `envelope-${id}@platen.invalid`;
  const head = (contentId: string, type: string) =>
    `--${boundary}\r\ncontent-id: <${contentId}>\r\ncontent-type: ${type}\r\ncontent-transfer-encoding: binary\r\n\r\n`;
  return {
    contentType: `multipart/related; type="application/xop+xml"; boundary="${boundary}"; start="<${root}>"; start-info="application/soap+xml; charset=utf-8"`,
    body: Buffer.concat([
      Buffer.from(
        `${head(root, 'application/xop+xml; charset=utf-8; type="application/soap+xml; charset=utf-8"')}${envelope}\r\n`,
      ),
      Buffer.from(head(includeHref(id).slice('cid:'.length), 'application/octet-stream')),
      attachment,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}

/** The first part's content (the envelope stands first, RFC 2387 section 3.2); undefined when it is no such message. */
export function readMtomRoot(contentType: string, body: Buffer): Buffer | undefined {
  const named = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType);
  const boundary = named?.[1] ?? named?.[2];
  if (boundary === undefined || !BOUNDARY_CHARS.test(boundary)) return undefined;
  const marker = Buffer.from(`--${boundary}`);
  const starts: number[] = [];
  for (let at = body.indexOf(marker); at !== -1; at = body.indexOf(marker, at + marker.length)) {
    starts.push(at);
    if (starts.length > maxParts + 1) return undefined;
  }
  const [first, second] = starts;
  if (first === undefined || second === undefined) return undefined;
  const part = body.subarray(first + marker.length, second);
  const blank = part.indexOf('\r\n\r\n');
  if (blank === -1) return undefined;
  const content = part.subarray(blank + 4);
  return content.subarray(-2).toString('latin1') === '\r\n' ? content.subarray(0, -2) : content;
}
