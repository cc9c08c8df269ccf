// The portal's own place in this browser (Indexed Database API 3.0): what was last seen, and files that wait to be sent. The page and the service
// worker use it. Where the browser forbids it every call ends in undefined, and the portal works online only.

/** `seen`: answers of the server (last-seen.ts). `files`: documents that wait (kept-files.ts). */
type Store = 'seen' | 'files';
const NAME = 'platen';
const VERSION = 1;

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('seen', { keyPath: 'path' });
      asked.result.createObjectStore('files', { keyPath: 'id', autoIncrement: true });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('the database was not opened'));
    asked.onblocked = () => reject(new Error('another page holds an older database'));
  });
}

/** How one use of the database ended. `full`: the browser gives no more room. `none`: it has no database for us. */
export type Kept<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: 'full' | 'none' };

/** Does one thing in one transaction; what `act` asked for is settled when this ends. Never rejects. */
export async function inDatabase<T>(
  store: Store,
  mode: IDBTransactionMode,
  act: (objects: IDBObjectStore) => IDBRequest<T>,
): Promise<Kept<T>> {
  let database: IDBDatabase | undefined;
  try {
    database = await open();
    const transaction = database.transaction(store, mode);
    const value = await new Promise<T>((resolve, reject) => {
      const asked = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error ?? asked.error ?? new Error('it was given up'));
    });
    return { ok: true, value };
  } catch (cause) {
    // Private windows, policies and full disks: each browser has its own way of saying no, but only one name for "full".
    const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
    return { ok: false, why: full ? 'full' : 'none' };
  } finally {
    database?.close();
  }
}
