// Files that wait in this browser until they can be sent: those that were chosen or cut off without a connection, and those that another app
// shared. Each belongs to the person who chose it; one that was shared belongs to whoever signs in next. Gone once sent, at sign-out, after a week.
import { inDatabase, type Kept } from './phone-database.ts';
import type { FileMark } from './portal-upload-memory.ts';

export interface KeptFile extends FileMark {
  readonly id: number;
  readonly file: Blob;
  readonly type: string;
  /** Mail address; empty: shared, and nobody has signed in since. */
  readonly owner: string;
  /** Unix ms. */
  readonly at: number;
  /** Where the server has the beginning of it. */
  readonly location: string | undefined;
}

export const SHARED = '';
/** Who has not come back to the app in a week does not want it printed any more. */
const KEEP_MS = 7 * 24 * 3_600_000;
/** Told to the browser, which wakes the worker when there is a connection (Web Background Synchronization). */
export const SYNC_TAG = 'platen-uploads';
/** Who sends kept files holds this lock (Web Locks API): the page as long as somebody is signed in, else the worker. */
export const SENDING_LOCK = 'platen-uploads';

const same = (a: FileMark, b: FileMark): boolean =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

async function all(): Promise<readonly KeptFile[]> {
  const found = await inDatabase(
    'files',
    'readonly',
    (objects) => objects.getAll() as IDBRequest<KeptFile[]>,
  );
  return found.ok ? found.value : [];
}

const drop = (id: number): Promise<unknown> =>
  inDatabase('files', 'readwrite', (objects) => objects.delete(id));

/** Keeps one; the same one again replaces it. */
export async function keepFile(file: File, owner: string, location?: string): Promise<Kept<unknown>> {
  const before = (await all()).find((one) => one.owner === owner && same(one, file));
  const { name, size, lastModified, type } = file;
  const record = {
    ...(before === undefined ? {} : { id: before.id }),
    ...{ name, size, lastModified, type, file, owner, location, at: Date.now() },
  };
  return inDatabase('files', 'readwrite', (objects) => objects.put(record));
}

/** What was shared is `owner`'s from now on. In its place: some browsers let nobody keep the bytes of a record that was deleted. */
export async function claimFile(shared: KeptFile, owner: string): Promise<void> {
  const own = (await all()).some((one) => one.owner === owner && same(one, shared));
  if (own) await drop(shared.id);
  else await inDatabase('files', 'readwrite', (objects) => objects.put({ ...shared, owner }));
}

/** Those of `owner` and those that were shared; what is too old or somebody else's is thrown away. The oldest first. */
export async function keptFiles(owner: string, now: number = Date.now()): Promise<readonly KeptFile[]> {
  const found = await all();
  const mine = found.filter((one) => now - one.at < KEEP_MS && (one.owner === owner || one.owner === SHARED));
  await Promise.all(found.filter((one) => !mine.includes(one)).map(({ id }) => drop(id)));
  return mine;
}

/** How many files wait for somebody to sign in. */
export const sharedFiles = async (): Promise<number> =>
  (await all()).filter(({ owner }) => owner === SHARED).length;

/** Those that can be sent without the page: of somebody who was signed in. */
export const ownedFiles = async (): Promise<readonly KeptFile[]> =>
  (await all()).filter(({ owner }) => owner !== SHARED);

export async function dropFile(mark: FileMark): Promise<void> {
  for (const one of await all()) if (same(one, mark)) await drop(one.id);
}

export async function dropAllFiles(): Promise<void> {
  await inDatabase('files', 'readwrite', (objects) => objects.clear());
}

/** As it was chosen: by name, size and time an upload finds its beginning again. */
export const fileOf = ({ file, name, type, lastModified }: KeptFile): File =>
  new File([file], name, { type, lastModified });
