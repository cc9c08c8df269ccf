// The text of a multi-line POP3 answer (RFC 1939 section 3): lines ended by CRLF, a leading dot doubled, a line of one dot as the end.
// Takes octets as they come, cut anywhere.

export interface Pop3Text {
  /**
   * @returns what of `chunk` belongs to the text, dots taken off, and once the end has been seen `rest`: what came after it. After that
   * nothing more may be handed in.
   */
  push(chunk: Buffer): { text: Buffer; rest: Buffer | undefined };
}

const CR = 0x0d;
const LF = 0x0a;
const DOT = 0x2e;

/**
 * Where in a line we are. Only CRLF begins a line: a lone LF is an octet like any other, else a message that holds LF "." LF would end for
 * us where it does not end for the server, and its rest would be taken for answers (the same trick as SMTP smuggling).
 * start: at the beginning of a line. dot: after a dot there, which is not handed on yet. dot-cr: after that and a CR. text: elsewhere.
 * text-cr: after a CR there.
 */
type State = 'start' | 'dot' | 'dot-cr' | 'text' | 'text-cr';

export function pop3Text(): Pop3Text {
  let state: State = 'start';
  return {
    push(chunk) {
      const pieces: Buffer[] = [];
      // Of what is not handed on yet; a held-back CR or dot of an earlier chunk is added by hand.
      let from = 0;
      let at = 0;
      while (at < chunk.length) {
        const octet = chunk[at];
        switch (state) {
          case 'start':
            if (octet === DOT) {
              pieces.push(chunk.subarray(from, at));
              from = at + 1;
              state = 'dot';
            } else state = octet === CR ? 'text-cr' : 'text';
            break;
          case 'dot':
            // The dot was the server's unless this is the end: it is dropped, what follows is text.
            if (octet === CR) state = 'dot-cr';
            else state = 'text';
            if (octet === CR) from = at + 1;
            break;
          case 'dot-cr':
            if (octet === LF) return { text: Buffer.concat(pieces), rest: chunk.subarray(at + 1) };
            // Dot, CR, and no LF: the CR was text after all.
            pieces.push(Buffer.of(CR));
            from = at;
            state = octet === CR ? 'text-cr' : 'text';
            break;
          case 'text':
            // To the next CR in one step: this is where every octet of a message but a few is.
            at = nextCr(chunk, at);
            if (at < chunk.length) state = 'text-cr';
            break;
          case 'text-cr':
            if (octet === LF) state = 'start';
            else if (octet !== CR) state = 'text';
            break;
        }
        at += 1;
      }
      pieces.push(chunk.subarray(Math.min(from, chunk.length)));
      return { text: pieces.length === 1 ? (pieces[0] ?? chunk) : Buffer.concat(pieces), rest: undefined };
    },
  };
}

function nextCr(chunk: Buffer, from: number): number {
  const at = chunk.indexOf(CR, from);
  return at === -1 ? chunk.length : at;
}
