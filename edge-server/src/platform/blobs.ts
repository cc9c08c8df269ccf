// The store of documents as the rest of the server sees it: encrypted objects, each under a data key of its own.
// Not a cache and no database: the caller keeps what it is given here (StoredBlob) in the row of its document.

/** A finished object. Deleting `wrappedKey` wherever it is kept is deleting the document, for good. */
export interface StoredBlob {
  id: string;
  /** Plain bytes. */
  size: number;
  chunkSize: number;
  /** The data key under the server's key. */
  wrappedKey: Buffer;
  /** `inline`: the ciphertext is in `inline`, to be stored in the same row as the key; there is no file. */
  location: 'file' | 'inline';
  inline?: Buffer;
}

/** What must be kept (durably, before the first byte) for an upload to be resumable after a restart. */
export type PartialBlob = Pick<StoredBlob, 'id' | 'wrappedKey' | 'chunkSize'>;

/**
 * Takes one object. Calls must follow one another: each waits for the one before. The first failure removes the
 * temporary file and rejects with BlobError; every later call rejects with the same error.
 */
export interface BlobWriter {
  readonly id: string;
  readonly partial: PartialBlob;
  /** Plain bytes taken so far. */
  readonly size: number;
  /** Takes all of `bytes`, which may be used again as soon as it resolves. It resolves late when the disk is slow. */
  write(bytes: Uint8Array): Promise<void>;
  /** As `write`, and frees the memory of `bytes` at once: nobody may look at them afterwards. */
  give(bytes: Uint8Array): Promise<void>;
  /** Resolves when the object is durable, or returned inline. */
  commit(): Promise<StoredBlob>;
  /** Keeps what came so far, durably, for `resume` (of a resumable writer only); resolves to the plain bytes kept, which are all that were written. */
  suspend(): Promise<number>;
  /** Forgets the object. Does nothing after commit or suspend. A write still waiting rejects. */
  abort(): Promise<void>;
}

export interface ResumedWriter extends BlobWriter {
  /** The plain offset the sender must go on from: everything before it is stored and was found authentic. */
  readonly offset: number;
}

export interface BlobOptions {
  /** False: always a file, however small. */
  inline?: boolean;
}

export interface WriterOptions extends BlobOptions {
  /** False: `suspend` will not be called, so the file is made where it will stay, which spares the disk a rename. */
  resumable?: boolean;
}

/** What another process needs to read one object. The key goes over a private channel only, never argv or env. */
export interface BlobGrant {
  path?: string;
  inline?: Buffer;
  dataKey: Buffer;
  size: number;
  chunkSize: number;
}

export interface ByteRange {
  /** First byte. */
  start: number;
  /** The byte after the last; the object's end unless told, or when beyond it. */
  end?: number;
}

export interface Blobs {
  /**
   * Stores bytes that are in memory. Durable when it resolves, except with `location: 'inline'` (small objects): then
   * nothing was written, and the caller's own transaction makes it durable. Rejects with BlobError.
   */
  put(bytes: Uint8Array, options?: BlobOptions): Promise<StoredBlob>;
  /** A writer for a stream of any length, in flat memory. Nothing is on the disk before the first full chunk. */
  create(options?: WriterOptions): Promise<BlobWriter>;
  /**
   * Goes on with an upload after a lost connection (`suspend`) or a restart. Reads through what is stored. `replay` is
   * handed every plain byte before `offset`, in order, for a running digest. When the upload had been finished but the
   * answer was lost, `offset` is its end and only `commit` is of use. Never commits inline.
   */
  resume(partial: PartialBlob, replay?: (bytes: Uint8Array) => void): Promise<ResumedWriter>;
  /** The plain bytes, each chunk authenticated before it is handed out. Throws BlobError. */
  read(blob: StoredBlob, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** What openForRandomRead needs. Throws BlobError 'corrupt' when the wrapped key does not open. */
  grant(blob: StoredBlob): BlobGrant;
  /** Removes the files of an object, finished or not; no error when there are none. Throws BlobError 'io'. */
  remove(id: string): Promise<void>;
  /**
   * Removes files that nobody knows. Once per process, at boot; may run while objects are being stored, which it
   * leaves alone. `isKnown` is asked for finished objects and uploads alike, a few hundred ids at a time.
   */
  sweep(isKnown: (ids: string[]) => Promise<Set<string>>, signal?: AbortSignal): Promise<{ removed: number }>;
  /** Ends the encryption thread: what it has under way fails. Suspend uploads that should go on after a restart first. */
  close(): Promise<void>;
}
