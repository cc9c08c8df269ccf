// SOAP messages as octets: envelope, security and addressing headers, attachments, and what answers mean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeEnvelope } from '@platen/edge-server/protocols/soap/envelope';
import { includeHref, readMtomRoot, writeMtom } from '@platen/edge-server/protocols/soap/mtom';
import { readAnswer } from '@platen/edge-server/protocols/soap/read-answer';
import { addressingHeaders } from '@platen/edge-server/protocols/soap/ws-addressing';
import { passwordDigest, securityHeader } from '@platen/edge-server/protocols/soap/ws-security';
import { tag, writeXml } from '@platen/edge-server/protocols/soap/xml-write';

test("the digest is the one of the worked example in the ONVIF programmer's guide", () => {
  const nonce = Buffer.from('LKqI6G/AikKCQrN0zqZFlg==', 'base64');
  assert.equal(passwordDigest(nonce, '2010-09-16T07:50:45Z', 'userpassword'), 'tuOSpGlFlIXsozq4HFNeeGeFLEI=');
});

test('a security header has UTC times to the second, an hour to live, and no password unless asked for text', () => {
  const token = {
    name: 'admin',
    password: 'S3cret<&>',
    nonce: Buffer.alloc(16, 7),
    createdAt: Date.parse('2026-11-22T12:00:00.789Z'),
  };
  const digest = writeXml(securityHeader({ ...token, style: 'digest' }));
  assert.match(digest, /<wsu:Created>2026-11-22T12:00:00Z<\/wsu:Created><wsu:Expires>2026-11-22T13:00:00Z/);
  assert.match(digest, /^<wsse:Security soap:mustUnderstand="1">/);
  assert.match(digest, /#PasswordDigest">[A-Za-z0-9+/]{27}=</);
  assert.doesNotMatch(digest, /S3cret/);
  assert.match(writeXml(securityHeader({ ...token, style: 'text' })), /#PasswordText">S3cret&lt;&amp;&gt;</);
});

test('the header of SOAP 1.2 stands in the one form that a VersaLink sees', () => {
  const envelope = writeEnvelope('1.2', addressingHeaders('urn:a/Do', 'https://d/x/', 'id'), tag('ns:Do'));
  assert.ok(
    envelope.includes('<env:Header xmlns:env="http://www.w3.org/2003/05/soap-envelope"><wsa:Action>'),
  );
  assert.ok(envelope.includes('<wsa:MessageID>urn:uuid:id</wsa:MessageID>'));
  assert.ok(writeEnvelope('1.1', [], tag('ns:Do')).includes('<soap:Header></soap:Header>'));
});

test('an attachment travels whole beside the envelope that names it', () => {
  const octets = Buffer.from([0, 13, 10, 45, 45, 255]);
  const { contentType, body } = writeMtom('<e/>', octets, 'abc');
  assert.match(contentType, /^multipart\/related; type="application\/xop\+xml"; boundary="platen-abc"/);
  assert.equal(readMtomRoot(contentType, body)?.toString(), '<e/>');
  assert.ok(body.includes(octets));
  assert.ok(body.includes(`content-id: <${includeHref('abc').slice(4)}>`));
  assert.equal(readMtomRoot('multipart/related', body), undefined);
  assert.equal(readMtomRoot('multipart/related; boundary=other', body), undefined);
});

const envelope = (body: string, space = 'http://schemas.xmlsoap.org/soap/envelope/') =>
  Buffer.from(`<S:Envelope xmlns:S="${space}"><S:Body>${body}</S:Body></S:Envelope>`);

test('an answer gives the first element of its body', () => {
  const read = readAnswer(200, 'text/xml', envelope('<a>1</a>'));
  assert.ok(read.kind === 'answer' && read.body?.text === '1');
  const empty = readAnswer(200, 'text/xml', envelope(''));
  assert.ok(empty.kind === 'answer' && empty.body === undefined);
});

test('faults of both versions give their most particular code and all their words', () => {
  const old = readAnswer(
    500,
    'text/xml',
    envelope(
      '<S:Fault><faultcode>S:Server</faultcode><faultstring>No\u0085room</faultstring><detail><x:RegistryFullException xmlns:x="u"/></detail></S:Fault>',
    ),
  );
  assert.ok(old.kind === 'fault');
  assert.equal(old.fault.code, 'Server');
  assert.equal(old.fault.reason, 'No room');
  assert.match(old.fault.words, /RegistryFullException/);
  const now = readAnswer(
    500,
    'application/soap+xml; charset=utf-8',
    envelope(
      '<S:Fault><S:Code><S:Value>S:Sender</S:Value><S:Subcode><S:Value>w:FailedAuthentication</S:Value></S:Subcode></S:Code><S:Reason><S:Text>no</S:Text></S:Reason></S:Fault>',
      'http://www.w3.org/2003/05/soap-envelope',
    ),
  );
  assert.ok(now.kind === 'fault');
  assert.equal(now.fault.code, 'FailedAuthentication');
  assert.equal(now.fault.reason, 'no');
});

test('a web page is its status, and anything else that is no envelope is told apart', () => {
  assert.deepEqual(readAnswer(404, 'text/html', Buffer.from('<html><br></html>')), {
    kind: 'http-status',
    status: 404,
  });
  const why = (type: string, octets: Buffer) => {
    const read = readAnswer(200, type, octets);
    assert.ok(read.kind === 'failed' && read.why === 'not-soap');
    return read.detail;
  };
  assert.match(why('text/html', Buffer.from('<html></html>')), /no SOAP envelope/);
  assert.match(why('text/xml', Buffer.from([0x3c, 0x61, 0xff, 0x3e])), /encoding/);
  assert.match(why('text/xml; charset=utf-16', envelope('')), /encoding/);
  assert.match(why('multipart/related; boundary=b', envelope('')), /multipart/);
  assert.match(
    why('text/xml', Buffer.from('<E xmlns="http://schemas.xmlsoap.org/soap/envelope/"/>')),
    /envelope/,
  );
});

test('an envelope in Latin-1 and one inside a multipart answer are read', () => {
  const latin = Buffer.from(
    '<?xml version="1.0" encoding="ISO-8859-1"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><a>\u00fc</a></S:Body></S:Envelope>',
    'latin1',
  );
  const read = readAnswer(200, 'text/xml', latin);
  assert.ok(read.kind === 'answer' && read.body?.text === '\u00fc');
  const { contentType, body } = writeMtom(envelope('<a>2</a>').toString(), Buffer.from('x'), 'id');
  const inside = readAnswer(200, contentType, body);
  assert.ok(inside.kind === 'answer' && inside.body?.text === '2');
});
