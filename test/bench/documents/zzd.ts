import { execFileSync } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { processTree } from '../process-memory.ts';
import { openBenchRooms } from './bench-rooms.ts';

const rooms = await openBenchRooms();
const stored = await rooms.store(readFileSync('/tmp/h3/r14.pdf'), 'report.pdf');
const OUTPUT = {
  kind: 'raster',
  format: 'image/pwg-raster',
  color: 'srgb_8',
  dpi: { x: 300, y: 300 },
  sheetBack: 'normal',
} as const;
const cpuOf = (pid: number) => {
  try {
    const s = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const f = s.slice(s.lastIndexOf(')') + 2).split(' ');
    return (Number(f[11]) + Number(f[12])) * 10;
  } catch {
    return 0;
  }
};
const total = async () => {
  let w = 0;
  for (const p of await processTree(process.pid)) if (p !== process.pid) w += cpuOf(p);
  return w;
};
for (let i = 0; i < 12; i++) {
  const c0 = process.cpuUsage(),
    w0 = await total();
  const b = performance.now();
  const made = await rooms.render.makeReady(
    rooms.sourceOf(stored),
    { ticket: {}, media: { width: 595.28, height: 841.89 }, copies: 1, sides: 'one-sided', output: OUTPUT },
    new AbortController().signal,
  );
  if (!made.ok) throw new Error('x');
  await pipeline(made.octets, createWriteStream('/tmp/h3/ours.pwg'));
  const ms = performance.now() - b;
  const c = process.cpuUsage(c0);
  const g0 = performance.now();
  execFileSync(
    'mutool',
    ['draw', '-q', '-F', 'pwg', '-r', '300', '-c', 'rgb', '-o', '/tmp/h3/mu.pwg', '/tmp/h3/r14.pdf'],
    { stdio: 'ignore' },
  );
  const g = performance.now() - g0;
  console.log(
    `wall ${ms.toFixed(0)} self ${((c.user + c.system) / 1000).toFixed(0)} workers ${(await total()) - w0}  mutool ${g.toFixed(0)}`,
  );
}
await rooms.stop();
