// How hard a drawn QR code is to read, by the four rules of ISO/IEC 18004 section 7.8.3. Pure.

type Line = readonly boolean[];

/** Dark and light of a finder pattern with four light modules on one side. */
const FINDER = [true, false, true, true, true, false, true];
const PATTERNS = [
  [...FINDER, false, false, false, false],
  [false, false, false, false, ...FINDER],
];

export function penaltyOf(modules: readonly Line[], size: number): number {
  const columns: Line[] = Array.from({ length: size }, (_, column) =>
    modules.map((row) => row[column] ?? false),
  );
  const lines = [...modules, ...columns];
  let penalty = 0;
  for (const line of lines) penalty += runs(line) + finders(line);
  let dark = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const module = modules[row]?.[column] ?? false;
      if (module) dark++;
      const alike =
        modules[row]?.[column + 1] === module &&
        modules[row + 1]?.[column] === module &&
        modules[row + 1]?.[column + 1] === module;
      if (alike) penalty += 3;
    }
  }
  const percent = (dark * 100) / (size * size);
  return penalty + Math.floor(Math.abs(percent - 50) / 5) * 10;
}

/** Five or more alike in a row. */
function runs(line: Line): number {
  let penalty = 0;
  let length = 0;
  line.forEach((module, at) => {
    length = at > 0 && line[at - 1] === module ? length + 1 : 1;
    if (length === 5) penalty += 3;
    else if (length > 5) penalty += 1;
  });
  return penalty;
}

/** What could be taken for a finder pattern. */
function finders(line: Line): number {
  let penalty = 0;
  for (let at = 0; at + 11 <= line.length; at++) {
    for (const pattern of PATTERNS) {
      if (pattern.every((module, offset) => line[at + offset] === module)) penalty += 40;
    }
  }
  return penalty;
}
