// The raw port's parts: addresses, what a printer says back, the guard over documents, the connection.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { describeCondition } from '@platen/edge-server/devices/condition-sentence';
import { openBackChannel, readPjlMessage } from '@platen/edge-server/protocols/pjl/back-channel';
import { pjlReason } from '@platen/edge-server/protocols/pjl/device-codes';
import { guardDocument, UnsafeDocument } from '@platen/edge-server/protocols/pjl/guard-document';
import { UEL } from '@platen/edge-server/protocols/pjl/pjl-job';
import { connectPrinter } from '@platen/edge-server/protocols/pjl/printer-socket';
import { parseSocketUri } from '@platen/edge-server/protocols/pjl/socket-uri';
import { LANGUAGES, type Language } from '@platen/shared/say/languages';
import { sayingOf } from '@platen/shared/say/saying';

test('socket addresses', () => {
  assert.deepEqual(parseSocketUri('socket://printer.example'), { host: 'printer.example', port: 9100 });
  assert.deepEqual(parseSocketUri('SOCKET://10.0.0.1:2501/'), { host: '10.0.0.1', port: 2501 });
  assert.deepEqual(parseSocketUri('socket://[fe80::1]:2000'), { host: 'fe80::1', port: 2000 });
  for (const wrong of [
    '',
    'socket:',
    'socket://',
    'ipp://h',
    'socket://u:p@h',
    'socket://h/x',
    'socket://h?x',
    'socket://h:0',
    'socket://h:99999',
    'h:9100',
  ]) {
    assert.equal(parseSocketUri(wrong), undefined, wrong);
  }
});

test('what a printer says is read whole, however it is cut', () => {
  const text = Buffer.from(
    '\r\nrest of something\f@PJL ECHO abc\r\n\f@PJL USTATUS JOB\r\nSTART\r\nNAME="a b=c"\r\n\f@PJL USTATUS PAGE\r\n2\r\n\f' +
      '@PJL USTATUS DEVICE\r\nCODE=41213\r\nDISPLAY="LOAD\x1b[2J"\r\nONLINE=FALSE\r\n\f@PJL USTATUS JOB\r\nEND\r\nNAME="a b=c"\r\nPAGES=3\r\n\f',
    'latin1',
  );
  const expected = [
    { kind: 'echo', text: 'abc' },
    { kind: 'job', what: 'start', name: 'a b=c', pages: undefined },
    { kind: 'page', page: 2 },
    { kind: 'device', code: 41_213, display: 'LOAD [2J', online: false },
    { kind: 'job', what: 'end', name: 'a b=c', pages: 3 },
  ];
  for (const size of [1, 2, 7, 1_000]) {
    const channel = openBackChannel();
    const heard = [];
    for (let at = 0; at < text.length; at += size) heard.push(...channel.feed(text.subarray(at, at + size)));
    assert.deepEqual(heard, expected);
  }
});

test('what makes no sense is skipped: long, empty, strange, lying', () => {
  const channel = openBackChannel();
  assert.deepEqual(channel.feed(Buffer.alloc(10_000_000, 0x41)), []);
  assert.deepEqual(channel.feed(Buffer.from('\f@PJL ECHO x\f')), [{ kind: 'echo', text: 'x' }]);
  for (const text of [
    '',
    '@PJL',
    '@PJL USTATUS',
    '@PJL USTATUS JOB',
    '@PJL USTATUS JOB\r\nMAYBE',
    '@PJL USTATUS PAGE\r\n-1',
    '@PJL USTATUS PAGE\r\n99999999999',
    '@PJL USTATUS DEVICE\r\nCODE=x',
    '@PJL USTATUS TIMED\r\nCODE=1',
    '@PJL INFO ID\r\n"HP"',
    'END',
  ]) {
    assert.equal(readPjlMessage(text), undefined, text);
  }
  assert.deepEqual(readPjlMessage('@PJL INFO STATUS\nCODE=10001\nONLINE=MAYBE'), {
    kind: 'device',
    code: 10_001,
  });
  for (const text of ['CANCELED', 'CANCELLED', 'END\nRESULT=USER_CANCELED'])
    assert.equal((readPjlMessage(`@PJL USTATUS JOB\n${text}`) as { what?: string }).what, 'cancelled');
});

test('a hundred thousand mutated answers neither throw nor stay', () => {
  const seedText = Buffer.from(
    '@PJL ECHO abc\r\n\f@PJL USTATUS JOB\r\nEND\r\nNAME="x"\r\nPAGES=3\r\n\f',
    'latin1',
  );
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed % below;
  };
  const channel = openBackChannel();
  for (let round = 0; round < 100_000; round += 1) {
    const mutated = Buffer.from(seedText);
    for (let change = random(5); change >= 0; change -= 1) mutated[random(mutated.length)] = random(256);
    channel.feed(mutated.subarray(random(mutated.length)));
  }
  channel.feed(Buffer.from('\f'));
  assert.deepEqual(channel.feed(Buffer.from('@PJL ECHO y\f')), [{ kind: 'echo', text: 'y' }]);
});

