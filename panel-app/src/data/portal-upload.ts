// Sends one file to the portal: small ones in one piece, larger ones resumable by tus 1.0 (https://tus.io/protocols/resumable-upload).
// Knows no screen and keeps no queue. Stop it by its signal: what arrived stays at the server, and calling it again goes on from there.

import type { JobView } from '@platen/shared/api/common';
import type { PortalJobs } from '@platen/shared/api/portal';
import { done, gone, refusal, succeeded, type UploadEnd } from './portal-upload-answer.ts';
import { forgetUpload, recallUpload, rememberUpload } from './portal-upload-memory.ts';
import { browserWire, type Question, type UploadWire } from './portal-upload-wire.ts';

export interface UploadWatch {
  /** Bytes that are at the server or on their way. May go back after a lost connection. */
  progress(bytes: number): void;
  /** True while the connection is gone and the next try is awaited. */
  waiting(is: boolean): void;
}

type Step = UploadEnd | { readonly kind: 'lost' } | { readonly kind: 'again' };

/** Up to 1 MB the extra round trips of tus cost more than sending the file again would. */
export const WHOLE_UP_TO = 1024 * 1024;
/** Growing waits after a lost connection; the last one is repeated for as long as the page is open. */
const DELAYS_MS = [1000, 2000, 5000, 10_000, 20_000, 30_000] as const;
/** A server that answers, but with "try later", is asked this often before the person is. */
const MOST_RETRIES = 6;
const TUS = { 'Tus-Resumable': '1.0.0' };

