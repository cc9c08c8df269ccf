// The server's master key: 32 random bytes in one file, from which every other key of this server is derived.
import { hkdfSync, randomBytes } from 'node:crypto';
import { chmod, open } from 'node:fs/promises';
import { join } from 'node:path';
import { durableWrite, makeDirectory } from './durable-write.ts';

// 256 bits: the size of an AES-256 key and of a SHA-256 block of entropy; more would add nothing.
const KEY_BYTES = 32;

export const serverKeyPath = (dataDir: string): string => join(dataDir, 'keys', 'server.key');

/**
 * The key of `<dataDir>/keys/server.key`; made (file 0600, folder 0700, durable) when there is none yet. Two servers
 * starting at once on a new folder get the same key. Throws an Error that names the file and the cure when the file
 * cannot be used: without the right key nothing stored can be read, so a bad one is never replaced.
 */
export const loadServerKey = async (dataDir: string): Promise<Buffer> => {
  const path = serverKeyPath(dataDir);
  const present = await readKey(path);
  if (present) return present;
  await makeDirectory(join(dataDir, 'keys'));
  await durableWrite(path, randomBytes(KEY_BYTES), { keepExisting: true });
  const made = await readKey(path);
  if (made) return made;
  throw new Error(
    `The server key ${path} vanished while it was being made. Is another program cleaning this folder?`,
  );
};

const readKey = async (path: string): Promise<Buffer | undefined> => {
  let key: Buffer;
  try {
    const file = await open(path, 'r');
    try {
      const { mode, size } = await file.stat();
      if (size !== KEY_BYTES) {
        throw new Error(
          `The server key ${path} has ${size} bytes, not ${KEY_BYTES}. Put the right file back from your backup; ` +
            'only if nothing stored on this server is needed any more, delete it, and a new one is made.',
        );
      }
      if ((mode & 0o077) !== 0) await closeToOthers(path);
      key = await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return undefined;
    if (code === undefined) throw error;
    throw new Error(
      `The server key ${path} cannot be read (${String(code)}). Make it a file that belongs to the account ` +
        'the server runs under, with mode 0600.',
      { cause: error },
    );
  }
  return key;
};

// A restore or a copy often loosens the mode; the key must not stay readable by other accounts.
const closeToOthers = async (path: string): Promise<void> => {
  try {
    await chmod(path, 0o600);
  } catch (error) {
    throw new Error(
      `The server key ${path} can be read by other accounts, and its mode cannot be changed. Give it mode 0600.`,
      { cause: error },
    );
  }
};

/** A 32-byte key for one purpose only (HKDF-SHA-256, RFC 5869): knowing it tells nothing of the others. */
export const deriveKey = (masterKey: Uint8Array, purpose: string): Buffer =>
  // No salt: the master key is uniformly random already (RFC 5869, clause 3.1). The prefix keeps our labels apart
  // from those of any other program that might be given the same key.
  Buffer.from(hkdfSync('sha256', masterKey, '', `platen/${purpose}`, KEY_BYTES));
