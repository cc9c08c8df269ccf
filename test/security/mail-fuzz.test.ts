// Mutated messages (threats.md T20, R6): whatever the octets, reading them ends, soon, with a value. 10,000 each run; PLATEN_TEST_MAILS=100000
// for the long one. What it took is told, not asserted.
import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { fromAddress } from '@platen/edge-server/protocols/mail/addresses';
import { readAuthenticationResults } from '@platen/edge-server/protocols/mail/authentication-results';
import { mailLimits } from '@platen/edge-server/protocols/mail/mime/limits';
import { tnefFiles } from '@platen/edge-server/protocols/mail/tnef/content';
import { openTnefAttachment } from '@platen/edge-server/protocols/mail/tnef/open-attachment';
import { readTnef } from '@platen/edge-server/protocols/mail/tnef/read-tnef';
import { messages } from '../unit/protocols/mail/mime/messages.ts';
import { gather, inChunks, readMail } from '../unit/protocols/mail/mime/read-mail.ts';
import { attachment, messageProperties, properties, tnef } from '../unit/protocols/mail/tnef/write-tnef.ts';

const rounds = Number(process.env['PLATEN_TEST_MAILS'] ?? 10_000);

/** Numbers that look random and are the same each time (mulberry32), so that what is found can be found again. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof makeRandom>;

const pick = <T>(random: Random, list: readonly T[]): T => {
  const one = list[random(list.length)];
  assert.ok(one !== undefined);
  return one;
};

/** What breaks readers of mail. */
const PIECES = [
  '\r\n\r\n',
  '\n',
  '\r',
  '\0',
  '--',
  '--=_outer\r\n',
  '--=_outer--',
  '--=_inner\r\n',
  '--fwd\r\n',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '@',
  ';',
  '=',
  '=\r\n',
  '=?utf-8?Q?',
  '?=',
  '=?x?B?////?=',
  "filename*0*=utf-8''%",
  'Content-Type: multipart/mixed; boundary="=_outer"\r\n',
  'Content-Type: message/rfc822\r\n\r\n',
  'Content-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: base64\r\n\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: x-uuencode\r\n',
  'Authentication-Results: mx.example.net; dmarc=pass\r\n',
  'From: a@example.org\r\n',
  'begin 644 x\r\n#0V%T\r\n',
  '\r\nend\r\n',
  '\x80\xff\xfe',
  '\u202e',
  'charset=utf-16',
  'charset=iso-2022-kr',
  ' '.repeat(2_000),
  '\xff'.repeat(64),
];

function mutated(random: Random, all: readonly Buffer[]): Buffer {
  let mail = Buffer.from(pick(random, all));
  for (let times = 1 + random(6); times > 0; times -= 1) {
    const at = random(mail.length + 1);
    const length = random(random(4) === 0 ? 2_000 : 20);
    const before = mail.subarray(0, at);
    const after = mail.subarray(at);
    switch (random(7)) {
      case 0:
        if (at < mail.length) mail[at] = random(256);
        break;
      case 1:
        mail = Buffer.concat([before, mail.subarray(at + length)]);
        break;
      case 2:
        mail = Buffer.concat([before, Buffer.from(pick(random, PIECES), 'latin1'), after]);
        break;
      case 3:
        mail = Buffer.concat([before, mail.subarray(at, at + length), after]);
        break;
      case 4: {
        const other = pick(random, all);
        mail = Buffer.concat([before, other.subarray(random(other.length))]);
        break;
      }
      case 5:
        mail = Buffer.concat([
          before,
          Buffer.from(pick(random, PIECES).repeat(1 + random(50)), 'latin1'),
          after,
        ]);
        break;
      default:
        mail = Buffer.from(mail.subarray(0, at));
    }
    // Growing without end would make the test long, not better.
    if (mail.length > 64 * 1024) mail = mail.subarray(0, 64 * 1024);
  }
  return mail;
}

interface Told {
  readonly times: number[];
  readonly lagMs: number;
  readonly driftBytes: number;
}

/** Runs each once for warming up, then measures. */
async function measured(count: number, one: (random: Random) => Promise<void>): Promise<Told> {
  const random = makeRandom(20_261_122);
  const times: number[] = [];
  const lag = monitorEventLoopDelay({ resolution: 10 });
  let settled = 0;
  for (let round = 0; round < count; round += 1) {
    if (round === Math.floor(count / 5)) {
      settled = process.memoryUsage.rss();
      lag.enable();
    }
    const since = performance.now();
    await one(random);
    times.push(performance.now() - since);
    if (round % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  lag.disable();
  times.sort((a, b) => a - b);
  return { times, lagMs: lag.max / 1e6, driftBytes: process.memoryUsage.rss() - settled };
}

const told = ({ times, lagMs, driftBytes }: Told): string => {
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2);
  return `${times.length} read, 0 crashed; p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; lag at most ${lagMs.toFixed(0)} ms; memory ${(driftBytes / 1024 / 1024).toFixed(1)} MB more than after a fifth`;
};

test('mutated messages are read to a value, every part of them too', { timeout: 1_200_000 }, async (t) => {
  const all = Object.values(messages);
  const result = await measured(rounds, async (random) => {
    const raw = mutated(random, all);
    const mail = await readMail(raw, 64 + random(8_192));
    const { outline } = mail;
    assert.ok(outline.parts.length >= 1 && outline.parts.length <= mailLimits.parts);
    assert.equal(outline.size, raw.length);
    for (const { within, start, end, path } of outline.parts) {
      assert.ok(start >= 0 && end >= start, `${path}: ${start} to ${end}`);
      if (within === undefined) assert.ok(end <= raw.length, `${path} ends at ${end} of ${raw.length}`);
    }
    // A few of them: a thousand parts times a thousand rounds would be the test of something else.
    for (const { path, mediaType } of outline.parts.slice(0, 8)) {
      if (mediaType.startsWith('text/')) await mail.text(path, 10_000);
      else await mail.octets(path);
    }
    const sender = fromAddress(outline.header);
    if (sender.kind === 'one') assert.match(sender.address, /^[^\s@]+@[^\s@]+$/);
    readAuthenticationResults(outline.header, 'mx.example.net');
    for (const field of outline.header.fields.slice(0, 50))
      for (const value of outline.header.all(field.name)) assert.doesNotMatch(value, /[\0-\x1f\x7f]/);
  });
  t.diagnostic(told(result));
});

test('mutated TNEF streams are read to a value, every file of them too', {
  timeout: 1_200_000,
}, async (t) => {
  const inner = tnef(
    messageProperties(properties.unicode(0x1000, 'inner')),
    attachment('a.doc', Buffer.from('DOC')),
  );
  const all = [
    inner,
    tnef(
      messageProperties(
        properties.named('name', 1),
        properties.strings(0x6001, ['a', 'b']),
        properties.unicode(0x0037, 'subject'),
        properties.binary(
          0x1009,
          Buffer.from('1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0', 'hex'),
        ),
      ),
      attachment('a.pdf', Buffer.from('%PDF-1.4'), properties.unicode(0x3707, 'long name.pdf')),
      attachment(undefined, undefined, properties.message(inner)),
    ),
  ];
  const result = await measured(Math.ceil(rounds / 5), async (random) => {
    const raw = mutated(random, all);
    const bytes = 64 + random(2_048);
    const content = await readTnef(inChunks(raw, bytes));
    for (const file of tnefFiles(content).slice(0, 8)) {
      assert.ok(file.start >= 0 && file.end >= file.start);
      await gather(openTnefAttachment(file, inChunks(raw, bytes)));
    }
  });
  t.diagnostic(told(result));
});
