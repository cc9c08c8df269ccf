// fetch and AbortController by XMLHttpRequest: as much of them as data/api-call.ts uses. No streams, no headers of the answer.

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob;
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal;
}

/** While the page closes, only a call that is waited for still leaves it. */
let closing = false;

function call(path: string, asked: Asked = {}): Promise<Pick<Response, 'ok' | 'status' | 'json' | 'text'>> {
  const { method = 'GET', headers = {}, body, signal } = asked;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (): void => reject(new Error('no answer'));
    const stop = (): void => request.abort();
    if (signal?.aborted === true) {
      fail();
      return;
    }
    request.open(method, path, !(asked.keepalive === true && closing));
    for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name] ?? '');
    // Old engines know no `loadend`, and some no `load`.
    request.onreadystatechange = () => {
      if (request.readyState !== 4) return;
      signal?.removeEventListener('abort', stop);
      const { status } = request;
      // 0: cable, certificate, or stopped.
      if (status === 0) {
        fail();
        return;
      }
      const text = request.responseText;
      resolve({
        status,
        ok: status >= 200 && status < 300,
        text: () => Promise.resolve(text),
        json: () => Promise.resolve(text).then((whole) => JSON.parse(whole) as unknown),
      });
    };
    signal?.addEventListener('abort', stop);
    request.send(body ?? null);
  });
}

interface OldSignal {
  aborted: boolean;
  addEventListener: (type: string, listener: () => void) => void;
  removeEventListener: (type: string, listener: () => void) => void;
}

function makeController(): { readonly signal: OldSignal; readonly abort: () => void } {
  let listeners: (() => void)[] = [];
  const signal: OldSignal = {
    aborted: false,
    addEventListener: (_type, listener) => {
      listeners = [...listeners, listener];
    },
    removeEventListener: (_type, listener) => {
      listeners = listeners.filter((one) => one !== listener);
    },
  };
  const abort = (): void => {
    if (signal.aborted) return;
    signal.aborted = true;
    for (const listener of listeners) listener();
  };
  return { signal, abort };
}

export function mendCalls(): void {
  const all = window as unknown as Record<string, unknown>;
  if (all['AbortController'] !== undefined && all['fetch'] !== undefined) return;
  // A function that returns an object gives that object to `new`.
  all['AbortController'] = function AbortController() {
    return makeController();
  };
  all['fetch'] = call;
  const close = (): void => {
    closing = true;
  };
  for (const name of ['pagehide', 'beforeunload', 'unload']) window.addEventListener(name, close, true);
  // Back from the cache of pages.
  window.addEventListener('pageshow', () => {
    closing = false;
  });
}
