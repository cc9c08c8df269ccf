import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { openBlobStore } from '@platen/edge-server/platform/blob-store';
import { makeSealing } from '@platen/edge-server/platform/sealing';

const dir = '/tmp/plat/data';
await fs.rm(dir, { recursive: true, force: true });
const blobs = await openBlobStore({ dataDir: dir, sealing: makeSealing(randomBytes(32)) });
const chunk = randomBytes(65536);
const plain = async () => {
  const f = await fs.open('/tmp/plat/p.bin', 'w');
  const t = performance.now();
  const b = randomBytes(1 << 20);
  for (let i = 0; i < 1024; i++) await f.write(b, 0, b.length, i * b.length);
  await f.sync();
  const d = performance.now() - t;
  await f.close();
  await fs.unlink('/tmp/plat/p.bin');
  return d;
};
const big = async () => {
  const cpu = process.cpuUsage(),
    el = performance.eventLoopUtilization();
  const r0 = process.memoryUsage().rss;
  let peak = r0;
  const t = performance.now();
  const w = await blobs.create();
  for (let i = 0; i < 16384; i++) {
    await w.write(chunk);
    if (i % 8 === 0) await new Promise((r) => setImmediate(r));
    if (i % 256 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  const s = await w.commit();
  const d = performance.now() - t;
  const c = process.cpuUsage(cpu),
    u = performance.eventLoopUtilization(el);
  return {
    s,
    d,
    text: `${d | 0} ms ${(1073.7e3 / d) | 0} MB/s cpu ${(c.user / 1e3) | 0}u+${(c.system / 1e3) | 0}s main-active ${u.active | 0} rss ${(r0 / 1e6) | 0}+${((peak - r0) / 1e6) | 0}`,
  };
};
console.log('rss idle', (process.memoryUsage().rss / 1e6) | 0);
for (let i = 0; i < 6; i++) {
  const p = await plain();
  const b = await big();
  console.log(`plain ${p | 0} ms | sealed ${b.text} | ${((p / b.d) * 100) | 0} %`);
  if (i === 5) {
    const t = performance.now(),
      el = performance.eventLoopUtilization();
    let n = 0;
    for await (const x of blobs.read(b.s)) n += x.length;
    const d = performance.now() - t;
    console.log(
      'read',
      n,
      (n / d / 1e3) | 0,
      'MB/s main-active',
      performance.eventLoopUtilization(el).active | 0,
    );
  }
  await blobs.remove(b.s.id);
}
console.log('rss', (process.memoryUsage().rss / 1e6) | 0);
for (const [label, size, count, conc] of [
  ['1MB', 1e6, 1600, 16],
  ['1MB', 1e6, 1600, 16],
  ['200kB', 2e5, 1600, 16],
] as const) {
  const b = randomBytes(size);
  const t = performance.now(),
    el = performance.eventLoopUtilization();
  let i = 0;
  const stored: string[] = [];
  await Promise.all(
    Array.from({ length: conc }, async () => {
      while (i++ < count) stored.push((await blobs.put(b)).id);
    }),
  );
  const d = performance.now() - t;
  console.log(
    label,
    ((stored.length / d) * 1e3) | 0,
    'obj/s conc',
    conc,
    'main-active/s',
    ((performance.eventLoopUtilization(el).active / d) * 1e3) | 0,
    'ms, rss',
    (process.memoryUsage().rss / 1e6) | 0,
  );
  for (const id of stored) await blobs.remove(id);
}
for (const size of [2000, 20000, 65536]) {
  const b = randomBytes(size);
  for (let i = 0; i < 2000; i++) await blobs.put(b);
  const n = 5000;
  const t = performance.now();
  for (let i = 0; i < n; i++) await blobs.put(b);
  console.log('put', size, (((performance.now() - t) / n) * 1e3).toFixed(1), 'us');
}
await blobs.close();
await fs.rm(dir, { recursive: true, force: true });
