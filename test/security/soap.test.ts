// Hostile devices behind the SOAP client and the panel installer (threats.md T07, T30, T36, T37): bombs, endless answers, addresses that are
// no device's, and passwords that must not get out.
import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { callSoap } from '@platen/edge-server/protocols/soap/call-soap';
import { xmlLimits } from '@platen/edge-server/protocols/soap/limits';
import { readMtomRoot } from '@platen/edge-server/protocols/soap/mtom';
import { readXml } from '@platen/edge-server/protocols/soap/xml-read';
import { escapeXml } from '@platen/edge-server/protocols/soap/xml-text';
import { ADMIN, panelStack } from '../unit/devices/panels/panel-stack.ts';

const refused = (text: string): string => {
  const read = readXml(text);
  assert.ok(!read.ok, 'it was taken');
  return read.mistake;
};

test('entities cannot be declared, so nothing grows and nothing is fetched', () => {
  const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join(
    '',
  );
  refused(`<!DOCTYPE x [<!ENTITY l0 "lol">${laughs}]><x>&l9;</x>`);
  refused('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>');
  refused('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://169.254.169.254/">%p;]><x/>');
  refused('<!doctype x><x/>');
  refused('<x>&e;</x>');
});

test('what is too long, too deep, too many or too wide is refused, just below is read', () => {
  const { depth, elements, attributes, name, length } = xmlLimits;
  const nested = (levels: number) => '<a>'.repeat(levels) + '</a>'.repeat(levels);
  assert.ok(readXml(nested(depth)).ok);
  assert.match(refused(nested(depth + 1)), /deep/);
  assert.match(refused('<a>'.repeat(300_000)), /deep/);
  assert.ok(readXml(`<r>${'<a/>'.repeat(elements - 1)}</r>`).ok);
  assert.match(refused(`<r>${'<a/>'.repeat(elements)}</r>`), /too many elements/);
  const wide = (count: number) => `<a ${Array.from({ length: count }, (_, at) => `b${at}=""`).join(' ')}/>`;
  assert.ok(readXml(wide(attributes)).ok);
  assert.match(refused(wide(attributes + 1)), /too many attributes/);
  assert.ok(readXml(`<${'a'.repeat(name)}/>`).ok);
  assert.match(refused(`<${'a'.repeat(name + 1)}/>`), /too long/);
  assert.match(refused(`<a>${'x'.repeat(length)}</a>`), /too long/);
  const spaces = (level: number) =>
    `<a ${Array.from({ length: 60 }, (_, at) => `xmlns:p${level}x${at}="u"`).join(' ')}>`;
  assert.match(refused(Array.from({ length: 20 }, (_, at) => spaces(at)).join('')), /namespaces/);
});

test('documents made to be slow are read or refused in one pass', () => {
  // Each is near the size limit; an engine that looks twice at each place would not come back.
  for (const text of [
    `<a ${' '.repeat(900_000)}`,
    `<a b="${'&amp;'.repeat(180_000)}"/>`,
    `<a>${'&'.repeat(900_000)}</a>`,
    `<a>${'<!--x-->'.repeat(110_000)}</a>`,
    `<a>${'<![CDATA[x]]>'.repeat(75_000)}</a>`,
    `<a>${'<?x?>'.repeat(180_000)}</a>`,
    '<!--'.repeat(220_000),
    `<a>${']'.repeat(900_000)}</a>`,
    `<${'a:'.repeat(400_000)}/>`,
  ]) {
    readXml(text);
  }
  assert.equal(readMtomRoot('multipart/related; boundary=b', Buffer.from('--b'.repeat(300_000))), undefined);
});

test('any cut or changed answer is a value, never an exception', () => {
  const whole =
    '<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><a b="1">&amp;<![CDATA[x]]><!--y--></a></S:Body></S:Envelope>';
  for (let at = 0; at < whole.length; at++) {
    readXml(whole.slice(0, at));
    for (const odd of ['<', '>', '&', '"', '\u0000', '/', '!', ':', '\ud800']) {
      readXml(whole.slice(0, at) + odd + whole.slice(at + 1));
      readXml(whole.slice(0, at) + odd + whole.slice(at));
    }
  }
});

