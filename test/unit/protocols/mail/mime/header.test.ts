// Headers: folding, RFC 2047 in all its honest and dishonest forms, parameters, octets beyond ASCII.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeWords } from '@platen/edge-server/protocols/mail/mime/encoded-words';
import { readHeader } from '@platen/edge-server/protocols/mail/mime/header';
import { readParameters } from '@platen/edge-server/protocols/mail/mime/parameters';

const header = (text: string) => readHeader(Buffer.from(text));
const latin = (text: string) => readHeader(Buffer.from(text, 'latin1'));

test('fields are unfolded, found in any case, and kept from the topmost on', () => {
  const read = header('Subject: one\r\n two\r\n\tthree\r\nX-A: 1\nx-a:2\r\nX-Empty:\r\n\r\nX-Body: no\r\n');
  assert.equal(read.first('SUBJECT'), 'one two\tthree'.replace('\t', ' '));
  assert.deepEqual(read.all('x-A'), ['1', '2']);
  assert.equal(read.first('x-empty'), '');
  assert.equal(read.first('x-body'), undefined);
  assert.deepEqual(
    read.fields.map(({ name }) => name),
    ['subject', 'x-a', 'x-a', 'x-empty'],
  );
});

test('blanks before the colon, the line of a mailbox file and lines that are none are got over', () => {
  const read = header(
    'From someone Mon Nov 2\nFrom  : a@example.org\n__\n  (continued)\nno colon\nTo\t: b@example.org\n',
  );
  assert.equal(read.first('from'), 'a@example.org  (continued)');
  assert.equal(read.first('to'), 'b@example.org');
});

test('a first line that is no field means no header, as relays take it', () => {
  assert.deepEqual(header('garbage\r\nFrom: a@example.org\r\n').fields, []);
  assert.deepEqual(header('  \r\nFrom: a@example.org\r\n').fields, []);
  assert.deepEqual(header('').fields, []);
});

test('control characters never come out of a header, not even decoded ones', () => {
  const read = header('Subject: a\0b\x07c =?utf-8?Q?x=0D=0ABcc:_y=00?= =?utf-8?B?4oCoZA==?=\r\n');
  assert.equal(read.first('subject'), 'a b c x  Bcc: y  d');
});

test('words in charsets known, unknown, with a language and under a wrong name', () => {
  const words: [string, string][] = [
    ['=?iso-8859-1?Q?Die_Fr=F6sche?=', 'Die Frösche'],
    ['=?UTF-8?b?R3LDvMOfZQ==?=', 'Grüße'],
    ['=?windows-1251?B?wPLo6u7iYQ==?=', 'Атиковa'],
    ['=?EUC-KR?Q?=C7=D1=B1=B9?=', '한국'],
    ['=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=', '日本'],
    ['=?gb2312?B?1tDOxA==?=', '中文'],
    ['=?big5?B?pKSk5Q==?=', '中文'],
    ['=?koi8-r?B?8NLJ18XU?=', 'Привет'],
    ['=?hz-gb-2312?Q?~{VPND~}?=', '中文'],
    ['=?iso-2022-kr?Q?=1B$)C=0EGQ19=0F?=', '한국'],
    ['=?utf-7?Q?Gr+APwA3w-e?=', 'Grüße'],
    ['=?utf-8*de?Q?sch=C3=B6n?=', 'schön'],
    ['=?utf-8?Q?sch=F6n?=', 'schön'],
    ['=?us-ascii?Q?sch=C3=B6n?=', 'schön'],
    ['=?x-nobody-knows?Q?sch=C3=B6n?=', 'schön'],
    ['=?base64?Q?QUJD?=', 'QUJD'],
  ];
  for (const [word, expected] of words) assert.equal(decodeWords(word), expected, word);
});

test('blanks between words go, blanks around them stay, characters cut between words are whole again', () => {
  assert.equal(decodeWords('a =?utf-8?Q?b?= c'), 'a b c');
  assert.equal(decodeWords('=?utf-8?Q?a?=   =?utf-8?Q?b?='), 'ab');
  assert.equal(decodeWords('=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?='), 'aü');
  assert.equal(decodeWords('=?utf-8?Q?=E2=98?= =?UTF-8?Q?=95!?='), '☕!');
  assert.equal(decodeWords('=?utf-8?B?4pg=?==?utf-8?B?lQ==?='), '☕');
});

test('words that break the rules are read as they were meant, or left as they are', () => {
  assert.equal(decodeWords('=?utf-8?Q?with blanks inside?='), 'with blanks inside');
  assert.equal(decodeWords('=?utf-8?Q?what?_now!?='), 'what? now!');
  assert.equal(decodeWords('x=?utf-8?Q?glued?=y'), 'xgluedy');
  assert.equal(decodeWords('=?utf-8?Q?never ended'), '=?utf-8?Q?never ended');
  assert.equal(decodeWords('=?utf-8?Q?never =?utf-8?Q?ended?='), '=?utf-8?Q?never ended');
  assert.equal(decodeWords('=?utf-8?X?abc?='), '=?utf-8?X?abc?=');
  assert.equal(decodeWords('=?utf-8?Q?50=% =ZZ?='), '50=% =ZZ');
  assert.equal(decodeWords('=??Q?a?='), '=??Q?a?=');
  assert.equal(decodeWords('1 =? 2'), '1 =? 2');
});

