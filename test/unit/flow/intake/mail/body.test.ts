// The text of a message as a document: what it says, that it fetches nothing, and that the project's own converter sets it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type BodyParts,
  bodyDocument,
  MOST_PICTURE_BYTES,
} from '@platen/edge-server/flow/intake/mail/body-document';
import { sayDate } from '@platen/edge-server/flow/intake/mail/body-document-head';
import { cleanHtml } from '@platen/edge-server/flow/intake/mail/body-document-html';
import { plainHtml } from '@platen/edge-server/flow/intake/mail/body-document-plain';
import { messagesOf } from '@platen/edge-server/flow/intake/mail/pick-documents';
import { readHeader } from '@platen/edge-server/protocols/mail/mime/header';
import { openPart } from '@platen/edge-server/protocols/mail/mime/open-part';
import { partText } from '@platen/edge-server/protocols/mail/mime/part-text';
import { readOutline } from '@platen/edge-server/protocols/mail/mime/read-outline';
import { MAIL_LANGUAGES, type MailLanguage } from '@platen/shared/mail-report';
import { LETTERS } from '../../../../documents/mail/letters.ts';
import { PICTURE } from '../../../../documents/mail/sample-mails.ts';
import { pdfText } from '../../../../support/pdf-text.ts';
import { skipUnless } from '../../../../support/skip-unless.ts';
import { bytesOf, hostForTests } from '../../../render/host-for-tests.ts';

const host = hostForTests();
const skip = skipUnless('pdftotext');

async function partsOf(raw: string): Promise<BodyParts> {
  const bytes = Buffer.from(raw);
  async function* read(start: number, end: number) {
    await Promise.resolve();
    yield bytes.subarray(start, end);
  }
  const outline = await readOutline(read(0, bytes.length));
  const [first] = messagesOf(outline);
  assert.ok(first !== undefined);
  const texts = [];
  for (const { mediaType, parameters, ...part } of first.texts) {
    const { text } = await partText({ mediaType, parameters, ...part }, read, 1_000_000);
    texts.push({ mediaType, parameters, text });
  }
  const pictures = outline.parts
    .filter(({ mediaType }) => mediaType.startsWith('image/'))
    .map((part) => ({
      names: [part.contentId ?? ''],
      mediaType: part.mediaType,
      size: part.size,
      open: () => openPart(part, read),
    }));
  return { header: first.header, texts, pictures, attached: [] };
}

async function make(parts: BodyParts, language: MailLanguage = 'en'): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyDocument(parts, language)) chunks.push(Uint8Array.from(chunk));
  return Buffer.concat(chunks).toString();
}

const HEADER = readHeader(Buffer.from('From: Anna <anna@example.org>\r\nSubject: Minutes\r\n\r\n'));
const textBody = (
  mediaType: string,
  text: string,
  parameters: readonly (readonly [string, string])[] = [],
): BodyParts => ({
  header: HEADER,
  texts: [{ mediaType, text, parameters: new Map(parameters) }],
  pictures: [],
  attached: [],
});
async function* once(bytes: Uint8Array) {
  await Promise.resolve();
  yield bytes;
}

for (const { name, raw, words, never = [] } of LETTERS) {
  void test(`the letter "${name}" stands on paper whole and in order`, { skip }, async () => {
    const html = await make(await partsOf(raw));
    const made = await host.toPdf(bytesOf(Buffer.from(html)), 'text/html', { media: 'iso_a4_210x297mm' });
    assert.ok(made.ok && made.pdf !== undefined, JSON.stringify(made));
    assert.deepEqual(made.notes, [], 'nothing had to be left out by the converter');
    const text = (await pdfText(made.pdf)).replaceAll(/\s+/g, ' ');
    let at = -1;
    for (const word of words) {
      const next = text.indexOf(word, at + 1);
      assert.ok(next > at, `"${word}" in its place in: ${text}`);
      at = next;
    }
    for (const word of never) assert.ok(!text.includes(word), `no "${word}"`);
    assert.doesNotMatch(html, /example\.net/, 'no address of somebody else');
  });
}

