// The frames between the server and office-driver.py: 4 bytes of length (big-endian), a JSON header of that length, then as many bytes
// as the header's `bytes` says. What comes out of the sandbox is checked: the program in there has met hostile documents.
import { MAX_HEADER_BYTES } from './limits.ts';

export interface Request {
  readonly id: number;
  /** Says how LibreOffice reads it: "docx". */
  readonly extension: string;
  /** Rules that are applied before printing; see office_sheets.py. */
  readonly page?: Readonly<Record<string, unknown>> | undefined;
}

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly id: number; readonly pdf: Buffer }
  /** More than may be sent was announced; what follows is not read. */
  | { readonly kind: 'oversize'; readonly id: number; readonly detail: string }
  | {
      readonly kind: 'refused';
      readonly id: number;
      readonly code: RefusedCode;
      readonly detail: string;
      /** Something unexpected happened: better not to go on with this instance. */
      readonly worn: boolean;
    };

const REFUSED_CODES = [
  'document-broken',
  'document-empty',
  'document-password',
  'document-too-large',
  'document-too-many-pages',
  'document-type',
] as const;
export type RefusedCode = (typeof REFUSED_CODES)[number];

const LENGTH_BYTES = 4;

/** What goes before the document's bytes. */
export function requestHead(request: Request, bytes: number): Buffer {
  const json = Buffer.from(JSON.stringify({ ...request, bytes }));
  const head = Buffer.alloc(LENGTH_BYTES);
  head.writeUInt32BE(json.length);
  return Buffer.concat([head, json]);
}

/**
 * Puts frames together from pieces as they come. The returned function throws an Error when something else than a frame
 * arrives, or a body of more than `maxBody` bytes is announced.
 */
export function readReplies(maxBody: number, hear: (reply: Reply) => void): (piece: Buffer) => void {
  let parts: Buffer[] = [];
  let have = 0;
  let need = LENGTH_BYTES;
  let state: 'length' | 'header' | 'body' = 'length';
  let header: Record<string, unknown> = {};

  const take = (bytes: Buffer): void => {
    if (state === 'length') {
      need = bytes.readUInt32BE();
      if (need > MAX_HEADER_BYTES) throw new Error(`a header of ${need} bytes`);
      state = 'header';
      return;
    }
    if (state === 'header') {
      header = parse(bytes);
      need = whole(header['bytes']);
      if (need > maxBody) {
        const detail = `a result of ${need} bytes`;
        hear({ kind: 'oversize', id: whole(header['id']), detail });
        throw new Error(detail);
      }
      state = 'body';
      return;
    }
    state = 'length';
    need = LENGTH_BYTES;
    hear(replyOf(header, bytes));
  };

  return (piece) => {
    parts.push(piece);
    have += piece.length;
    while (have >= need) {
      const all = parts.length === 1 ? (parts[0] ?? piece) : Buffer.concat(parts);
      const frame = all.subarray(0, need);
      const rest = all.subarray(need);
      parts = rest.length === 0 ? [] : [rest];
      have = rest.length;
      take(frame);
      // A body of nothing is there already; a length or header is not, when nothing is left.
      if (have === 0 && need > 0) return;
    }
  };
}

function replyOf(header: Record<string, unknown>, body: Buffer): Reply {
  const id = whole(header['id']);
  switch (header['kind']) {
    case 'ready':
      return { kind: 'ready' };
    case 'progress':
      return { kind: 'progress', id, done: whole(header['done']), of: whole(header['of']) };
    case 'done':
      return { kind: 'done', id, pdf: body };
    case 'refused': {
      const code = REFUSED_CODES.find((known) => known === header['code']);
      if (code === undefined) throw new Error(`an unknown code: ${String(header['code'])}`);
      return { kind: 'refused', id, code, detail: String(header['detail']), worn: header['worn'] === true };
    }
    default:
      throw new Error('a frame of an unknown kind');
  }
}

function parse(bytes: Buffer): Record<string, unknown> {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof value !== 'object' || value === null) throw new Error('a header that is no object');
  return { ...value };
}

function whole(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`not a whole number: ${String(value)}`);
}
