// Hands one message to an LMTP server (RFC 2033) as a mail server does, for tests that want mail to arrive and not just to lie there.
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

export type LmtpDelivery = {
  readonly port: number;
  readonly from: string;
  readonly to: string;
  /** With CRLF line ends. */
  readonly raw: Uint8Array;
};

/** A line that begins with a dot gets another one (RFC 5321 section 4.5.2). */
const stuffed = (raw: Buffer): Buffer => {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = 0; at !== -1 && at < raw.length; ) {
    if (raw[at] === 0x2e && (at === 0 || raw[at - 1] === 0x0a)) {
      pieces.push(raw.subarray(from, at), Buffer.from('.'));
      from = at;
    }
    const next = raw.indexOf('\n.', at, 'latin1');
    at = next === -1 ? -1 : next + 1;
  }
  pieces.push(raw.subarray(from));
  return Buffer.concat(pieces);
};

/** Resolves when the server has taken the message; throws with its answer when it has not. */
export const deliverByLmtp = async ({ port, from, to, raw }: LmtpDelivery): Promise<void> => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (wanted: string): Promise<void> => {
    for (;;) {
      const line = await lines.next();
      const text = line.done === true ? 'the connection ended' : line.value;
      if (/^\d{3}-/.test(text)) continue;
      if (!text.startsWith(wanted)) throw new Error(`LMTP to ${to}: ${text}`);
      return;
    }
  };
  try {
    await answer('220');
    for (const [line, wanted] of [
      ['LHLO localhost', '250'],
      [`MAIL FROM:<${from}>`, '250'],
      [`RCPT TO:<${to}>`, '250'],
      ['DATA', '354'],
    ] as const) {
      socket.write(`${line}\r\n`);
      await answer(wanted);
    }
    const message = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
    socket.write(stuffed(message));
    socket.write(message.subarray(-2).toString('latin1') === '\r\n' ? '.\r\n' : '\r\n.\r\n');
    await answer('250');
    socket.write('QUIT\r\n');
  } finally {
    socket.destroySoon();
  }
};
