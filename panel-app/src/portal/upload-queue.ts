// The files a person gave us and how far each one is: a few at a time, each can be paused, resumed and cancelled.
// Shows nothing; a screen subscribes. The bytes are sent by data/portal-upload.ts.
import type { JobView } from '@platen/shared/api/common';
import { dropUpload, uploadFile } from '../data/portal-upload.ts';
import type { UploadEnd } from '../data/portal-upload-answer.ts';
import { createSpeedMeter, type SpeedMeter } from './speed-meter.ts';

export type UploadState = 'waiting' | 'sending' | 'offline' | 'paused' | 'refused';

/** One row of the upload list. */
export interface UploadItem {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: UploadState;
  /** Bytes at the server or on their way. */
  readonly sent: number;
  /** Bytes per second. */
  readonly speed: number | undefined;
  /** The server's sentence for a refusal; undefined where it gave none. */
  readonly message: string | undefined;
  readonly retry: boolean;
  /** Without a connection: whether this browser keeps it until there is one; `full`: it has no room. */
  readonly kept?: 'kept' | 'full' | 'none' | undefined;
}

/** Keeps files that cannot be sent now beyond the life of the page. */
export interface FileKeeper {
  readonly keep: (file: File) => Promise<'kept' | 'full' | 'none'>;
  readonly drop: (file: File) => void;
}

export interface UploadQueue {
  items(): readonly UploadItem[];
  /** @returns the ids of their rows; a file that is in the list already keeps its own. */
  add(files: Iterable<File>): readonly number[];
  pause(id: number): void;
  resume(id: number): void;
  /** Takes the row away; what was sent of it is dropped at the server too. */
  cancel(id: number): void;
  subscribe(changed: () => void): () => void;
  /** Ends everything that runs; unfinished files can be picked again later. */
  stop(): void;
}

export interface UploadQueueOptions {
  /** Ids of the jobs that are on the list now. */
  readonly known: () => ReadonlySet<string>;
  /** `job` is undefined when only the server's answer was lost. */
  readonly arrived: (name: string, job: JobView | undefined, id: number) => void;
  readonly signedOut: () => void;
  readonly upload?: typeof uploadFile;
  readonly drop?: typeof dropUpload;
  readonly now?: () => number;
  readonly keeper?: FileKeeper | undefined;
}

/** HTTP/1.1 browsers open six connections to a server; this leaves room for the list and the previews. */
const AT_ONCE = 3;

interface Entry {
  readonly file: File;
  readonly meter: SpeedMeter;
  item: UploadItem;
  stop: AbortController | undefined;
}

const sameFile = (a: File, b: File): boolean =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  const { upload = uploadFile, drop = dropUpload, now = () => performance.now(), keeper } = options;
  const watchers = new Set<() => void>();
  let entries: readonly Entry[] = [];
  let nextId = 1;

  const tell = () => {
    for (const watcher of watchers) watcher();
  };
  const set = (entry: Entry, change: Partial<UploadItem>) => {
    entry.item = { ...entry.item, ...change };
    tell();
  };
  const find = (id: number) => entries.find((entry) => entry.item.id === id);
  const remove = (gone: Entry) => {
    entries = entries.filter((entry) => entry !== gone);
  };

  function keep(entry: Entry): void {
    if (keeper === undefined || entry.item.kept === 'kept') return;
    void keeper.keep(entry.file).then((kept) => {
      if (entries.includes(entry)) set(entry, { kept });
      // Sent or taken away while it was being written.
      else keeper.drop(entry.file);
    });
  }

  function ended(entry: Entry, end: UploadEnd): void {
    entry.stop = undefined;
    // What is refused for good is not tried again when the page is opened; where trying helps it is kept.
    if (end.kind === 'done' || (end.kind === 'refused' && end.status !== 401 && !end.retry))
      keeper?.drop(entry.file);
    if (end.kind === 'done') {
      remove(entry);
      options.arrived(entry.item.name, end.job, entry.item.id);
    } else if (end.kind === 'refused' && end.status === 401) {
      set(entry, { state: 'paused', speed: undefined });
      options.signedOut();
    } else if (end.kind === 'refused') {
      set(entry, { state: 'refused', message: end.message, retry: end.retry, speed: undefined });
    }
    startNext();
  }

  function start(entry: Entry): void {
    const stop = new AbortController();
    entry.stop = stop;
    entry.meter.reset();
    set(entry, { state: 'sending', message: undefined, speed: undefined });
    const watch = {
      progress(bytes: number) {
        if (stop.signal.aborted) return;
        entry.meter.note(bytes);
        set(entry, { sent: Math.min(bytes, entry.item.size), speed: entry.meter.speed() });
      },
      waiting(is: boolean) {
        if (stop.signal.aborted) return;
        entry.meter.reset();
        set(entry, { state: is ? 'offline' : 'sending', speed: undefined });
        if (is) keep(entry);
      },
    };
    void upload(entry.file, watch, stop.signal, options.known()).then((end) => {
      if (entry.stop === stop) ended(entry, end);
    });
  }

  function startNext(): void {
    const running = entries.filter((entry) => entry.stop !== undefined).length;
    const waiting = entries.filter((entry) => entry.item.state === 'waiting');
    for (const entry of waiting.slice(0, Math.max(0, AT_ONCE - running))) start(entry);
    tell();
  }

  function halt(entry: Entry): void {
    entry.stop?.abort();
    entry.stop = undefined;
  }

  return {
    items: () => entries.map((entry) => entry.item),
    add(files) {
      const fresh: Entry[] = [];
      const ids: number[] = [];
      for (const file of files) {
        // One file picked twice would be two uploads to one address.
        const there = [...entries, ...fresh].find((entry) => sameFile(entry.file, file));
        ids.push(there?.item.id ?? nextId);
        if (there !== undefined) continue;
        const item: UploadItem = {
          id: nextId++,
          name: file.name,
          size: file.size,
          state: 'waiting',
          sent: 0,
          speed: undefined,
          message: undefined,
          retry: false,
        };
        fresh.push({ file, meter: createSpeedMeter(now), item, stop: undefined });
      }
      entries = [...entries, ...fresh];
      if (!navigator.onLine) for (const entry of fresh) keep(entry);
      startNext();
      return ids;
    },
    pause(id) {
      const entry = find(id);
      if (entry === undefined) return;
      halt(entry);
      set(entry, { state: 'paused', speed: undefined });
      startNext();
    },
    resume(id) {
      const entry = find(id);
      if (entry === undefined || entry.stop !== undefined) return;
      set(entry, { state: 'waiting' });
      startNext();
    },
    cancel(id) {
      const entry = find(id);
      if (entry === undefined) return;
      halt(entry);
      remove(entry);
      keeper?.drop(entry.file);
      void drop(entry.file);
      startNext();
    },
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    stop() {
      for (const entry of entries) halt(entry);
      entries = [];
      tell();
    },
  };
}
