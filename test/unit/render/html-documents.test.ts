// HTML to PDF in the real render host: what is shown, what is left out, and how it stands on the page.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ToPdfOptions } from '@platen/edge-server/render/render-outcome';
import { ENGLISH } from '@platen/shared/say/saying';
import iconv from 'iconv-lite';
import { samplePng } from '../../documents/make-documents.ts';
import { pdfText } from '../../support/pdf-text.ts';
import { skipUnless } from '../../support/skip-unless.ts';
import { bytesOf, hostForTests } from './host-for-tests.ts';
import { readPicture } from './pixels.ts';

const host = hostForTests();
const skip = skipUnless('pdftotext');
const WEB = 'Pictures on the web were left out.';

const convert = (html: string | Uint8Array, more: Partial<ToPdfOptions> = {}) =>
  host.toPdf(bytesOf(typeof html === 'string' ? Buffer.from(html) : html), 'text/html', {
    media: 'iso_a4_210x297mm',
    ...more,
  });

async function make(html: string | Uint8Array, more: Partial<ToPdfOptions> = {}) {
  const made = await convert(html, more);
  assert.ok(made.ok, JSON.stringify(made));
  assert.ok(made.pdf !== undefined);
  return { ...made, pdf: made.pdf };
}

/** One blank for every white space, as poppler sees the page. */
const read = async (html: string | Uint8Array): Promise<string> =>
  (await pdfText((await make(html)).pdf)).replaceAll(/\s+/g, ' ').trim();

async function show(pdf: Uint8Array, page = 1) {
  const shown = await host.renderPage(bytesOf(pdf), page, { widthPx: 420, heightPx: 594 });
  assert.ok(shown.ok, JSON.stringify(shown));
  const picture = await readPicture(shown.jpeg);
  /** The darkest spot between two places across the page (0 to 1): 0 black, 255 white. */
  const darkest = (from = 0, to = 1): number => {
    let least = 255;
    for (let y = 0; y < picture.height; y++) {
      for (let x = Math.floor(from * picture.width); x < to * picture.width; x++) {
        least = Math.min(least, ...picture.at(x / picture.width, y / picture.height));
      }
    }
    return least;
  };
  return { darkest };
}

void test('text of every kind of element is there, in order', { skip }, async () => {
  const html = `<h1>Head</h1><p>One <b>two</b> <i>three</i> <u>four</u> <a href="https://x.example">five</a> H<sub>2</sub>O</p>
    <ul><li>six<li>seven</ul><ol start=8><li>eight</ol><blockquote>nine</blockquote><hr>
    <table border=1><tr><th>ten</th><td>eleven</td></tr></table><pre>twelve   13</pre><div><span><div>14</div></span></div>`;
  const text = await read(html);
  const words = 'Head One two three four five • six • seven 8. eight nine ten eleven twelve 13 14'.split(' ');
  let at = -1;
  for (const word of words) {
    const next = text.indexOf(word, at + 1);
    assert.ok(next > at, `${word} in: ${text}`);
    at = next;
  }
  assert.match(text.replaceAll(' ', ''), /H2O/);
});

void test('what is hidden or a program, a form or another document is not there', { skip }, async () => {
  const html = `<title>no1</title><style>.x{display:none}</style><script>no2</script><p class=x>no3</p>
    <div style="display:none">no4</div><span style="mso-hide:all">no5</span><span style="font-size:0">no6</span>
    <iframe src=x>no7</iframe><object>no8</object><video>no9</video><select><option>noA</select><textarea>noB</textarea>
    <div style="max-height:0;overflow:hidden">noC</div><!-- noD --><svg><text>noE</text></svg><template>noF</template>
    <p hidden>noG</p><p style="visibility:hidden">noH</p><p>yes</p>`;
  assert.equal(await read(html), 'yes');
});

void test('the encoding is the one the page names, or the one its bytes are in', { skip }, async () => {
  const page = (charset: string) => `<meta charset="${charset}"><p>Größe Übermut</p>`;
  assert.equal(await read(iconv.encode(page('iso-8859-1'), 'windows-1252')), 'Größe Übermut');
  assert.equal(await read(Buffer.from(page('iso-8859-1'))), 'Größe Übermut');
  assert.equal(
    await read(iconv.encode('<p>Съешь ещё этих мягких булок</p>', 'utf-16le', { addBOM: true })),
    'Съешь ещё этих мягких булок',
  );
});

void test('white type on a coloured button is dark on paper, and colour is known where it is printed', async () => {
  const plain = await make('<p style="color:#333">grey</p><p style="color:#fff;background:#00f">button</p>');
  assert.deepEqual(plain.color, ['monochrome']);
  assert.ok((await show(plain.pdf)).darkest() < 120);
  assert.deepEqual((await make('<p style="color:#c00">red</p>')).color, ['color']);
});

void test('pictures that came along are shown, those on the web are named once and left out', async () => {
  const png = await samplePng();
  const data = `<img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" width=300 height=200>`;
  const inline = await make(data);
  assert.deepEqual(inline.notes, []);
  assert.deepEqual(inline.color, ['color']);
  const part = await make('<img src="cid:Logo%401">', { parts: [{ cid: 'logo@1', bytes: png }] });
  assert.deepEqual(part.notes, []);
  const web = await make(
    '<p>x</p><img src="http://a.example/1.png"><img src="//a.example/2.png"><img src="http://a.example/c.gif" width=1 height=1>',
  );
  assert.deepEqual(web.notes?.map(ENGLISH.told), [WEB]);
  assert.deepEqual((await make('<p>x</p><img src="http://a.example/c.gif" width=1 height=1>')).notes, []);
  const broken = await make('<p>x</p><img src="data:image/png;base64,AAAA"><img src="cid:gone">');
  assert.deepEqual(broken.notes?.map(ENGLISH.told), ['A picture in this document could not be shown.']);
});

