// Secrets that a configuration names by reference, so that the file itself may be kept under version control.
import { readFile, stat } from 'node:fs/promises';

/** No password, community or small JSON of keys is longer. */
const MOST_BYTES = 4_096;

/** `file:/path` or `env:NAME`. The trouble is a sentence that never holds the secret. */
export async function readSecret(
  reference: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly text: string } | { readonly trouble: string }> {
  if (reference.startsWith('env:')) {
    const name = reference.slice('env:'.length);
    const text = env[name];
    return text === undefined ? { trouble: `The variable ${name} is not set.` } : { text };
  }
  if (!reference.startsWith('file:/')) return { trouble: `${reference} is neither file:/path nor env:NAME.` };
  const path = reference.slice('file:'.length);
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) return { trouble: `${path} is larger than ${MOST_BYTES} bytes.` };
    return { text: await readFile(path, 'utf8') };
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    return { trouble: `${path} cannot be read (${code}).` };
  }
}
