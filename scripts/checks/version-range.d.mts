// Types of version-range.mjs for its test.
export type Version = readonly [number, number | undefined, number | undefined];
/** `1.2.3-beta.1` -> [1, 2, 3]; undefined where it is no version. */
export function parseVersion(text: string): Version | undefined;
/** Negative, zero or positive, as for sort. */
export function compareVersions(a: Version, b: Version): number;
/** Whether the version is inside the range; undefined where either cannot be read. */
export function satisfies(versionText: string, range: string): boolean | undefined;
