// What an upload needs of the browser: questions by fetch, bytes by XMLHttpRequest (fetch tells no upload progress), and waits.
// Not the upload itself: that is portal-upload.ts, which a test gives another wire.

export interface Answer {
  readonly status: number;
  /** Answer headers by name; null where the server did not send one. */
  header(name: string): string | null;
  /** Body as JSON; undefined when there is none or it is something else. */
  readonly body: unknown;
}

export interface Question {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob;
  /** Bytes of `body` that have left so far. */
  readonly progress?: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface UploadWire {
  /** undefined when no answer came: the connection is gone or `signal` fired. Never rejects. */
  ask(question: Question): Promise<Answer | undefined>;
  /** Ends after `ms`, at once when the network comes back, and at once when `signal` fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The server refuses changing calls without it: a form of a foreign page cannot send it. */
const OWN_HEADER = { 'X-Platen': '1' };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A proxy's error page, or an empty body: the status alone speaks then.
    return undefined;
  }
}

function ask(question: Question): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    if (question.signal.aborted) {
      resolve(undefined);
      return;
    }
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const end = (answer?: Answer) => {
      question.signal.removeEventListener('abort', stop);
      resolve(answer);
    };
    request.open(question.method, question.url);
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    for (const [name, value] of Object.entries({ ...OWN_HEADER, ...question.headers })) {
      request.setRequestHeader(name, value);
    }
    if (question.progress !== undefined) {
      const { progress } = question;
      request.upload.addEventListener('progress', (event) => progress(event.loaded));
    }
    request.addEventListener('load', () =>
      end({
        status: request.status,
        header: (name) => request.getResponseHeader(name),
        body: parseJson(request.responseText),
      }),
    );
    request.addEventListener('error', () => end());
    request.addEventListener('abort', () => end());
    question.signal.addEventListener('abort', stop);
    request.send(question.body ?? null);
  });
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    window.addEventListener('online', end);
    if (signal.aborted) end();
  });
}

export const browserWire: UploadWire = { ask, wait };