test('codes that stop a printer are reasons of IPP, others none', () => {
  assert.equal(pjlReason(40_021, false), 'cover-open');
  assert.equal(pjlReason(42_017, true), 'media-jam');
  assert.equal(pjlReason(10_001, true), undefined);
  assert.equal(pjlReason(10_001, undefined), undefined);
  assert.equal(pjlReason(10_001, false), 'paused');
});

test('every such reason has words and something to do, in every language', () => {
  const codes = [40_010, 40_021, 40_022, 40_038, 40_000, 41_213, 42_202, 43_000, 44_000, 50_001];
  for (const code of codes) {
    const reasons = [pjlReason(code, false) ?? ''];
    const words = (language: Language) =>
      describeCondition({ state: 'stopped', reasons, accepting: true }, [], sayingOf(language)).sentence;
    const unknown = describeCondition({ state: 'stopped', reasons: [], accepting: true }).sentence;
    assert.notEqual(words('en'), unknown, `${code} is known`);
    assert.match(words('en'), /^[A-Z].*\. [A-Z].*\.$/, `${code} says what to do`);
    for (const language of LANGUAGES) {
      if (language !== 'en') assert.notEqual(words(language), words('en'), `${code} in ${language}`);
    }
  }
});

const FRAME = `${UEL}@PJL ENTER LANGUAGE=PCLXL\r\n`;
const guard = async (text: string, size: number, hasOwnFrame: boolean, strip: boolean): Promise<string> => {
  const bytes = Buffer.from(text, 'latin1');
  const octets = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  })();
  const out: Buffer[] = [];
  for await (const chunk of guardDocument(octets, { hasOwnFrame, strip })) out.push(Buffer.from(chunk));
  return Buffer.concat(out).toString('latin1');
};

test('the guard lets documents through as they are, and takes off or leaves the frame of what was drawn here', async () => {
  for (const size of [1, 3, 9, 10, 64, 10_000]) {
    for (const text of ['', 'x', '%PDF-1.4 \x1b%-1234 \x1b%-12345', `${'y'.repeat(500)}\x1b%`])
      assert.equal(await guard(text, size, false, true), text);
    const body = ') HP-PCL XL;2;0\n...\x1bE';
    assert.equal(await guard(`${FRAME}${body}${UEL}`, size, true, true), body);
    assert.equal(await guard(`${FRAME}${body}${UEL}`, size, true, false), `${FRAME}${body}${UEL}`);
    assert.equal(await guard(body, size, true, true), body);
  }
});

test('the guard stops a document with a command in it, wherever it is cut', async () => {
  for (const size of [1, 2, 5, 9, 64, 10_000]) {
    await assert.rejects(guard(`%PDF${UEL}@PJL RESET`, size, false, true), UnsafeDocument);
    await assert.rejects(guard(`${UEL}x`, size, false, false), UnsafeDocument);
    await assert.rejects(guard(`text${UEL}`, size, false, true), UnsafeDocument);
    await assert.rejects(guard(`${FRAME}a${UEL}@PJL RESET${UEL}`, size, true, true), UnsafeDocument);
    await assert.rejects(
      guard(`${UEL}@PJL RESET\r\n${FRAME}${'x'.repeat(100)}`, size, true, true),
      UnsafeDocument,
    );
  }
});

const signal = new AbortController().signal;
const listen = async (t: { after(act: () => void): void }, serve: Parameters<typeof createServer>[1]) => {
  const server = createServer({ allowHalfOpen: true }, serve);
  t.after(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

test('a connection: octets out and back, half-closed, ended in order', async (t) => {
  const port = await listen(t, (socket) => {
    socket.write('hello');
    socket.on('end', () => socket.end());
    socket.resume();
  });
  const socket = await connectPrinter({ host: '127.0.0.1', port, timeoutMs: 5_000, signal });
  assert.ok(socket.kind === 'connected');
  let heard = '';
  const greeted = new Promise<void>((resolve) => {
    socket.onData((chunk) => {
      heard += Buffer.from(chunk).toString();
      if (heard === 'hello') resolve();
    });
  });
  assert.equal(await socket.write(Buffer.from('a'), Buffer.alloc(0), Buffer.from('bc')), true);
  assert.equal(socket.written(), 3);
  await greeted;
  socket.finish();
  assert.deepEqual(await socket.over, { kind: 'closed' });
  assert.equal(await socket.write(Buffer.from('x')), false);
  socket.leave();
});

test('no connection: refused, too slow, given up', async () => {
  const refused = await connectPrinter({ host: '127.0.0.1', port: 1, timeoutMs: 5_000, signal });
  assert.ok(refused.kind === 'not-connected' && refused.code === 'ECONNREFUSED');
  const over = await connectPrinter({
    host: '127.0.0.1',
    port: 1,
    timeoutMs: 5_000,
    signal: AbortSignal.abort(),
  });
  assert.equal(over.kind, 'not-connected');
});

test('a printer that closes or cuts before we were done has broken off', async (t) => {
  const port = await listen(t, (socket) => {
    socket.once('data', () => socket.resetAndDestroy());
    socket.on('error', () => undefined);
  });
  const socket = await connectPrinter({ host: '127.0.0.1', port, timeoutMs: 5_000, signal });
  assert.ok(socket.kind === 'connected');
  await socket.write(Buffer.from('x'));
  assert.equal((await socket.over).kind, 'broken');
  assert.equal(await socket.write(Buffer.from('y')), false);
});
