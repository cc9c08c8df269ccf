// Adds to package-lock.json the optional packages of other platforms that npm left out; see checks/lock-file.mjs. Run it after
// adding or updating a package, where `npm test -- lock-file` asks for it.
import { readFileSync, writeFileSync } from 'node:fs';
import { lockPath, missingOptional } from './checks/lock-file.mjs';

const lock = JSON.parse(readFileSync(lockPath, 'utf8'));
const missing = missingOptional(lock);
for (const [name, { known, ...entry }] of missing) {
  if (known) lock.packages[`node_modules/${name}`] = entry;
  else console.error(`${name}: its platform or version cannot be told; add it by hand.`);
}
const byPath = ([a], [b]) => (a < b ? -1 : 1);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(byPath));
writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.size} packages of other platforms were missing from package-lock.json.`);
