// Every limit of the office engine, each with its reason. What holds for the sandbox as a whole is in sandbox/limits.ts.

/** Bytes of address space of each process: LibreOffice maps several gigabytes without using them; 6 GiB was enough for all that was tried. */
export const OFFICE_ADDRESS_BYTES = 6 * 1024 ** 3;

/** Bytes of a document: its own, its unpacked parts' and its PDF's share of the sandbox's temporary folder is a third each. */
export const MAX_INPUT_BYTES = 256 * 1024 ** 2;

/** Milliseconds from start to ready: 1.5 are usual, 5 on a loaded small machine, a cold disk takes its own time. */
export const START_MS = 60_000;

/** Documents after which an instance is replaced, so that nothing of a document lives on for long. */
export const RECYCLE_AFTER = 50;

/** Documents after which the last fresh instance gets company: the next document then finds one warm when this one is replaced. */
export const COMPANY_AFTER = RECYCLE_AFTER - 10;

/** Bytes by which an instance may grow: what one document left behind is taken from all that follow. */
export const RECYCLE_GROWTH_BYTES = 300 * 1024 ** 2;

/** Milliseconds after which a document counts as slow: another instance is then started, so that the next one need not wait for it. */
export const SLOW_MS = 3_000;

/** Milliseconds an instance may finish a document that nobody waits for any more: less than what a new instance costs. */
export const ABORT_GRACE_MS = 1_000;

/** Milliseconds without a document after which an instance ends: 150 MB are worth more to others by then. */
export const IDLE_STOP_MS = 10 * 60_000;

/** Documents that may wait. They stand in memory, so few; the step queue holds what is still to come. */
export const MAX_QUEUE = 64;

/** Starts that fail in a row before those who wait are told: a fault of the machine does not pass by itself. */
export const MAX_FAILED_STARTS = 2;

/** Bytes of a frame's header: a refusal's detail is cut to a thousand letters. */
export const MAX_HEADER_BYTES = 64 * 1024;
