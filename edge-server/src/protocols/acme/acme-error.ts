// What can go wrong with an authority that issues certificates by itself (RFC 8555 sections 6.7 and 8).

/**
 * unreachable: it does not answer. untrusted: its own certificate is not believed. refused: it said no, or must not be asked.
 * limited: too many orders; `retryAfterMs` says how long it wants to be left alone. challenge: it could not see that a name is ours.
 * protocol: an answer that is not ACME.
 */
export type AcmeTrouble = 'unreachable' | 'untrusted' | 'refused' | 'limited' | 'challenge' | 'protocol';

export class AcmeError extends Error {
  override readonly name = 'AcmeError';
  readonly trouble: AcmeTrouble;
  /** As the authority names it: "rateLimited", without its prefix. */
  readonly type: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    trouble: AcmeTrouble,
    detail: string,
    more: {
      readonly type?: string | undefined;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    // The authority's words: bounded, and on one line.
    super(detail.replace(/\s+/g, ' ').slice(0, 500), { cause: more.cause });
    this.trouble = trouble;
    this.type = more.type;
    this.retryAfterMs = more.retryAfterMs;
  }
}
