// What a packed document may hold before it is looked into any further, each with its reason (threat T30).

/** Parts of one package: a presentation of 500 slides with a picture, notes and relations each has about 4,000. */
export const MAX_ENTRIES = 20_000;

/** Bytes of the list of parts: 20,000 of them with long names and extra fields. */
export const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;

/** Bytes of all parts unpacked: above this no office document converts within its minute and its gigabyte. */
export const MAX_UNPACKED_BYTES = 512 * 1024 * 1024;

/** Bytes unpacked up to which nobody asks how well they were packed: a white bitmap packs 1000 to 1, and is harmless at this size. */
export const FREE_UNPACKED_BYTES = 48 * 1024 * 1024;

/** Unpacked to packed of the whole package above FREE_UNPACKED_BYTES: large sheets of numbers reach 20 to 30, bombs 1000. */
export const MAX_RATIO = 100;

/** Packages inside packages (a workbook in a chart in a document is 2 deep). */
export const MAX_DEPTH = 3;

/** Bytes of an inner package that is looked into. No office opens one to print: a larger one is left to the sandbox's caps. */
export const MAX_INNER_BYTES = 32 * 1024 * 1024;

/** Bytes of one part that is read whole: lists of types, relations, styles. The longest real ones are a few hundred kilobytes. */
export const MAX_PART_BYTES = 8 * 1024 * 1024;

/** Bytes read at a time from the stored document: its blobs are encrypted in pieces of this order. */
export const READ_BYTES = 256 * 1024;