void test('whatever is in a message, its document names nothing that could be fetched and nothing that acts', async () => {
  for (const { raw } of LETTERS) {
    const html = await make(await partsOf(raw));
    for (const [tag = ''] of html.matchAll(/<[a-z][^>]*>/gi)) {
      assert.doesNotMatch(
        tag.replace(/src="data:image\/png;base64,[^"]*"/, ''),
        /\b(?:src|href|srcset|action|background|data|poster)\s*=|\bon\w+\s*=|url\s*\(/i,
      );
    }
    const styles = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    assert.doesNotMatch(styles, /url\s*\(|@import|expression/i);
    assert.doesNotMatch(html, /<(?:script|iframe|object|embed|link|base|form|svg|video)\b/i);
  }
});

void test('the head is in the language of the reader, at the time of the sender', () => {
  const date = 'Sun, 22 Nov 2026 10:04:00 +0100 (CET)';
  assert.deepEqual(
    MAIL_LANGUAGES.map((language) => sayDate(date, language)),
    [
      'Sunday, 22 November 2026 at 10:04',
      'Sonntag, 22. November 2026 um 10:04',
      'dimanche 22 novembre 2026 à 10:04',
      'domingo, 22 de noviembre de 2026, 10:04',
      'domenica 22 novembre 2026 alle ore 10:04',
    ],
  );
});

void test('old and broken dates', () => {
  assert.match(sayDate('22 Nov 98 23:59 EST', 'en') ?? '', /22 November 1998/);
  assert.match(sayDate('Sunday, 22-Nov-2026 9:04:00 GMT', 'en') ?? '', /09:04/);
  for (const broken of [
    undefined,
    '',
    'yesterday',
    '31 Feb 2026 10:00',
    '1 Foo 2026 10:00',
    '1 Jan 2026 25:00',
  ])
    assert.equal(sayDate(broken, 'en'), undefined, broken);
});

void test('a message without a subject and a date says so, and keys are not printed', async () => {
  const html = await make(
    { ...textBody('text/plain', 'x'), header: readHeader(Buffer.from('From: a@example.org\r\n\r\n')) },
    'de',
  );
  assert.match(html, /\(kein Betreff\)/);
  assert.doesNotMatch(html, /Datum/);
  const keyed = readHeader(Buffer.from('Subject: Re: [#7H3K-9QZT-0M4X-VB2D] Lobby\r\n\r\n'));
  assert.doesNotMatch(await make({ ...textBody('text/plain', 'x'), header: keyed }), /7H3K/);
});

const html = (text: string, flowed = false, delSp = false): string =>
  plainHtml(text, { flowed, delSp })
    .join('')
    .replaceAll(/ style="[^"]*"/g, '')
    .replaceAll('\n', '');

void test('plain text: lines stay lines, blank lines part paragraphs', () => {
  assert.equal(html('One\nTwo\n\n\nThree <b>'), '<p>One<br>Two</p><p>Three &lt;b&gt;</p>');
});

void test('format=flowed: soft line ends are undone, stuffing is taken off, signatures stay (RFC 3676)', () => {
  assert.equal(html('One \ntwo\nThree', true), '<p>One two<br>Three</p>');
  assert.equal(html('Wort \nteil', true, true), '<p>Wortteil</p>');
  assert.equal(html(' >no quote\n From me', true), '<p>&gt;no quote<br>From me</p>');
  assert.equal(html('Soft \n-- \nAnna', true), '<p>Soft </p><p>Anna</p>');
  assert.equal(html('> quoted \n> on\nmine', true), '<blockquote><p>quoted on</p></blockquote><p>mine</p>');
  assert.equal(html('> soft \nmine', true), '<blockquote><p>soft </p></blockquote><p>mine</p>');
});

void test('text/enriched loses its commands and keeps its words (RFC 1896)', async () => {
  const made = await make(
    textBody('text/enriched', '<bold>Now</bold> is\nthe <color><param>red</param>time</color>\n\nfor 1 << 2'),
  );
  assert.match(made, /<p>Now is the time<br>for 1 &lt; 2<\/p>/);
});

void test('quotations nest as deep as there is room', () => {
  assert.equal(
    html('> a\n>> b\n> > c'),
    '<blockquote><p>a</p><blockquote><p>b<br>c</p></blockquote></blockquote>',
  );
  assert.equal(html(`${'>'.repeat(30)} deep`).split('<blockquote>').length - 1, 6);
  assert.equal(html('>From the server'), '<p>From the server</p>');
});

void test('columns made with blanks keep letters of one width', () => {
  assert.match(html('Name    Mon\nAnna    7.5'), /^<pre>Name {4}Mon/);
  assert.match(html('one   slip of the thumb\nand no more'), /^<p>/);
  assert.equal(
    html('   indented\n\tmore'),
    '<p>\u00a0\u00a0\u00a0indented<br>\u00a0\u00a0\u00a0\u00a0more</p>',
  );
});

const clean = (text: string): string =>
  cleanHtml(text)
    .pieces.map((one) => (typeof one === 'string' ? one : `{${one.picture}}`))
    .join('');

void test('HTML: unclosed, misnested and unknown elements come out whole', () => {
  assert.equal(clean('<b>a<i>b</b>c'), '<b>a<i>b</i></b>c');
  assert.equal(clean('<o:p>x</o:p><center>y'), 'x<center>y</center>');
  assert.equal(clean('a</div></b>b'), 'ab');
  assert.equal(clean('1 < 2 &amp; &lt;script&gt;'), '1 &lt; 2 &amp; &lt;script&gt;');
});

void test('HTML: end tags that may be left out do not nest lists and tables', () => {
  assert.equal(clean('<ul><li>a<li>b</ul>c'), '<ul><li>a</li><li>b</li></ul>c');
  assert.equal(
    clean('<table><tr><td>a<td>b<tr><td>c</table>'),
    '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
  );
  assert.equal(clean('<p>a<p>b<ul><li>c</ul>'), '<p>a</p><p>b</p><ul><li>c</li></ul>');
  assert.equal(clean('<li>x'.repeat(500)).split('</li><li>').length, 500);
});

void test('HTML: what is left out ends where it ends, whatever is open in it', () => {
  assert.equal(clean('<svg><path><a></svg>x<svg/>y<button>no<button>no</button>no</button>z'), 'xyz');
  assert.equal(clean('<noscript>shown</noscript><script>if (a < b) "</p>"</script>!'), 'shown!');
  assert.equal(clean('<title>no</title><textarea><b>no</textarea>x'), 'x');
});

void test('HTML: a short address is written behind its words, a long one, a mail address and an address that is its own words are not', () => {
  assert.equal(clean('<a href="https://www.example.org/x">here</a>'), '<a>here</a> (example.org/x)');
  assert.equal(clean('<a href="https://example.org/">https://example.org</a>'), '<a>https://example.org</a>');
  assert.equal(clean(`<a href="https://example.org/${'x'.repeat(90)}">here</a>`), '<a>here</a>');
  assert.equal(
    clean('<a href="mailto:a@example.org">Anna</a><a href="javascript:x">y</a>'),
    '<a>Anna</a><a>y</a>',
  );
});

void test('HTML: of a page full of links no address is written out', () => {
  assert.doesNotMatch(clean('<a href="https://example.org/x">here</a>'.repeat(20)), /example/);
});

void test('HTML: depth and number of elements are bounded, and the end says that it was cut', async () => {
  assert.equal(clean('<div>'.repeat(1_000)).split('<div').length - 1, 90);
  assert.equal(clean(`${'<div>'.repeat(1_000)}${'</div>'.repeat(1_000)}<b>x</b>`).slice(-8), '<b>x</b>');
  // A parser with a stack of its own would need minutes.
  assert.equal(clean('<b><i>'.repeat(200_000)).split('<b').length - 1, 45);
  const many = '<b>x</b>'.repeat(60_000);
  assert.equal(cleanHtml(many).cut, true);
  assert.match(
    await make(textBody('text/html', many)),
    /too long to be printed\.<\/i><\/p>\n<\/body><\/html>\n$/,
  );
});

void test('a text of any length stays below what the converter takes', async () => {
  for (const mediaType of ['text/plain', 'text/html']) {
    const made = await make(textBody(mediaType, 'Words & words\n\n'.repeat(700_000)));
    assert.ok(made.length < 5_000_000, `${mediaType} ${made.length}`);
    assert.match(made, /too long to be printed/);
  }
});

void test('a picture stands where the text shows it, once opened; others leave their words', async () => {
  let opened = 0;
  const parts = textBody(
    'text/html',
    '<p>a<img src="cid:P%401" width=10 onload=x>b<img src=cid:gone alt="lost">c<img src="cid:heic">d</p>',
  );
  const made = await make({
    ...parts,
    pictures: [
      {
        names: ['p@1'],
        mediaType: 'image/png',
        size: PICTURE.length,
        open: () => ((opened += 1), once(PICTURE)),
      },
      { names: ['HEIC'], mediaType: 'image/heic', size: 10, open: () => assert.fail('opened') },
    ],
  });
  assert.match(
    made,
    /a<img width="10" alt="" src="data:image\/png;base64,iVBOR[\w+/]+=*">b<i>lost<\/i>c<i>\[picture\]<\/i>d/,
  );
  assert.equal(opened, 1);
  const data = /base64,([^"]+)/.exec(made)?.[1] ?? '';
  assert.deepEqual(Buffer.from(data, 'base64'), Buffer.from(PICTURE));
});

void test('pictures together stay below the limit, even one that is larger than it says', async () => {
  const liar = Buffer.alloc(1_000_001);
  async function* endless() {
    for (let count = 0; count < 40; count++) yield* once(liar);
  }
  const made = await make({
    ...textBody('text/html', '<img src=cid:a><img src=cid:a><p>end</p>'),
    pictures: [{ names: ['a'], mediaType: 'image/png', size: 100, open: endless }],
  });
  assert.ok(made.length < MOST_PICTURE_BYTES * 1.34 + 5_000);
  assert.match(made, /\[picture\].*<p>end/s);
});
