// Every limit of the sandbox, each with its reason (delivery-and-mail section 9). Whoever runs something in it may ask for less.

/** Milliseconds one document may take: every document ends converted or refused within a minute (threat T26). */
export const TIME_LIMIT_MS = 60_000;

/** Bytes resident, all processes of one sandbox together: the heaviest of 150 awkward Office files stayed below 700 MB. */
export const MEMORY_BYTES = 1024 ** 3;

/**
 * Bytes of address space of one process of a tool such as Ghostscript: twice its memory, since libraries and fonts are
 * mapped without being read.
 */
export const TOOL_ADDRESS_BYTES = 2 * MEMORY_BYTES;

/** Files one process may have open: LibreOffice with a large document keeps about 60, its libraries not counted. */
export const OPEN_FILES = 256;

/** Bytes of one file and of one result: pictures of 500 pages at 300 dpi in JPEG stay below. */
export const FILE_BYTES = 256 * 1024 ** 2;

/** Bytes of the sandbox's own temporary folder, which is memory: the document, its unpacked parts and the result. */
export const TEMPORARY_BYTES = 3 * FILE_BYTES;

/** Bytes of shared memory: tools use a few kilobytes of it, and without a limit it would be half of the machine's memory. */
export const SHARED_MEMORY_BYTES = 16 * 1024 ** 2;

/** Processes and threads in one sandbox: LibreOffice has about 15, Node 12. More is a fork bomb. */
export const MAX_TASKS = 128;

/**
 * Milliseconds between looks at memory and processes. Memory is filled at some GB/s at worst, and a machine that prints has
 * a few gigabytes to spare; looking costs 0.2 ms.
 */
export const WATCH_EVERY_MS = 100;

/** Rank of what runs inside: the server's own answers go first, and it can still look when something inside multiplies. */
export const NICENESS = 5;

/** Bytes of what a program said last on its error output that are kept for the log. */
export const LAST_WORDS_BYTES = 2048;

/** Milliseconds the trial of a sandbox may take: 50 are usual, a cold disk on a loaded small machine has taken seconds. */
export const TRIAL_MS = 10_000;
