// What can go wrong with a stored object, in three words a caller can act on.

/**
 * - `no-space`: the disk (or the quota) is full; nothing was kept.
 * - `io`: the disk failed; nothing was kept. A failed fsync is one of these and is never tried again: the kernel may
 *   have dropped the data already.
 * - `corrupt`: what is stored is missing, cut, changed, or belongs to another object.
 */
export type BlobErrorCode = 'no-space' | 'io' | 'corrupt';

export class BlobError extends Error {
  readonly code: BlobErrorCode;

  constructor(code: BlobErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'BlobError';
    this.code = code;
  }
}

const OUT_OF_SPACE: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);

/** The name of a system error ('ENOENT'), or undefined for any other error. */
export const systemErrorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Turns whatever a write threw into a BlobError; one that is a BlobError already stays as it is. */
export const toBlobError = (error: unknown, doing: string): BlobError => {
  if (error instanceof BlobError) return error;
  const code = systemErrorCode(error);
  return new BlobError(
    OUT_OF_SPACE.has(code) ? 'no-space' : 'io',
    `${doing} failed: ${error instanceof Error ? error.message : String(error)}`,
    { cause: error },
  );
};
