// What a Xerox device's answers say, and what hostile, broken and unusual ones do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerAsEip, fakeEip } from '../../../../panel-app/gallery/fake-eip.ts';
import {
  CONFIGURATION_PATH,
  DEVICE_REQUEST,
  EXIT_REQUEST,
  isFault,
  readGeneration,
  readSession,
  SESSION_PATH,
  SESSION_REQUEST,
} from '../../../../panel-app/src/platform/eip-messages.ts';

const asked = (change: Parameters<typeof fakeEip>[0], path = SESSION_PATH, body = SESSION_REQUEST): string =>
  answerAsEip(fakeEip(change), path, body)?.text ?? '';
const holding = (document: string): string =>
  `<a:SessionInformationResponse xmlns:a="x"><a:Information>${document}</a:Information></a:SessionInformationResponse>`;
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const MARA = { username: 'mara', qualified: 'EXAMPLE\\mara', email: 'mara@example.org' };

test('the requests are those of the device’s services, in their namespaces', () => {
  assert.equal(
    EXIT_REQUEST,
    '<ns:ExitApplicationRequest xmlns:ns="http://www.xerox.com/webservices/office/cuisession/1"></ns:ExitApplicationRequest>',
  );
  assert.match(SESSION_REQUEST, /^<ns:GetSessionInformationRequest /);
  assert.match(DEVICE_REQUEST, /device_configuration\/1"/);
});

test('who is signed in is read out of the escaped document, whichever of the two user names comes first', () => {
  const wanted = { name: 'mara', qualified: 'EXAMPLE\\mara', email: 'mara@example.org' };
  assert.deepEqual(readSession(asked(MARA)), wanted);
  const turned =
    '<s:SessionInformation><s:username>mara</s:username><s:qualifiedUsername><s:username>EXAMPLE\\mara</s:username><s:password>secret</s:password></s:qualifiedUsername><s:email><s:from>mara@example.org</s:from></s:email></s:SessionInformation>';
  assert.deepEqual(readSession(holding(escape(turned))), wanted);
  assert.deepEqual(readSession(holding(`<![CDATA[${turned}]]>`)), wanted);
  assert.deepEqual(readSession(holding(turned)), wanted, 'also where it is not escaped');
  assert.ok(!JSON.stringify(readSession(holding(escape(turned)))).includes('secret'));
});

test('"Guest", an empty name and a name that nobody can have are nobody', () => {
  for (const username of ['Guest', 'GUEST', ' guest ', '', ' ', 'x'.repeat(255)]) {
    assert.equal(readSession(asked({ ...MARA, username })), undefined, username.slice(0, 20));
  }
});

test('names keep their letters, and references are replaced exactly once for each time they were written', () => {
  for (const username of ['Müller & Söhne', "o'neil", 'a<b>c', 'ÿ😀', '&amp;', '&lt;b&gt;']) {
    assert.equal(readSession(asked({ ...MARA, username }))?.name, username);
  }
  const numbers = '<username>&amp;#x41;&amp;#66;&amp;#x1F600;&amp;#xD800;&amp;#0;&amp;nbsp;</username>';
  assert.equal(
    readSession(holding(numbers.replaceAll('<', '&lt;').replaceAll('>', '&gt;')))?.name,
    'AB😀&nbsp;',
  );
});

test('a document longer than 4096 characters is read to its end', () => {
  const long = `<SessionInformation><roles>${'<role>x</role>'.repeat(2000)}</roles><username>mara</username></SessionInformation>`;
  assert.equal(readSession(holding(escape(long)))?.name, 'mara');
});

test('an answer that declares entities is none, inside and outside', () => {
  const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
  const document = '<username>mara</username>';
  assert.equal(readSession(bomb + holding(escape(document))), undefined);
  assert.equal(readSession(holding(escape(bomb + document))), undefined);
  assert.equal(readSession(holding(escape('<username>&b;</username>')))?.name, '&b;');
});

test('whatever is missing, cut or something else says nothing and ends at once', () => {
  const whole = asked(MARA);
  for (let cut = 0; cut < whole.length; cut += 7) {
    const person = readSession(whole.slice(0, cut));
    assert.ok(person === undefined || person.name === 'mara', whole.slice(0, cut));
  }
  for (const text of [
    '',
    'not XML',
    '<html><body>Not found</body></html>',
    '{"username":"mara"}',
    '<Information/>',
    '<Information></Information>',
    '<Information><![CDATA[<username>mara</username>',
    holding(escape('<userName>mara</userName>')),
    holding(escape('<username><![CDATA[')),
    '<'.repeat(100_000),
    '<a'.repeat(100_000),
    '&lt;'.repeat(100_000),
    `<Information>${'<![CDATA['.repeat(20_000)}</Information>`,
  ]) {
    assert.equal(readSession(text), undefined, text.slice(0, 60));
    assert.equal(readGeneration(text), undefined, text.slice(0, 60));
  }
});

test('an element in a CDATA section or under a like name is not taken for the one that is meant', () => {
  const document =
    '<note><![CDATA[<username>evil</username>]]></note><usernameHint>evil</usernameHint><x:username>mara</x:username>';
  assert.equal(readSession(holding(escape(document)))?.name, 'mara');
});

test('the generation of the interface is a number, or nothing', () => {
  const of = (generation: string): number | undefined =>
    readGeneration(asked({ generation }, CONFIGURATION_PATH, DEVICE_REQUEST));
  assert.equal(of('9.1'), 9.1);
  assert.equal(of('8'), 8);
  assert.equal(of('9.0.1'), 9);
  for (const no of ['', 'nine', '9px', '-9', '1e9', '9'.repeat(50)]) assert.equal(of(no), undefined, no);
});

test('a fault is known as one', () => {
  assert.equal(isFault(asked({ mood: 'faults' })), true);
  assert.equal(isFault(asked({})), false);
  assert.equal(readSession(asked({ mood: 'faults' })), undefined);
});
