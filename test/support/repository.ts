// Where the checkout is, for tests that start programs or read files of it.
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, without a slash at the end. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
