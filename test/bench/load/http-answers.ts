// Reads HTTP/1.1 answers off a connection with as little work as possible: it shares two cores with the server it measures.

export type HttpAnswer = { readonly status: number; readonly body: Buffer; readonly close: boolean };

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKS_END = Buffer.from('0\r\n\r\n');

// Only the first bytes of a chunked body are looked at, so its frame need not be taken apart completely.
const firstChunk = (framed: Buffer): Buffer => framed.subarray(framed.indexOf('\r\n') + 2);

/** Takes one answer off the front of `bytes`; undefined when it is not all there. 1xx answers must be taken like others. */
export const takeAnswer = (
  bytes: Buffer,
): { readonly answer: HttpAnswer; readonly rest: Buffer } | undefined => {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const head = bytes.toString('latin1', 0, headEnd).toLowerCase();
  // "http/1.1 200 ok"
  const status = Number(head.slice(9, 12));
  const close = head.includes('\r\nconnection: close');
  const bodyStart = headEnd + HEAD_END.length;
  if (head.includes('\r\ntransfer-encoding: chunked')) {
    const end = bytes.indexOf(CHUNKS_END, bodyStart);
    if (end < 0) return undefined;
    const rest = bytes.subarray(end + CHUNKS_END.length);
    return { answer: { status, body: firstChunk(bytes.subarray(bodyStart, end)), close }, rest };
  }
  const length = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? 0);
  if (bytes.length < bodyStart + length) return undefined;
  const body = bytes.subarray(bodyStart, bodyStart + length);
  return { answer: { status, body, close }, rest: bytes.subarray(bodyStart + length) };
};
