// Where things are in the checkout, for scripts that may run before anything is installed.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, without a slash at the end. */
export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** What scripts remember between runs; a clean install or clone has none of it. */
export const cacheDir = join(repository, 'node_modules', '.cache', 'platen');

/** Path of a file inside an installed package (workspaces hoist everything to the root). */
export const installed = (...parts) => join(repository, 'node_modules', ...parts);
