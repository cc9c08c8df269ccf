// Reads the body of a form (application/x-www-form-urlencoded, WHATWG URL section 5.1), bounded. What was pressed is the name of the button.
import type { IncomingMessage } from 'node:http';
import { AppError } from '@platen/shared/app-error';

/** A list of 200 ticked documents is about 10 kB. */
const MOST_BYTES = 64 * 1024;
const MOST_FIELDS = 500;

export interface PlainForm {
  /** The words of the pressed button's name after `do.`: `['look', '4711']`; empty where none was pressed. */
  readonly act: readonly string[];
  /** The first of that name; empty where there is none. */
  readonly text: (name: string) => string;
  readonly all: (name: string) => readonly string[];
}

/** Rejects with `document-too-large` and `bad-request`. */
export async function readForm(incoming: IncomingMessage): Promise<PlainForm> {
  const type = (incoming.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new AppError('bad-request', { detail: 'the body is no form' });
  const parts: Buffer[] = [];
  let size = 0;
  // Kept open when we stop early: the answer still has to go out on it.
  for await (const part of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new AppError('document-too-large', { limit: '64 KB' });
    parts.push(part);
  }
  const fields = new URLSearchParams(Buffer.concat(parts).toString('utf8'));
  if (fields.size > MOST_FIELDS) throw new AppError('bad-request', { detail: 'too many fields' });
  const pressed = [...fields.keys()].find((name) => name.startsWith('do.')) ?? 'do.';
  return {
    act: pressed
      .slice(3)
      .split('.')
      .filter((word) => word !== ''),
    text: (name) => fields.get(name) ?? '',
    all: (name) => fields.getAll(name),
  };
}
