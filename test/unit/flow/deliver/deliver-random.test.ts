// Printers that fail at random, several times in one delivery, and servers that die at random on top of it (figure R4 of
// reference/threats.md). The oracle is paper: 0 automatic duplicates, 0 silent losses. PLATEN_FAULT_ROUNDS for more rounds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperationName } from '@platen/edge-server/protocols/ipp/codes';
import type { EvilBehaviour } from '../../../servers/evil-behaviour.ts';
import { lives, openScene } from './scene.ts';
import { DOCUMENT, dyingDatabase } from './site.ts';

const ROUNDS = Number(process.env['PLATEN_FAULT_ROUNDS'] ?? 24);
const SEED = Number(process.env['PLATEN_FAULT_SEED'] ?? 20_261_122);

/** mulberry32: the same rounds for the same seed. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const RUBBISH: EvilBehaviour = { kind: 'raw', bytes: Buffer.from('\u0000rubbish\r\n\r\n') };
const COMMON: readonly EvilBehaviour[] = [
  RUBBISH,
  { kind: 'http-status', status: 500 },
  { kind: 'http-status', status: 503 },
  { kind: 'cut-answer', afterBytes: 30 },
  { kind: 'reset-before-answer', acts: false },
  { kind: 'reset-before-answer', acts: true },
  { kind: 'hostile-text' },
  { kind: 'body', bytes: Buffer.alloc(500, 0xff) },
  { kind: 'status', code: 0x0507 },
  { kind: 'status', code: 0x0500 },
  { kind: 'lie', change: (honest) => ({ ...honest, requestId: 99_999 }) },
];

const FAULTS: Readonly<Partial<Record<OperationName, readonly EvilBehaviour[]>>> = {
  'Get-Printer-Attributes': COMMON,
  'Create-Job': COMMON,
  'Get-Job-Attributes': COMMON,
  'Get-Jobs': COMMON,
  'Cancel-Job': COMMON,
  'Send-Document': [
    ...COMMON,
    { kind: 'reset', afterBytes: 1 },
    { kind: 'reset', afterBytes: DOCUMENT.length >> 1 },
    { kind: 'silence', acts: true },
    { kind: 'stall', afterBytes: 1_000 },
  ],
  'Print-Job': [...COMMON, { kind: 'reset', afterBytes: 1_000 }, { kind: 'silence', acts: true }],
};

test(`${ROUNDS} deliveries with random faults: nothing twice, nothing lost without a word`, async (t) => {
  const random = makeRandom(SEED);
  const pick = <T>(list: readonly T[]): T => {
    const picked = list[Math.floor(random() * list.length)];
    if (picked === undefined) throw new Error('an empty list');
    return picked;
  };
  const ends = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round++) {
    const createJob = random() < 0.7;
    const scene = await openScene(t, {
      model: { createJob },
      factor: 300,
      delivery: { unreachableMinutes: 1 },
    });
    const { printer, site, printerId } = scene;
    const planned: string[] = [];
    for (let faults = 1 + Math.floor(random() * 4); faults > 0; faults--) {
      const operation = pick(Object.keys(FAULTS) as OperationName[]);
      const fault = pick(FAULTS[operation] ?? []);
      printer.script(operation, fault);
      planned.push(`${operation} ${fault.kind}`);
    }
    const claim = await site.release(printerId);
    if (random() < 0.5) {
      const mortal = dyingDatabase(
        site.deps.db,
        1 + Math.floor(random() * 6),
        random() < 0.5 ? 'before' : 'after',
      );
      const first = site.worker(mortal.db);
      planned.push('server dies');
      await site.step(claim, first, mortal.db, mortal.died).catch((cause: unknown) => {
        if (!(cause instanceof Error && cause.name === 'Killed')) throw cause;
      });
      first.close();
    }
    if (random() < 0.2) {
      planned.push('power cycle');
      await printer.powerOff();
      lives(printer, site);
      await printer.powerOn();
    }
    const release = await site.deliver(claim);
    const paper = printer.model.printed.length;
    const story = `round ${round} (${planned.join(', ')}): ${release.state} (${String(release.reason)}), ${paper} on paper`;
    assert.ok(paper <= 1, story);
    if (release.state === 'done') assert.equal(paper, 1, story);
    if (release.state === 'returned') assert.equal(paper, 0, story);
    const after = { done: 'printed', returned: 'held', uncertain: 'uncertain' }[String(release.state)];
    assert.equal((await site.jobRow(claim.jobId)).state, after, story);
    ends.set(release.state, (ends.get(release.state) ?? 0) + 1);
    await site.close();
    await printer.stop();
  }
  t.diagnostic(`seed ${SEED}: ${[...ends].map(([state, count]) => `${count} ${state}`).join(', ')}`);
});