test('raw octets beyond ASCII are UTF-8, or in the charset of the message, or Western', () => {
  assert.equal(header('Subject: Säying ☕\n').first('subject'), 'Säying ☕');
  assert.equal(latin('Subject: Br\xfccke\n').first('subject'), 'Brücke');
  assert.equal(
    latin('Subject: \xf0\xd2\xc9\xd7\xc5\xd4\nContent-Type: text/plain; charset=koi8-r\n').first('subject'),
    'Привет',
  );
});

const nameIn = (text: string, name = 'filename'): string | undefined =>
  readParameters(text).parameters.get(name);

test('parameters as RFC 2231 writes them', () => {
  assert.equal(nameIn("attachment; filename*=UTF-8''Stra%C3%9Fe.pdf"), 'Straße.pdf');
  assert.equal(nameIn("attachment; filename*=iso-8859-1'de'Stra%DFe.pdf"), 'Straße.pdf');
  assert.equal(nameIn('attachment; filename*0="a b"; filename*1=".pdf"'), 'a b.pdf');
  assert.equal(
    nameIn('attachment; filename*1*=%9F; filename*0*=utf-8\'\'Stra%C3; filename*2="e%20.pdf"'),
    'Straße%20.pdf',
  );
  assert.equal(nameIn("attachment; filename=old.pdf; filename*=utf-8''new.pdf"), 'new.pdf');
  assert.equal(nameIn("attachment; filename*=utf-8''new.pdf; filename=old.pdf"), 'new.pdf');
});

test('parameters as programs really write them', () => {
  assert.equal(nameIn('attachment; filename="=?utf-8?Q?Stra=C3=9Fe.pdf?="'), 'Straße.pdf');
  assert.equal(nameIn('attachment; filename==?utf-8?B?U3RyYcOfZS5wZGY=?='), 'Straße.pdf');
  assert.equal(nameIn('attachment; filename="=?utf-8?Q?Stra=C3?= =?utf-8?Q?=9Fe.pdf?="'), 'Straße.pdf');
  assert.equal(nameIn('attachment; filename=My file (2).pdf; size=3'), 'My file (2).pdf');
  assert.equal(nameIn('attachment; filename="never closed; size=3'), 'never closed; size=3');
  assert.equal(nameIn('attachment filename="no semicolon.pdf"'), undefined);
  assert.equal(nameIn('attachment; size=3 filename="x.pdf"'), undefined);
  assert.equal(nameIn('attachment; name="a.pdf" filename="b.pdf"'), 'b.pdf');
  assert.equal(nameIn('attachment; filename="C:\\TEMP\\a.png"'), 'C:\\TEMP\\a.png');
  assert.equal(nameIn('attachment; filename="a \\"b\\" c"'), 'a "b" c');
  assert.equal(nameIn('attachment; filename="a;b.pdf"'), 'a;b.pdf');
  assert.equal(nameIn('attachment; filename*=Stra%C3%9Fe.pdf'), 'Straße.pdf');
  assert.equal(nameIn('attachment; filename*="iso-8859-1\'\'Fr%F6sche.txt"'), 'Frösche.txt');
  assert.equal(nameIn("attachment; filename*1*=utf-8''b; filename*2*=c"), 'bc');
  assert.equal(nameIn('attachment; FileName = x.pdf'), 'x.pdf');
  assert.equal(nameIn('attachment (a comment; really); filename=x.pdf'), 'x.pdf');
  assert.equal(nameIn('attachment; filename='), '');
  assert.equal(nameIn('attachment; ; ;filename=x.pdf;'), 'x.pdf');
  assert.equal(readParameters(' Text/HTML ; charset=x').value, 'text/html');
});

test('header fields of a megabyte that are made to be slow are one pass', () => {
  for (const piece of [
    '(',
    '"',
    ' ',
    ';',
    'a*0=b;',
    '\\"',
    '=?utf-8?q?',
    '=?utf-8?q?a?= ',
    '=?a?q?b =?',
    "*='",
    '%',
    '?=',
  ]) {
    const text = piece.repeat(1_000_000 / piece.length);
    readParameters(`attachment; filename="${text}`);
    readParameters(`attachment; ${text}`);
    decodeWords(text);
    decodeWords(`${text}?=`);
    readHeader(Buffer.from(`Content-Type: ${text}\nSubject: ${text}\n`)).all('subject');
  }
});
