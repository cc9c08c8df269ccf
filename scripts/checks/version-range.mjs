// Reads the version ranges that package.json files use, enough to tell whether a version is inside. Not a full semver.

/** `1.2.3-beta.1` -> [1, 2, 3]; undefined where it is no version. Pre-release marks are dropped. */
export const parseVersion = (text) => {
  const match = /^[v=\s]*(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:[-+].*)?$/.exec(text.trim());
  if (match === null) return undefined;
  const part = (value) => (value === undefined || /[xX*]/.test(value) ? undefined : Number(value));
  return [Number(match[1]), part(match[2]), part(match[3])];
};

/** Negative, zero or positive, as for sort; missing parts count as 0. */
export const compareVersions = (a, b) => {
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

// The first version that is no longer inside `1`, `1.2` or `1.2.3` read as a family.
const endOfFamily = ([major, minor, patch]) => {
  if (minor === undefined) return [major + 1, 0, 0];
  if (patch === undefined) return [major, minor + 1, 0];
  return [major, minor, patch + 1];
};

// ^1.2.3 moves up to the next digit left of the first one that is not zero.
const endOfCaret = ([major, minor, patch]) => {
  if (major > 0 || minor === undefined) return [major + 1, 0, 0];
  if (minor > 0 || patch === undefined) return [0, minor + 1, 0];
  return [0, 0, patch + 1];
};

const endOfTilde = ([major, minor]) => (minor === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0]);

const within = (version, from, end) =>
  compareVersions(version, from) >= 0 && compareVersions(version, end) < 0;

const tests = {
  '': (version, wanted) => within(version, wanted, endOfFamily(wanted)),
  '=': (version, wanted) => within(version, wanted, endOfFamily(wanted)),
  '>=': (version, wanted) => compareVersions(version, wanted) >= 0,
  '>': (version, wanted) => compareVersions(version, endOfFamily(wanted)) >= 0,
  '<': (version, wanted) => compareVersions(version, wanted) < 0,
  '<=': (version, wanted) => compareVersions(version, endOfFamily(wanted)) < 0,
  '^': (version, wanted) => within(version, wanted, endOfCaret(wanted)),
  '~': (version, wanted) => within(version, wanted, endOfTilde(wanted)),
};

const comparator = (text) => {
  if (text === '*' || text === 'x' || text === '') return () => true;
  const match = /^(>=|<=|>|<|=|\^|~>?|)\s*(.+)$/.exec(text);
  const wanted = parseVersion(match?.[2] ?? '');
  if (match === null || wanted === undefined) return undefined;
  const test = tests[match[1].replace('~>', '~')];
  return (version) => test(version, wanted);
};

const alternative = (text) => {
  const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(text);
  const plain = hyphen === null ? text : `>=${hyphen[1]} <=${hyphen[2]}`;
  const parts = plain
    .replace(/(>=|<=|>|<|=|\^|~>?)\s+/g, '$1')
    .trim()
    .split(/\s+/)
    .map(comparator);
  return parts.includes(undefined) ? undefined : (version) => parts.every((part) => part(version));
};

/** Whether `versionText` is inside `range`; undefined where either cannot be read. */
export const satisfies = (versionText, range) => {
  const version = parseVersion(versionText);
  const alternatives = range.split('||').map(alternative);
  if (version === undefined || alternatives.includes(undefined)) return undefined;
  return alternatives.some((matches) => matches(version));
};
