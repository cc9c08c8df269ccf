// What a printer says on its raw connection (HP PJL Technical Reference, "Status Readback"): messages that end with a form feed, each
// of a few lines. Everything here came from the network: it is bounded, and what makes no sense is skipped (threat T32).
import { cleanText } from '../ipp/clean-text.ts';

export type PjlMessage =
  | { readonly kind: 'echo'; readonly text: string }
  | {
      readonly kind: 'job';
      readonly what: 'start' | 'end' | 'cancelled';
      readonly name?: string | undefined;
      readonly pages?: number | undefined;
    }
  /** A page is out. */
  | { readonly kind: 'page'; readonly page: number }
  | {
      readonly kind: 'device';
      readonly code: number;
      /** What its own display says, one clean line. */
      readonly display?: string | undefined;
      readonly online?: boolean | undefined;
    };

const FORM_FEED = 0x0c;
/** The longest message of the reference has a dozen short lines. What is longer is none, and skipped to its end. */
const MOST_OCTETS = 4_096;
const MOST_LINES = 64;
/** A display has two lines of some twenty characters. */
const MOST_DISPLAY = 80;
/** No job has more; a number beyond is a lie. */
const MOST_PAGES = 10_000_000;

export interface BackChannel {
  /** The messages that are complete with this chunk. */
  feed(chunk: Uint8Array): readonly PjlMessage[];
}

export function openBackChannel(): BackChannel {
  let held: Buffer[] = [];
  let octets = 0;
  let skipping = false;

  function take(piece: Buffer): void {
    if (skipping || piece.length === 0) return;
    octets += piece.length;
    if (octets > MOST_OCTETS) {
      held = [];
      skipping = true;
      return;
    }
    // A copy: the chunk belongs to the socket, and a few octets must not keep all of it.
    held.push(Buffer.from(piece));
  }

  function finish(): PjlMessage | undefined {
    const text = skipping ? '' : Buffer.concat(held).toString('latin1');
    held = [];
    octets = 0;
    skipping = false;
    return readPjlMessage(text);
  }

  return {
    feed(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const messages: PjlMessage[] = [];
      let from = 0;
      for (;;) {
        const at = bytes.indexOf(FORM_FEED, from);
        if (at === -1) break;
        take(bytes.subarray(from, at));
        const message = finish();
        if (message !== undefined) messages.push(message);
        from = at + 1;
      }
      take(bytes.subarray(from));
      return messages;
    },
  };
}

/** One message without its form feed; undefined for what is none of ours. */
export function readPjlMessage(text: string): PjlMessage | undefined {
  const lines = text
    .split(/\r\n|\n|\r/, MOST_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // Something of a message that was cut may stand before it.
  const start = lines.findIndex((line) => line.startsWith('@PJL'));
  const [head = '', ...body] = start === -1 ? [] : lines.slice(start);
  const [, command = '', what = ''] = head.split(/\s+/);
  switch (command.toUpperCase()) {
    case 'ECHO':
      return { kind: 'echo', text: head.slice(head.toUpperCase().indexOf('ECHO') + 4).trim() };
    case 'USTATUS':
    case 'INFO':
      return readStatus(what.toUpperCase(), body);
    default:
      return undefined;
  }
}

function readStatus(what: string, body: readonly string[]): PjlMessage | undefined {
  const values = valuesOf(body);
  switch (what) {
    case 'JOB':
      return readJob(body[0]?.toUpperCase() ?? '', values);
    case 'PAGE': {
      const page = countOf(body[0]);
      return page === undefined ? undefined : { kind: 'page', page };
    }
    case 'DEVICE':
    case 'STATUS': {
      const code = countOf(values.get('CODE'));
      if (code === undefined) return undefined;
      const display = values.get('DISPLAY');
      const online = values.get('ONLINE')?.toUpperCase();
      return {
        kind: 'device',
        code,
        ...(display === undefined ? {} : { display: cleanText(display, MOST_DISPLAY) }),
        ...(online === 'TRUE' || online === 'FALSE' ? { online: online === 'TRUE' } : {}),
      };
    }
    default:
      return undefined;
  }
}

function readJob(word: string, values: ReadonlyMap<string, string>): PjlMessage | undefined {
  // Some devices say END and, in a line of its own, that it was cancelled.
  const cancelled = /^CANCEL/.test(word) || /CANCEL/.test(values.get('RESULT')?.toUpperCase() ?? '');
  const what = cancelled ? 'cancelled' : word === 'START' ? 'start' : word === 'END' ? 'end' : undefined;
  if (what === undefined) return undefined;
  return { kind: 'job', what, name: values.get('NAME'), pages: countOf(values.get('PAGES')) };
}

/** NAME="a text", PAGES=3 */
function valuesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at <= 0) continue;
    const value = line.slice(at + 1).trim();
    values.set(line.slice(0, at).trim().toUpperCase(), value.replace(/^"(.*)"$/, '$1'));
  }
  return values;
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,8}$/.test(text)) return undefined;
  const count = Number(text);
  return count <= MOST_PAGES ? count : undefined;
}
