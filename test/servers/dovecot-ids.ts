// The number of a user or group of this machine, for the mail servers, which give folders to users of their own.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Throws when the machine has no such user. */
export const idOf = async (flag: '-u' | '-g', user: string): Promise<number> =>
  Number((await promisify(execFile)('id', [flag, user])).stdout);
