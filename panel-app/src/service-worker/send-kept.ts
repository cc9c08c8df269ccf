// Sends files that waited for a connection while no page of ours is open (Web Background Synchronization): as the page would, resumed where they stopped.
import { dropFile, fileOf, type KeptFile, keepFile, ownedFiles, SENDING_LOCK } from '../data/kept-files.ts';
import { type UploadMemory, uploadFile } from '../data/portal-upload.ts';
import type { Answer, Question, UploadWire } from '../data/portal-upload-wire.ts';

const BASE: Readonly<Record<string, string>> = { 'X-Platen': '1' };

async function ask(
  { method, url, headers, body, signal }: Question,
  fetcher: typeof fetch,
): Promise<Answer | undefined> {
  try {
    const answer = await fetcher(url, {
      method,
      headers: { ...BASE, ...headers },
      ...(body === undefined ? {} : { body }),
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name),
      body: isJson ? (JSON.parse(text) as unknown) : undefined,
    };
  } catch {
    // Cut off again, or something between answered in our name: the browser wakes us once more.
    return undefined;
  }
}

/** Sends one; @returns false: it has to be tried again later. */
async function send(kept: KeptFile, fetcher: typeof fetch): Promise<boolean> {
  const stop = new AbortController();
  const file = fileOf(kept);
  let location = kept.location;
  const memory: UploadMemory = {
    recall: () => location,
    remember: (_file, to) => {
      location = to;
      void keepFile(file, kept.owner, to);
    },
    forget: () => {
      location = undefined;
    },
  };
  const wire: UploadWire = {
    ask: (question) => ask(question, fetcher),
    // Nobody waits in a worker: it is woken again.
    wait: async () => stop.abort(),
  };
  const silent = { progress: () => undefined, waiting: () => undefined };
  const end = await uploadFile(file, silent, stop.signal, new Set(), wire, memory);
  if (end.kind === 'done') await dropFile(file);
  // What is refused for good stays: the page says why when it is opened.
  return end.kind === 'done' || (end.kind === 'refused' && !end.retry);
}

/** Rejects while something is left, so that the browser tries again. */
export async function sendKept(hasWindow: () => Promise<boolean>, fetcher: typeof fetch): Promise<void> {
  const work = async (): Promise<void> => {
    // An open page sends by itself, and shows it.
    if (await hasWindow()) return;
    let left = false;
    for (const kept of await ownedFiles()) if (!(await send(kept, fetcher))) left = true;
    if (left) throw new Error('there was no connection');
  };
  if ('locks' in navigator) await navigator.locks.request(SENDING_LOCK, work);
  else await work();
}
