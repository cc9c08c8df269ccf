// A hundred thousand broken conversations, cut anywhere, with a queue for LPR and one for raw printing: each ends, none leaves a document half taken, and only what was
// sent whole becomes one (threats T11, T34, R6). Seeded, so that a failure comes back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IntakeQueue, QueueDeps, QueuePeer } from '@platen/edge-server/flow/intake/queues/queue-parts';
import { serveLpd } from '@platen/edge-server/flow/intake/queues/serve-lpd';
import { serveRaw } from '@platen/edge-server/flow/intake/queues/serve-raw';
import { systemClock } from '@platen/edge-server/platform/clock';
import { readOctets, WireError } from '@platen/edge-server/protocols/octet-reader';

const CASES = Number(process.env['PLATEN_TEST_LPR_CASES'] ?? 20_000);
const SEED = 20_261_122;

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const CONTROL = 'Hhost\nPanna\nJtitle\nldfA001host\nldfB001host\nUdfA001host\nNname\n';
const SAMPLES = {
  lpr: [
    `\x02lp\n\x02${CONTROL.length} cfA001host\n${CONTROL}\0\x0310 dfA001host\n0123456789\0\x033 dfB001host\nabc\0`,
    `\x02lp\n\x0310 dfA001host\n0123456789\0\x033 dfB001host\nabc\0\x02${CONTROL.length} cfA001host\n${CONTROL}\0`,
    `\x02lp\n\x0215 cfA001host\nPanna\nldfA001x\n\0\x030 dfA001x\nuntil the end`,
    '\x02lp\n\x01\n',
    '\x03lp anna\n',
    '\x04lp\n',
    '\x05lp anna 1 2 3\n',
  ],
  raw: [
    '\x1b%-12345X@PJL SET USERNAME="anna"\r\n@PJL JOB NAME="x"\r\n@PJL ENTER LANGUAGE=PDF\r\n%PDF-1.4 text\x1b%-12345X@PJL EOJ\r\n\x1b%-12345X',
    '\x1b%-12345X@PJL INFO ID\r\n@PJL ECHO 1\r\n\x1b%-12345X',
    '%PDF-1.4 plain',
  ],
};
const SPICE = [
  '\0',
  '\n',
  '\x01',
  '\x02',
  '\x03',
  ' ',
  '\x1b%-12345X',
  '@PJL ',
  '999999999999',
  '-1',
  '/../',
  '\xff',
  'dfA001host',
  'P',
  '"',
];

function mutate(sample: string, next: () => number): string {
  let text = sample;
  for (let times = Math.floor(next() * 4); times > 0; times--) {
    const at = Math.floor(next() * (text.length + 1));
    const length = Math.floor(next() * 6);
    const spice = SPICE[Math.floor(next() * SPICE.length)] ?? '';
    const how = next();
    if (how < 0.3) text = text.slice(0, at) + spice + text.slice(at);
    else if (how < 0.55) text = text.slice(0, at) + text.slice(at + length);
    else if (how < 0.75)
      text = text.slice(0, at) + String.fromCharCode(Math.floor(next() * 256)) + text.slice(at + 1);
    else if (how < 0.9)
      text = text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at + length);
    else text = text.slice(0, at);
  }
  return text;
}

const queue: IntakeQueue = {
  id: 'q',
  name: 'lp',
  kind: 'lpr',
  port: 515,
  networks: ['10.0.0.0/8'],
  trustNames: true,
  domain: '',
  names: [{ from: 'anna', userId: 'anna' }],
  sources: [],
  fallbackId: null,
  enabled: true,
};

test(`${CASES} broken conversations end, and leave nothing half taken`, { timeout: 300_000 }, async () => {
  let open = 0;
  let taken = 0;
  const deps = {
    // Nobody waits here.
    clock: { ...systemClock, after: () => () => undefined },
    ids: { id: () => 'id', token: () => 'token' },
    log: { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 },
    settings: () => ({ documents: { maxMegabytes: 1, retentionHours: 1 } }),
    db: { read: () => Promise.resolve([]), write: () => Promise.resolve() },
    people: {
      byEmail: () => Promise.resolve(undefined),
      byUserName: () => Promise.resolve(undefined),
      byId: (id: string) => Promise.resolve(id),
    },
    news: { taken: () => 0, unmapped: () => 0 },
    remove: () => Promise.resolve(false),
    acceptStream: async (
      incoming: Parameters<QueueDeps['acceptStream']>[0],
      octets: AsyncIterable<Uint8Array>,
    ) => {
      open++;
      try {
        for await (const _ of octets);
        const known = { ...incoming, ...(await incoming.later?.()) };
        assert.equal(known.ownerId, 'anna');
        taken++;
      } finally {
        open--;
      }
    },
  } as unknown as QueueDeps;

  const next = random(SEED);
  for (let done = 0; done < CASES; done++) {
    const kind = next() < 0.75 ? 'lpr' : 'raw';
    const samples = SAMPLES[kind];
    const text = mutate(samples[Math.floor(next() * samples.length)] ?? '', next);
    const broken = next() < 0.2;
    const octets = Buffer.from(text, 'latin1');
    const cut = Math.floor(next() * octets.length);
    async function* source(): AsyncGenerator<Uint8Array, void, undefined> {
      if (cut > 0) yield octets.subarray(0, cut);
      if (cut < octets.length) yield octets.subarray(cut);
      if (broken) throw new WireError('reset');
    }
    const peer: QueuePeer = {
      address: '10.0.0.1',
      reader: readOctets(source()),
      say: () => undefined,
      cut: () => undefined,
    };
    try {
      if (kind === 'lpr') await serveLpd(deps, (name) => (name === 'lp' ? queue : undefined), peer);
      else await serveRaw(deps, queue, peer);
    } catch (cause) {
      assert.ok(cause instanceof WireError, `case ${done}: ${String(cause)}\n${JSON.stringify(text)}`);
    }
    assert.equal(open, 0, `case ${done} left a document open: ${JSON.stringify(text)}`);
  }
  // Whole ones are among them: it is no wall that everything bounces off.
  assert.ok(taken > CASES / 20, String(taken));
});
