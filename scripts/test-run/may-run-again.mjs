// When a tier's failed files may run once more, alone: a machine under load makes real daemons late, a mistake fails again.

/** More than this is no bad luck. */
const MOST_FILES = 6;

/** @param failedFiles paths, or undefined where the runner itself went wrong. */
export const mayRunAgain = (failedFiles) =>
  failedFiles !== undefined && failedFiles.length > 0 && failedFiles.length <= MOST_FILES;
