// `npm run bench AREA [MEASURE...] [-- --json]`: runs an area's measures and prints their rows. Started by scripts/bench.mjs.
import { installSystemPackages } from '../../scripts/setup/system-packages.mjs';
import { areas } from './areas.ts';
import { formatTable, type Row } from './row.ts';

const words = process.argv.slice(2);
const json = words.includes('--json');
const [areaName, ...measureNames] = words.filter((word) => !word.startsWith('--'));
const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const area = areas.find(({ name }) => name === areaName);
const measures =
  area?.measures.filter(({ name }) => measureNames.length === 0 || measureNames.includes(name)) ?? [];
if (area === undefined || measures.length === 0) {
  const known = areas.map(
    ({ name, measures: all }) => `${name} (${all.map((each) => each.name).join(', ')})`,
  );
  say(`Say what to measure: npm run bench AREA [MEASURE...] [-- --json]. There are: ${known.join('; ')}.`);
  process.exit(2);
}

const system = await installSystemPackages({ names: area.packages, say });
if (system.missing.length > 0) {
  say(system.output);
  process.exit(1);
}

const rows: Row[] = [];
let broken = 0;
for (const measure of measures) {
  say(`${area.name}: ${measure.name} ...`);
  try {
    for (const row of await measure.run({ say })) {
      rows.push(row);
      if (json) console.log(JSON.stringify(row));
    }
  } catch (error) {
    // One measure that cannot run must not hide the others.
    broken += 1;
    say(
      `${area.name}: ${measure.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}
if (!json) console.log(formatTable(rows));
// A missed target is a result, not a failure of the benchmark; `ok` in the rows says it.
// At once: a measure that failed may have left a server behind, which must not keep us here (and is ended with us).
process.exit(broken > 0 ? 1 : 0);
