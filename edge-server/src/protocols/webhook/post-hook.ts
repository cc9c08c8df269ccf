// One POST of a webhook: over TLS to an address that was judged before, with the name checked against the certificate, no redirection
// followed, little of the answer read, and every wait bounded. What it says is for no one's eyes but the receiver's.
import { request } from 'node:https';
import { isIP } from 'node:net';
import type { Posted } from '@platen/shared/webhook';

export interface HookTarget {
  readonly url: URL;
  /** The addresses of its host, all of them judged; the connection goes to one of these and nowhere else (DNS rebinding, T36). */
  readonly addresses: readonly string[];
  /** Certificates to trust besides the system's, PEM: for tests. */
  readonly ca?: string | undefined;
}

/** A receiver notes the message and works on it later; one that takes longer is treated as not there. */
const ANSWER_MS = 15_000;
/** Of the answer only the status counts; what goes on longer than this is cut. */
const MOST_ANSWER = 64 * 1024;

/** Rejects only when aborted. */
export function postHook(
  { url, addresses, ca }: HookTarget,
  message: { readonly body: string | Uint8Array; readonly headers: Readonly<Record<string, string>> },
  signal: AbortSignal,
): Promise<Posted> {
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(reasonOf(signal));
    const limit = AbortSignal.timeout(ANSWER_MS);
    const sent = request(url, {
      method: 'POST',
      headers: { ...message.headers, 'content-length': Buffer.byteLength(message.body), connection: 'close' },
      // A connection of its own each time: nothing is shared between receivers, and each shows its certificate anew.
      agent: false,
      // Not called for an address that stands in the URL itself; that one is the judged one.
      lookup: (_host, options, done) => {
        const all = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = all;
        if (first === undefined) done(new Error('no address'), '', 0);
        else if (options.all === true) done(null, all);
        else done(null, first.address, first.family);
      },
      ...(isIP(bare) === 0 ? { servername: bare } : {}),
      ...(ca === undefined ? {} : { ca }),
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      signal: AbortSignal.any([signal, limit]),
    });
    const fail = (cause: unknown): void => {
      if (signal.aborted) reject(reasonOf(signal));
      else if (limit.aborted)
        resolve({ kind: 'unreachable', detail: `No answer within ${ANSWER_MS / 1000} s.` });
      else resolve({ kind: 'unreachable', detail: sayTrouble(cause) });
    };
    sent.on('error', fail);
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      let got = 0;
      response.on('data', (part: Buffer) => {
        got += part.length;
        if (got > MOST_ANSWER) response.destroy();
      });
      response.on('error', () => undefined);
      response.on('close', () => {
        // The status is the receiver's word, however the rest of the answer ends.
        resolve(judge(status, response.headers['retry-after']));
      });
    });
    sent.end(message.body);
  });
}

function judge(status: number, retryAfter: string | undefined): Posted {
  if (status >= 200 && status < 300) return { kind: 'taken', status };
  if (status >= 300 && status < 400) {
    return {
      kind: 'refused',
      status,
      detail: `Status ${status}: it sends elsewhere, and that is not followed. Enter the final address.`,
    };
  }
  // RFC 9110 section 10.2.3; a date is not worth reading here.
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
  return {
    kind: 'refused',
    status,
    detail: `Status ${status}.`,
    ...(seconds === undefined ? {} : { retryAfterMs: seconds * 1000 }),
  };
}

/** In words that help: the usual codes of sockets and of TLS; never what the other side wrote. */
function sayTrouble(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (code) {
    case 'ECONNREFUSED':
      return 'Nothing listens there (connection refused).';
    case 'ECONNRESET':
      return 'The connection broke.';
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `It cannot be reached (${code}).`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return 'Its certificate is from nobody this server trusts. Start the server with NODE_EXTRA_CA_CERTS for an authority of your own.';
    case 'CERT_HAS_EXPIRED':
      return 'Its certificate has expired.';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'Its certificate is for another name.';
    default:
      return `It cannot be reached${/^[A-Z0-9_]{3,60}$/.test(code) ? ` (${code})` : ''}.`;
  }
}

const reasonOf = (signal: AbortSignal): Error =>
  signal.reason instanceof Error ? signal.reason : new Error('aborted');
