// POST /api/portal/print-queue
import * as v from 'valibot';

/** Shown this once: the server keeps no more than a hash of the secret in it. */
export const PrintQueue = v.object({ address: v.string() });
