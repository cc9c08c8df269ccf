// A call to the API whose answer comes a line of JSON at a time: each is handed on as soon as it is there. As api-call.ts otherwise.
import type { ErrorReply } from '@platen/shared/api/common';
import type { ApiResult } from './api-call.ts';

export interface LinesRequest {
  readonly path: string;
  readonly signal: AbortSignal;
  /** For the whole answer. */
  readonly timeoutMs: number;
  readonly line: (value: unknown) => void;
}

export async function callForLines(request: LinesRequest): Promise<ApiResult<{ readonly ok: true }>> {
  const both = new AbortController();
  const stop = (): void => both.abort();
  request.signal.addEventListener('abort', stop);
  const timer = setTimeout(stop, request.timeoutMs);
  try {
    const response = await fetch(request.path, {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'X-Platen': '1' },
      signal: both.signal,
    });
    if (!response.ok) {
      const { error } = (await response.json()) as ErrorReply;
      return { ok: false, why: 'refused', status: response.status, error };
    }
    await readLines(response, both.signal, request.line);
    if (both.signal.aborted) return { ok: false, why: request.signal.aborted ? 'stopped' : 'away' };
    return { ok: true, value: { ok: true } };
  } catch {
    // As in api-call.ts: every kind of broken way to the server is "away".
    return { ok: false, why: request.signal.aborted ? 'stopped' : 'away' };
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener('abort', stop);
  }
}

async function readLines(
  response: Response,
  signal: AbortSignal,
  line: (value: unknown) => void,
): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  // A read that waits ends with it; what was there by then has been handed on.
  signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) if (text !== '') line(JSON.parse(text));
    if (done) return;
  }
}
