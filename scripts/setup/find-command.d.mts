// Types of find-command.mjs for the tests, which use the same search.
/** Absolute path of the first of `names` that this machine has, or undefined. */
export function findCommand(...names: readonly string[]): string | undefined;
