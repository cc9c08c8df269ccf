// The name and password of a device's administrator as a command takes them.
import { usageError } from './cli-error.ts';
import { readSecret } from './read-secret.ts';

export const LOGIN_OPTIONS = {
  user: {
    value: 'NAME',
    help: "Name of the device's administrator, for this one use; else the stored one.",
  },
  'password-file': {
    value: 'FILE',
    help: 'Where the password stands, in the first line; - is standard input. Without it you are asked.',
  },
} as const;

interface Given {
  readonly user: string | undefined;
  readonly 'password-file': string | undefined;
}

/** Nothing when none was given. Rejects with a CliError for half of one, or a file that cannot be read. */
export async function readDeviceLogin(
  given: Given,
): Promise<{ readonly name: string; readonly password: string } | undefined> {
  const { user: name, 'password-file': file } = given;
  if (name === undefined && file === undefined) return undefined;
  if (name === undefined) throw usageError('--user is missing.', 'Say whose password it is: --user NAME.');
  return { name, password: await readSecret(file, "Password of the device's administrator: ") };
}