test('no text can leave its element', () => {
  for (const text of ['</ns:Name><ns:Url>x', ']]>', '<!--', '"><x', "' onload='", '&lt;', '\u0000<']) {
    assert.doesNotMatch(escapeXml(text), /[<>"']/);
  }
});

async function device(t: TestContext, listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

test('ten megabytes, a compressed bomb and odd headers end the call and nothing more', async (t) => {
  const call = (port: number) =>
    callSoap({
      to: { secure: false, host: '127.0.0.1', port, path: '/' },
      contentType: 'text/xml',
      body: Buffer.from('<a/>'),
      trust: {},
    });
  const big = await device(t, (_, response) => response.end(Buffer.alloc(10_000_000, 0x3c)));
  assert.equal((await call(big)).kind, 'failed');
  const packed = await device(t, (_, response) =>
    response
      .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/xml' })
      .end(Buffer.alloc(1_000)),
  );
  const outcome = await call(packed);
  assert.ok(outcome.kind === 'failed' && outcome.why === 'not-soap');
  const dated = await device(t, (_, response) =>
    response.writeHead(200, { date: '9'.repeat(5_000) }).end('<a/>'),
  );
  assert.equal((await call(dated)).deviceTime, undefined);
  const long = await device(t, (request, response) => {
    request.socket.write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(200_000)}\r\n\r\n`);
    response.destroy();
  });
  assert.equal((await call(long)).kind, 'failed');
});

for (const uri of [
  'ipps://169.254.169.254/ipp/print',
  'ipps://[::ffff:169.254.169.254]/ipp/print',
  'ipps://127.0.0.1/ipp/print',
  'ipps://[::1]/ipp/print',
  'ipps://0.0.0.0/ipp/print',
  'ipps://localhost/ipp/print',
  'ipps://2130706433/ipp/print',
]) {
  test(`nothing is asked of ${uri}`, async (t) => {
    const s = await panelStack({ uri, allowLoopback: false });
    t.after(() => s.close());
    const outcome = await s.panels.install(s.id, { credentials: ADMIN });
    assert.ok(!outcome.ok && outcome.code === 'panel-device-address', JSON.stringify(outcome));
    const checked = await s.panels.check(s.id);
    assert.ok(!checked.ok && checked.code === 'panel-device-address');
    assert.equal(s.sent.length, 0);
  });
}

test('the connection goes to the address that was judged, not to what the name means later', async (t) => {
  const [first] = await lookup('localhost', { all: true, verbatim: true });
  const s = await panelStack({ uri: 'ipps://localhost/ipp/print' });
  t.after(() => s.close());
  const { ok } = await s.panels.install(s.id, {});
  // The stand-in listens on IPv4 only: where localhost means IPv6 first, nobody is there, and nobody else is tried.
  assert.equal(ok, first?.address === '127.0.0.1');
  assert.ok(s.sent.every(({ to }) => to.host === 'localhost' && to.address === first?.address));
});

test('another address of the printer takes the password with it: it is sent nowhere', async (t) => {
  const s = await panelStack();
  t.after(() => s.close());
  await s.printers.edit(s.id, { uri: 'ipps://127.0.0.2/ipp/print' }, 'console');
  const outcome = await s.panels.install(s.id, {});
  assert.ok(!outcome.ok && outcome.code === 'panel-password-needed');
  assert.equal(s.sent.length, 0);
});

test('a device that redirects gets no password at the other place', async (t) => {
  let visits = 0;
  const elsewhere = await device(t, (_, response) => {
    visits++;
    response.end();
  });
  const port = await device(t, (_, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${elsewhere}/` }).end(),
  );
  const outcome = await callSoap({
    to: { secure: false, host: '127.0.0.1', port, path: '/' },
    contentType: 'text/xml',
    body: Buffer.from('<a/>'),
    trust: {},
  });
  assert.equal(outcome.kind, 'http-status');
  assert.equal(visits, 0);
});
