// Base64 (RFC 4648 section 4) in pieces of any length. Strict: a character that does not belong there means a broken answer.
import { MailError } from '../mailbox.ts';

export interface Base64Decoder {
  take(piece: Buffer): Buffer;
  /** @throws MailError when what came does not end where base64 can end */
  end(): void;
}

const broken = (): MailError => new MailError('protocol', 'an answer with broken base64 in it');

export function decodeBase64(): Base64Decoder {
  /** Characters that wait for the rest of their four. */
  let held = '';
  let padded = false;
  return {
    take(piece) {
      let text = piece.toString('latin1');
      const isPlain = !/[^A-Za-z0-9+/]/.test(text);
      if (!isPlain) text = text.replace(/[ \t\r\n]+/g, '');
      if (text === '') return Buffer.alloc(0);
      if (padded && !/^=+$/.test(text)) throw broken();
      const all = held + text;
      if (!isPlain && !/^[A-Za-z0-9+/]*={0,2}$/.test(all)) throw broken();
      padded = all.endsWith('=');
      const whole = all.length - (all.length % 4);
      held = all.slice(whole);
      return Buffer.from(all.slice(0, whole), 'base64');
    },
    end() {
      if (held !== '') throw broken();
    },
  };
}