/** RFC 4648 base64 of the name's UTF-8, as tus asks of metadata. */
function metadata(name: string): string {
  const bytes = new TextEncoder().encode(name);
  return `filename ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

/** Where the beginnings of files are remembered; the page's is portal-upload-memory.ts. */
export interface UploadMemory {
  recall(file: File): string | undefined;
  remember(file: File, location: string): void;
  forget(file: File): void;
}
const browserMemory: UploadMemory = { recall: recallUpload, remember: rememberUpload, forget: forgetUpload };

interface Way {
  readonly memory: UploadMemory;
  readonly file: File;
  readonly watch: UploadWatch;
  readonly wire: UploadWire;
  readonly signal: AbortSignal;
  /** Ids of the jobs that were there before, to tell whether a file whose answer was lost has arrived. */
  readonly known: ReadonlySet<string>;
}

async function arrived(way: Way): Promise<JobView | undefined> {
  const answer = await way.wire.ask({ method: 'GET', url: '/api/portal/jobs', signal: way.signal });
  if (answer === undefined || !succeeded(answer)) return undefined;
  const { jobs } = answer.body as PortalJobs;
  return jobs.find(
    (job) => !way.known.has(job.id) && job.title === way.file.name && job.size === way.file.size,
  );
}

async function sendWhole(way: Way, tried: boolean): Promise<Step> {
  const job = tried ? await arrived(way) : undefined;
  if (job !== undefined) return { kind: 'done', job };
  const answer = await way.wire.ask({
    method: 'POST',
    url: `/api/portal/documents?name=${encodeURIComponent(way.file.name)}`,
    headers: { 'Content-Type': way.file.type === '' ? 'application/octet-stream' : way.file.type },
    body: way.file,
    progress: way.watch.progress,
    signal: way.signal,
  });
  if (answer === undefined) return { kind: 'lost' };
  return succeeded(answer) ? done(answer) : refusal(answer);
}

/** Opens an upload and remembers its address. */
async function open(way: Way): Promise<string | Step> {
  const answer = await way.wire.ask({
    method: 'POST',
    url: '/api/portal/uploads',
    headers: {
      ...TUS,
      'Upload-Length': String(way.file.size),
      'Upload-Metadata': metadata(way.file.name),
    },
    signal: way.signal,
  });
  if (answer === undefined) return { kind: 'lost' };
  const location = answer.header('Location');
  if (!succeeded(answer) || location === null) return refusal(answer);
  way.memory.remember(way.file, location);
  return location;
}

async function sendRest(way: Way, tried: boolean): Promise<Step> {
  const { file, watch, wire, signal, memory } = way;
  let location = memory.recall(file);
  let offset = 0;
  if (location !== undefined) {
    const answer = await wire.ask({ method: 'HEAD', url: location, headers: TUS, signal });
    if (answer === undefined) return { kind: 'lost' };
    if (!succeeded(answer) && !gone(answer)) return refusal(answer);
    if (gone(answer)) {
      // The last piece may have arrived although its answer was lost, and the upload be closed since.
      const job = tried ? await arrived(way) : undefined;
      if (job !== undefined) return { kind: 'done', job };
      location = undefined;
    } else offset = Number(answer.header('Upload-Offset') ?? 0);
  }
  if (location === undefined) {
    const opened = await open(way);
    if (typeof opened !== 'string') return opened;
    location = opened;
  }
  watch.progress(offset);
  // The last piece had arrived and only its answer was lost.
  if (offset === file.size) return { kind: 'done' };
  const start = offset;
  const question: Question = {
    method: 'PATCH',
    url: location,
    headers: { ...TUS, 'Upload-Offset': String(start), 'Content-Type': 'application/offset+octet-stream' },
    body: file.slice(start),
    progress: (bytes) => watch.progress(start + bytes),
    signal,
  };
  const answer = await wire.ask(question);
  if (answer === undefined) return { kind: 'lost' };
  // 409: the server is at another place; 423: it still holds the connection that broke. Both are cured by asking again.
  if (answer.status === 409 || answer.status === 423) return { kind: 'again' };
  if (gone(answer)) {
    memory.forget(file);
    return { kind: 'again' };
  }
  return succeeded(answer) ? done(answer) : refusal(answer);
}

/**
 * Sends `file` until it has arrived, was refused, or `signal` fired. A lost connection is waited out for as long as it takes.
 * @param known ids of the user's jobs before this upload.
 */
export async function uploadFile(
  file: File,
  watch: UploadWatch,
  signal: AbortSignal,
  known: ReadonlySet<string>,
  wire: UploadWire = browserWire,
  memory: UploadMemory = browserMemory,
): Promise<UploadEnd> {
  let furthest = 0;
  let losses = 0;
  let refusals = 0;
  const seen: UploadWatch = {
    waiting: watch.waiting,
    progress(bytes) {
      if (bytes > furthest) {
        furthest = bytes;
        losses = 0;
      }
      watch.progress(bytes);
    },
  };
  const way: Way = { file, watch: seen, wire, signal, known, memory };
  for (let round = 0; ; round++) {
    const step = await (file.size <= WHOLE_UP_TO ? sendWhole : sendRest)(way, round > 0);
    if (signal.aborted) return { kind: 'stopped' };
    if (step.kind === 'done' || (step.kind === 'refused' && (!step.retry || ++refusals > MOST_RETRIES))) {
      if (step.kind === 'done' || !step.retry) memory.forget(file);
      return step;
    }
    const delay = DELAYS_MS[Math.min(losses++, DELAYS_MS.length - 1)] ?? 0;
    watch.waiting(true);
    await wire.wait(delay, signal);
    watch.waiting(false);
    if (signal.aborted) return { kind: 'stopped' };
  }
}

/** Gives an unfinished upload up, here and at the server. */
export async function dropUpload(
  file: Pick<File, 'name' | 'size' | 'lastModified'>,
  wire: UploadWire = browserWire,
): Promise<void> {
  const url = recallUpload(file);
  forgetUpload(file);
  if (url === undefined) return;
  // Unanswered is fine: the server drops it by itself after a day.
  await wire.ask({ method: 'DELETE', url, headers: TUS, signal: new AbortController().signal });
}