void test('a picture’s words stand in for one that is left out', { skip }, async () => {
  assert.equal(
    await read('<img src="http://a.example/logo.png" alt="Example Company"> hello'),
    'Example Company hello',
  );
});

void test('a newsletter of tables within tables reads from top to bottom', { skip }, async () => {
  const cell = (text: string) =>
    `<table width="100%"><tr><td>&nbsp;</td></tr><tr><td style="padding:20px"><table><tr><td>${text}</td></tr></table></td></tr></table>`;
  const text = await read(
    `<table width=600 role=presentation><tr><td>${cell('first')}</td></tr><tr><td>${cell('second')}</td></tr></table>`,
  );
  assert.equal(text, 'first second');
});

void test('a long table is broken between its rows, and a row taller than a page inside it', {
  skip,
}, async () => {
  const rows = Array.from(
    { length: 120 },
    (_, index) => `<tr><td>row${index}</td><td>${index * 2}</td></tr>`,
  ).join('');
  const long = await make(`<table border=1>${rows}</table>`);
  assert.ok(long.color.length >= 3);
  const text = await pdfText(long.pdf);
  for (let index = 0; index < 120; index++) assert.match(text, new RegExp(`row${index}\\s`));
  const tall = await make(
    `<table border=1><tr><td>${'line<br>'.repeat(200)}end</td><td>beside</td></tr></table>`,
  );
  assert.equal((await pdfText(tall.pdf)).match(/line/g)?.length, 200);
});

void test('a heading is not left alone at the end of a page', { skip }, async () => {
  for (let lines = 30; lines < 60; lines++) {
    const { pdf } = await make(`${'<div>text</div>'.repeat(lines)}<h2>Heading</h2><p>Below it</p>`);
    const page = (await pdfText(pdf)).split('\f').find((text) => text.includes('Heading'));
    assert.match(page ?? '', /Heading\s+Below it/);
  }
});

void test('right-to-left paragraphs stand at the right', async () => {
  const picture = await show((await make('<p dir=rtl>שלום לכולם</p>')).pdf);
  assert.ok(picture.darkest(0, 0.5) > 200 && picture.darkest(0.5, 1) < 120);
});

void test('too much, too deep and nothing end quickly with a reason', async () => {
  const codeOf = async (html: string, more: Partial<ToPdfOptions> = {}) => {
    const made = await convert(html, more);
    return made.ok ? 'ok' : made.code;
  };
  assert.equal(await codeOf('<p>x'.repeat(60_000)), 'document-too-slow');
  assert.equal(await codeOf('<p>x</p>'.repeat(5000), { maxPages: 3 }), 'document-too-many-pages');
  assert.equal(await codeOf(`${'<div><table><tr><td>'.repeat(5000)}deep`), 'ok');
  // The parser slows down with every element that is open: a megabyte of them ends long before its time limit.
  assert.equal(await codeOf(`<p>x</p>${'<div>'.repeat(200_000)}deep`), 'document-too-slow');
  assert.equal(await codeOf('<p>&nbsp;</p><script>x</script>'), 'document-empty');
  assert.equal(await codeOf(''), 'document-empty');
  assert.equal(await codeOf('<img src="http://a.example/x.png">'), 'document-empty');
  assert.equal(await codeOf(`<style>${'a{'.repeat(100_000)}</style>x`), 'ok');
  assert.equal(await codeOf(`<table>${'<tr><td colspan=1000 rowspan=65000>x'.repeat(500)}</table>`), 'ok');
});

const MAILS = process.env['PLATEN_CORPUS'] ?? '/work/shared/corpus';
const noMails = existsSync(join(MAILS, 'mail')) ? false : 'no corpus of mails on this machine';

void test('the HTML bodies of real mails become pages or a refusal with a reason', {
  skip: noMails,
}, async () => {
  let checked = 0;
  for (const name of readdirSync(join(MAILS, 'mail'))) {
    for (const body of htmlBodies(readFileSync(join(MAILS, 'mail', name)).toString('latin1'))) {
      const made = await convert(body);
      assert.ok(made.ok || made.code === 'document-empty', `${name}: ${JSON.stringify(made)}`);
      checked += 1;
    }
  }
  assert.ok(checked >= 10, `${checked} bodies`);
});

/** Simple on purpose: leaf parts of text/html whose boundary is a line of its own. */
function htmlBodies(mail: string): Buffer[] {
  return mail.split(/\r?\n--[^\r\n]+\r?\n/).flatMap((part) => {
    const [, head = '', body = ''] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
    if (!/content-type:\s*text\/html/i.test(head) || body.trim() === '') return [];
    if (/base64/i.test(head)) return [Buffer.from(body, 'base64')];
    const plain = /quoted-printable/i.test(head)
      ? body
          .replaceAll(/=\r?\n/g, '')
          .replaceAll(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      : body;
    return [Buffer.from(plain, 'latin1')];
  });
}
