// Says in one sentence when this Node is too old, before anything newer than Node 14 is imported.
import { readFileSync } from 'node:fs';

/** `>=20.19` -> [20, 19]; the root package.json is the one place that states the floor. */
const neededNode = () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const [major = 0, minor = 0] = manifest.engines.node.replace(/^>=/, '').split('.').map(Number);
  return [major, minor];
};

/** Ends the process with status 1 and a plain sentence if this Node cannot run Platen. */
export const requireNode = () => {
  const [major, minor] = neededNode();
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(
    `Platen needs Node.js ${major}.${minor} or newer; this is ${process.versions.node} (${process.execPath}). ` +
      'Install a newer Node.js and run the same command again.',
  );
  process.exit(1);
};
