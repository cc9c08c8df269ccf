// One call to the API: JSON in, JSON or a typed refusal out. It decides nothing and retries nothing; callers do. The one exception is the
// console's: what asks for a fresh proof of who is there is sent again once that was given.
import type { ErrorReply } from '@platen/shared/api/common';

/** What every call ends in. Only a bug throws. */
export type ApiResult<T> =
  | { readonly ok: true; readonly value: T }
  /** The server answered no: `error` says why, in words for the person. */
  | {
      readonly ok: false;
      readonly why: 'refused';
      readonly status: number;
      readonly error: ErrorReply['error'];
    }
  /** No answer, or none that is ours: cable, Wi-Fi, server restarting, a proxy's page, or `timeoutMs` over. */
  | { readonly ok: false; readonly why: 'away' }
  /** The caller's own signal ended it. */
  | { readonly ok: false; readonly why: 'stopped' };

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Sent as it is, in place of `body`. */
  readonly file?: Blob;
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the whole answer. 10 s: a person at a panel has walked off by then. */
  readonly timeoutMs?: number;
  /** Lets the request outlive the page: for signing out as it closes. */
  readonly keepalive?: boolean;
}

function isErrorReply(value: unknown): value is ErrorReply {
  if (typeof value !== 'object' || value === null || !('error' in value)) return false;
  const { error } = value;
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error;
}

let prove: (() => Promise<boolean>) | undefined;

/** @param ask shows the console's dialog, and resolves with whether the person proved it; undefined: nobody is asked. */
export function onProofAsked(ask: (() => Promise<boolean>) | undefined): void {
  prove = ask;
}

/** Calls the API; a call that is refused with `prove-again` is made once more when the person has proved who they are. */
export async function callApi<T>(request: ApiRequest): Promise<ApiResult<T>> {
  const first = await callOnce<T>(request);
  if (prove === undefined || first.ok || first.why !== 'refused' || first.error.code !== 'prove-again')
    return first;
  if (await prove()) return callOnce(request);
  // Whoever thought better of it is told nothing.
  return { ok: false, why: 'stopped' };
}

/**
 * @typeParam T the answer's shape as shared/src/api describes it. The server is the same release as this app
 * and checks what it sends, so the shape is trusted here and no schema library is shipped.
 */
async function callOnce<T>(request: ApiRequest): Promise<ApiResult<T>> {
  const { method = 'GET', path, body, file, signal, timeoutMs = 10_000 } = request;
  const stopped = (): boolean => signal?.aborted ?? false;
  if (stopped()) return { ok: false, why: 'stopped' };
  // AbortSignal.any and .timeout are too new for the panels, so the two reasons to give up are joined by hand.
  const both = new AbortController();
  const stop = (): void => both.abort();
  signal?.addEventListener('abort', stop);
  const timer = setTimeout(stop, timeoutMs);
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      // X-Platen shows that the call comes from our own page: a foreign one cannot set it without being asked first.
      headers: {
        Accept: 'application/json',
        // Sentences come in the language of the page.
        'Accept-Language': document.documentElement.lang,
        'X-Platen': '1',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(file === undefined ? {} : { 'Content-Type': 'application/octet-stream' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(file === undefined ? {} : { body: file }),
      ...(request.keepalive === true ? { keepalive: true } : {}),
      signal: both.signal,
    });
    const answer: unknown = response.status === 204 ? { ok: true } : await response.json();
    if (response.ok) return { ok: true, value: answer as T };
    if (isErrorReply(answer)) {
      return { ok: false, why: 'refused', status: response.status, error: answer.error };
    }
    return { ok: false, why: 'away' };
  } catch {
    // fetch rejects for every kind of broken way to the server, json() for a page that is not ours: all of it is "away".
    return { ok: false, why: stopped() ? 'stopped' : 'away' };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
