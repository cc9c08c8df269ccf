// The first words with a mail server: each step told, and the one that stops it, with why.
import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import test, { after, before } from 'node:test';
import { createServer as createSecure, TLSSocket } from 'node:tls';
import { loadCertificate, type ServerCertificate } from '@platen/edge-server/platform/certificate';
import { type FirstWordsAsk, firstWords } from '@platen/edge-server/protocols/mail/first-words';
import { tempDir } from '../../../support/temp-dir.ts';

let own: ServerCertificate;
let folder: Awaited<ReturnType<typeof tempDir>>;
const servers: Server[] = [];
const sockets = new Set<Socket>();
before(async () => {
  folder = await tempDir('words');
  own = await loadCertificate({ dataDir: folder.path, names: ['localhost'], now: Date.now() });
});
after(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  await folder.remove();
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
/** Says `greeting`, answers lines by `answers`; a line answered by "TLS" begins it. */
const talk = (greeting: string, answers: Readonly<Record<string, string>> = {}) =>
  listen(
    createServer((socket) => {
      socket.write(greeting);
      socket.on('data', (bytes) => {
        const line = bytes.toString().trim();
        const said = answers[line] ?? '';
        socket.write(said.replace('TLS!', ''));
        if (!said.includes('TLS!')) return;
        socket.removeAllListeners('data');
        const secure = new TLSSocket(socket, { isServer: true, cert: own.cert, key: own.key });
        secure.on('error', () => undefined);
      });
    }),
  );
const secure = (greeting: string) =>
  listen(
    createSecure({ cert: own.cert, key: own.key }, (socket) => {
      socket.on('error', () => undefined);
      socket.write(greeting);
    }),
  );

const ask = (port: number, over: Partial<FirstWordsAsk> = {}): FirstWordsAsk => ({
  host: '127.0.0.1',
  port,
  protocol: 'imap',
  security: 'tls',
  trust: { pin: own.description.sha256 },
  monotonic: () => performance.now(),
  ...over,
});
const run = (what: FirstWordsAsk) => firstWords(what, AbortSignal.timeout(30_000));
const names = (steps: Awaited<ReturnType<typeof run>>) =>
  steps.map(({ step, ok }) => `${step}${ok ? '' : '!'}`);

test('TLS from the start: looked up, connected, TLS, greeting', async () => {
  const steps = await run(ask(await secure('* OK [CAPABILITY IMAP4rev1] ready\r\n')));
  assert.deepEqual(names(steps), ['lookup', 'connect', 'tls', 'greeting']);
  assert.match(steps[2]?.said ?? '', /^TLSv1\.3, certificate of .* good until \d{4}-\d\d-\d\d$/);
  assert.equal(steps[3]?.said, '* OK [CAPABILITY IMAP4rev1] ready');
  assert.ok(steps.every(({ ms }) => ms >= 0));
});

test('STARTTLS of IMAP, POP3 and SMTP', async () => {
  const imap = await talk('* OK ready\r\n', { 'a STARTTLS': 'a OK begin\r\nTLS!' });
  assert.deepEqual(names(await run(ask(imap, { security: 'starttls' }))), [
    'lookup',
    'connect',
    'greeting',
    'starttls',
    'tls',
  ]);
  const pop3 = await talk('+OK ready\r\n', { STLS: '+OK begin\r\nTLS!' });
  assert.ok((await run(ask(pop3, { protocol: 'pop3', security: 'starttls' }))).every(({ ok }) => ok));
  const smtp = await talk('220 mx ESMTP\r\n', {
    'EHLO [127.0.0.1]': '250-mx\r\n250-STARTTLS\r\n250 SIZE\r\n',
    STARTTLS: '220 go\r\nTLS!',
  });
  assert.ok((await run(ask(smtp, { protocol: 'smtp', security: 'starttls' }))).every(({ ok }) => ok));
});

test('without encryption it ends with the greeting', async () => {
  const port = await talk('220 mx\r\n');
  assert.deepEqual(names(await run(ask(port, { protocol: 'smtp', security: 'none' }))), [
    'lookup',
    'connect',
    'greeting',
  ]);
});

test('what stops it is the last step, with why', async () => {
  const last = async (what: FirstWordsAsk) => {
    const found = (await run(what)).at(-1);
    return `${found?.step} ${found?.ok ? 'well' : found?.trouble}`;
  };
  assert.equal(await last(ask(1, { host: 'no-such-host.invalid' })), 'lookup unknown-name');
  const free = await listen(createServer());
  await new Promise((resolve) => servers.pop()?.close(resolve));
  assert.equal(await last(ask(free)), 'connect refused');
  assert.equal(
    await last(ask(await talk('220 this is SMTP\r\n'), { security: 'none' })),
    'greeting not-this-protocol',
  );
  const none = await talk('* OK ready\r\n', { 'a STARTTLS': 'a BAD unknown\r\n' });
  assert.equal(await last(ask(none, { security: 'starttls' })), 'starttls no-starttls');
  assert.equal(await last(ask(await talk('* OK plain\r\n'))), 'tls no-tls');
  const port = await secure('* OK ready\r\n');
  assert.equal(await last(ask(port, { trust: {} })), 'tls untrusted');
  assert.equal(await last(ask(port, { trust: { pin: 'ab'.repeat(32) } })), 'tls wrong-pin');
  const hangsUp = await listen(createServer((socket) => socket.end()));
  assert.equal(await last(ask(hangsUp, { security: 'none' })), 'greeting silent');
});

test('a server that says nothing is cut by the signal, and its words are one clean line', async () => {
  const cut = new AbortController();
  const port = await listen(createServer(() => setImmediate(() => cut.abort())));
  const steps = await firstWords(ask(port, { security: 'none' }), cut.signal);
  assert.equal(steps.at(-1)?.ok, false);
  const loud = await run(
    ask(await talk(`* OK \u001b[31mred\u202e ${'x'.repeat(500)}\r\n`), { security: 'none' }),
  );
  assert.match(loud.at(-1)?.said ?? '', /^\* OK \[31mred x+…$/);
  assert.ok((loud.at(-1)?.said ?? '').length <= 200);
});
