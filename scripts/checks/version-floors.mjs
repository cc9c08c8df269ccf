// Fails when a package is older than the release that closed a known hole (threats.md, section 2).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../setup/repository.mjs';
import { compareVersions, parseVersion } from './version-range.mjs';

const FLOORS = {
  // Path tricks in static files and mount(), address trust, body limits: CVE-2026-29087, -39406, -39409, -44456, -54288.
  hono: '4.12.34',
  '@hono/node-server': '1.19.13',
  // Address parser and SMTP injection: CVE-2026-82853, -82854, -90776, -100700.
  nodemailer: '10.0.10',
  // SQL through identifiers: CVE-2026-39356.
  'drizzle-orm': '0.45.2',
  // libheif code execution: CVE-2026-114112, -114113.
  sharp: '0.35.4',
};

/** Resolves with `{ ok, output }`; every copy in the lock file counts, nested ones too. */
export const checkVersionFloors = async () => {
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8'));
  const lines = [];
  for (const [name, floor] of Object.entries(FLOORS)) {
    const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    if (copies.length === 0) lines.push(`${name} is not in package-lock.json: take its floor out.`);
    for (const [path, { version }] of copies) {
      if (compareVersions(parseVersion(version), parseVersion(floor)) < 0)
        lines.push(`${path} is ${version}; it must be at least ${floor}.`);
    }
  }
  return { ok: lines.length === 0, output: lines.join('\n') };
};
