// How a request to a printer can end. Every end is a value, because what to do next depends on which one it was: whether
// a document may have been printed is decided from `phase` and `bytesSent` (delivery states, not here).
import { cleanText } from './clean-text.ts';
import type { IppFormatError } from './format-error.ts';
import type { IppMessage } from './message.ts';

export type IppPhase =
  /** Until the connection stands and the certificate is accepted: nothing of the request has left. */
  | 'connect'
  /** Until the last octet of the request is with the operating system. */
  | 'send'
  | 'answer';

export type ExchangeFacts = {
  readonly phase: IppPhase;
  /** Octets of the document handed to the socket. 0 means that none left this machine; more is an upper bound. */
  readonly bytesSent: number;
  /** A kept connection was used. If it failed, the printer may have closed it before this request. */
  readonly reusedConnection: boolean;
};

export type IppAnswer = ExchangeFacts & {
  readonly kind: 'answer';
  /** Of any status code: look at message.code. */
  readonly message: IppMessage;
  /** False when the printer refused before it had taken the whole document. */
  readonly requestComplete: boolean;
  /** SHA-256 of the printer's certificate, lower-case hex; absent without TLS. */
  readonly fingerprint?: string;
};

export type FailureReason =
  /** Not an address of a printer (printer-uri.ts). */
  | { readonly kind: 'bad-uri' }
  /** No connection: refused, no route, unknown name. `code` is the system's, such as ECONNREFUSED. */
  | { readonly kind: 'refused-connection'; readonly code: string }
  /** The certificate is not the pinned one or not valid, or no TLS is spoken there. */
  | { readonly kind: 'tls'; readonly code: string; readonly fingerprint?: string }
  | { readonly kind: 'timeout' }
  /** The connection broke. */
  | { readonly kind: 'reset'; readonly code: string }
  /** The answer is HTTP, but not 200: 401 wants a password, 426 wants TLS, 404 is another path. */
  | { readonly kind: 'http-status'; readonly status: number }
  /** The answer is not HTTP, or not IPP, or belongs to another request. */
  | { readonly kind: 'not-ipp'; readonly error?: IppFormatError }
  /** The document could not be read to its end, or was not as long as told. */
  | { readonly kind: 'document-failed'; readonly cause: unknown }
  /** The caller's signal. */
  | { readonly kind: 'aborted' };

/** `detail` is one clean line for the operator and the log. */
export type IppFailure = ExchangeFacts & FailureReason & { readonly detail: string };

export type IppOutcome = IppAnswer | IppFailure;

/** What an error of the socket or of the HTTP parser, or an end without one, says about the exchange. */
export function failureOf(
  error: unknown,
  at: { readonly phase: IppPhase; readonly secure: boolean; readonly tcpConnected: boolean },
): FailureReason & { readonly detail: string } {
  const code = codeOf(error);
  const detail = error instanceof Error && error.message !== '' ? cleanText(error.message) : code;
  if (code === 'ETIMEDOUT') return { kind: 'timeout', detail };
  if (at.phase === 'connect' && !at.tcpConnected) return { kind: 'refused-connection', code, detail };

  const broken = code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED';
  // While TLS is being set up every other error is a certificate or protocol error, whatever its code.
  const inHandshake = at.phase === 'connect' && at.secure && !broken;
  if (inHandshake || /^(ERR_SSL|ERR_TLS|EPROTO$)/.test(code)) return { kind: 'tls', code, detail };
  if (code.startsWith('HPE_')) return { kind: 'not-ipp', detail };
  return { kind: 'reset', code, detail };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'closed';
}
