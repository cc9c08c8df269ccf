import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { formToken, isFormToken } from '@platen/edge-server/plain-panel/form-token';
import { html, markupOf } from '@platen/edge-server/plain-panel/html';
import { optionFields } from '@platen/edge-server/plain-panel/option-fields';
import { makeSecondTaps, readSignIn } from '@platen/edge-server/plain-panel/plain-sign-in';
import { makePlainStates } from '@platen/edge-server/plain-panel/plain-state';
import { readForm } from '@platen/edge-server/plain-panel/read-form';
import { systemIds } from '@platen/edge-server/platform/ids';
import { makeSealing } from '@platen/edge-server/platform/sealing';
import { changeTicket } from '@platen/shared/change-ticket';
import { offeredOptions } from '@platen/shared/offered-options';
import { PLAIN_LANGUAGES, sayPlain } from '@platen/shared/plain-panel/plain-words';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { LANGUAGE_FACTS, LANGUAGES } from '@platen/shared/say/languages';
import type { Words } from '@platen/shared/say/words';
import type { Ticket } from '@platen/shared/ticket';
import { repository } from '../../support/repository.ts';

const say = sayPlain('en');

test('whatever is put into a page is escaped, in text and in attributes', () => {
  const evil = `<script>alert(1)</script>" onload='x' & \`y\``;
  const page = markupOf(html`<p title="${evil}">${evil}</p>`);
  assert.doesNotMatch(page, /<script|" onload|'x'|`/);
  assert.equal(page.match(/</g)?.length, 2, 'only the template has tags');
  assert.match(page, /&#60;script&#62;/);
});

test('pieces go in as they are, lists one after the other, and nothing is nothing', () => {
  const page = html`<ul>${['a', 'b'].map((word) => html`<li>${word}</li>`)}${undefined}${false}${0}</ul>`;
  assert.equal(markupOf(page), '<ul><li>a</li><li>b</li>0</ul>');
});

test('an object that only looks like a piece cannot be written', () => {
  const forged = JSON.parse('{"html":"<b>"}') as never;
  assert.throws(() => html`${forged}`);
});

test('signs that no page may hold are replaced', () => {
  assert.equal(markupOf(html`${'a\u0000b\ud800c\u0085d\u{1f686}'}`), 'a\ufffdb\ufffdc\ufffdd\u{1f686}');
});

function posted(body: string, type = 'application/x-www-form-urlencoded'): IncomingMessage {
  const stream = Readable.from([Buffer.from(body)]);
  return Object.assign(stream, { headers: { 'content-type': type } }) as unknown as IncomingMessage;
}

test('a form is read with the button that was pressed', async () => {
  const form = await readForm(posted('job=a&job=b&do.look.4711=Look&x=1%262'));
  assert.deepEqual(form.act, ['look', '4711']);
  assert.deepEqual(form.all('job'), ['a', 'b']);
  assert.equal(form.text('x'), '1&2');
  assert.equal(form.text('absent'), '');
});

test('a body that is no form, is too long or has too many fields is refused', async () => {
  await assert.rejects(readForm(posted('{}', 'application/json')), { code: 'bad-request' });
  await assert.rejects(readForm(posted(`a=${'x'.repeat(70_000)}`)), { code: 'document-too-large' });
  await assert.rejects(readForm(posted('a&'.repeat(600))), { code: 'bad-request' });
});

const aClock = () => {
  let now = 1_000_000;
  return {
    clock: { now: () => now, monotonic: () => now } as never,
    pass: (ms: number) => {
      now += ms;
    },
  };
};

test('each form counts once, and one from before a restart not at all', () => {
  const { clock } = aClock();
  const states = makePlainStates({ clock, ids: systemIds });
  const form = states.issue('anna');
  assert.equal(states.take('bert', form), 'unknown', 'nobody else can use it');
  assert.equal(states.take('anna', form), 'new');
  assert.equal(states.take('anna', form), 'used');
  assert.equal(states.take('anna', ''), 'unknown');
  const after = makePlainStates({ clock, ids: systemIds });
  assert.equal(after.take('anna', states.issue('anna')), 'unknown');
});

test('acts of one session wait for each other, also after one that failed', async () => {
  const states = makePlainStates({ clock: aClock().clock, ids: systemIds });
  const order: string[] = [];
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = states.inTurn('anna', async () => {
    await gate;
    order.push('first');
    throw new Error('failed');
  });
  const second = states.inTurn('anna', async () => order.push('second'));
  open();
  await assert.rejects(first, /failed/);
  await second;
  assert.deepEqual(order, ['first', 'second']);
});

test('memory of sessions is bounded', () => {
  const states = makePlainStates({ clock: aClock().clock, ids: systemIds });
  states.of('first').side = 7;
  for (let i = 0; i < 2_100; i++) states.of(`session ${i}`);
  assert.equal(states.of('first').side, 0, 'the oldest went');
});

test('a token is good for its own session only', () => {
  const sealing = makeSealing(Buffer.alloc(32, 7));
  const token = formToken(sealing, 'anna');
  assert.ok(isFormToken(sealing, 'anna', token));
  assert.ok(!isFormToken(sealing, 'bert', token));
  assert.ok(!isFormToken(sealing, 'anna', ''));
  assert.ok(!isFormToken(sealing, 'anna', `${token}x`));
});

test('what was typed becomes what the API takes, and what is missing is no try', async () => {
  const read = async (body: string) => readSignIn(await readForm(posted(body)));
  assert.deepEqual(await read('way=code&code=+1234+5678+'), { code: '1234 5678' });
  assert.deepEqual(await read('way=code&email=a%40b&code=1'), { code: '1', email: 'a@b' });
  assert.equal(await read('way=code&email=&code=1'), undefined);
  assert.equal(await read('way=code&code='), undefined);
  assert.deepEqual(await read('way=directory&user=anna&password=+x+&domain=d'), {
    user: 'anna',
    password: ' x ',
    domain: 'd',
  });
  assert.equal(await read('way=directory&user=anna'), undefined);
  assert.equal((await read(`way=code&code=${'1'.repeat(500)}`))?.code?.length, 64);
});

test('a second tap on signing in is given the first one’s session, for ten seconds', () => {
  const { clock, pass } = aClock();
  const taps = makeSecondTaps(clock);
  taps.keep('form', 'token');
  assert.equal(taps.recall('form'), 'token');
  assert.equal(taps.recall('other'), undefined);
  pass(10_000);
  assert.equal(taps.recall('form'), undefined);
});

const PRINTER: PrinterCapabilities = {
  makeAndModel: 'Test',
  formats: ['application/pdf'],
  maxCopies: 99,
  sides: ['one-sided', 'two-sided-long-edge', 'two-sided-short-edge'],
  printColorModes: ['auto', 'color', 'monochrome'],
  finishings: [20, 22, 5],
  numberUp: [1, 2],
  pageRanges: true,
  mediaReady: [
    { media: 'iso_a4_210x297mm', source: 'tray-1', width: 21_000, height: 29_700 },
    { media: 'iso_a3_297x420mm', source: 'tray-2', width: 29_700, height: 42_000 },
  ],
};

function choose(tickets: readonly Ticket[], name: string, value: string, pages = 10): unknown {
  const fields = optionFields(offeredOptions(PRINTER, tickets, pages), tickets, say);
  const field = fields.find((one) => one.name === name);
  const [ticket = {}] = tickets;
  const change = field?.read(value, ticket);
  return change === undefined ? field?.problem : changeTicket(ticket, change);
}

test('every option a printer offers can be chosen by a form', () => {
  assert.deepEqual(choose([{}], 'copies', '3'), { copies: 3 });
  assert.deepEqual(choose([{ booklet: true }], 'sides', 'two-sided-long-edge'), {
    sides: 'two-sided-long-edge',
  });
  assert.deepEqual(choose([{}], 'colour', 'grey'), { printColorMode: 'monochrome' });
  assert.deepEqual(choose([{}], 'up', '4'), { numberUp: 4 });
  assert.deepEqual(choose([{}], 'staple', '22'), { finishings: [22] });
  assert.deepEqual(choose([{ finishings: [22, 5] }], 'staple', 'none'), { finishings: [5] });
  assert.deepEqual(choose([{}], 'paper', '1'), { media: 'iso_a3_297x420mm', mediaSource: 'tray-2' });
  assert.deepEqual(choose([{ media: 'x' }], 'paper', 'document'), {});
  assert.deepEqual(choose([{}], 'pages', ' 2–5, 8 '), {
    pageRanges: [
      { from: 2, to: 5 },
      { from: 8, to: 8 },
    ],
  });
  assert.deepEqual(choose([{ pageRanges: [{ from: 1, to: 2 }] }], 'pages', ''), {});
  assert.deepEqual(choose([{}], 'booklet', 'yes'), { booklet: true });
  assert.deepEqual(choose([{}], 'fit', 'yes'), { printScaling: 'fit' });
  assert.deepEqual(choose([{}], 'watermark', '1'), { watermark: 'Draft' });
});

test('values that nobody offered change nothing, and typing mistakes are told', () => {
  assert.match(String(choose([{}], 'copies', '0')), /1 to 99/);
  assert.match(String(choose([{}], 'copies', '1e2')), /1 to 99/);
  assert.match(String(choose([{}], 'pages', '5-20')), /1 to 10/);
  assert.equal(choose([{}], 'staple', '4711'), undefined);
  assert.equal(choose([{}], 'paper', '7'), undefined);
  assert.equal(choose([{}], 'up', '3'), undefined);
});

test('documents that differ keep what they differ in: the field shows none of them', () => {
  const tickets = [{ copies: 2 }, { copies: 3, sides: 'one-sided' as const }];
  const fields = optionFields(offeredOptions(PRINTER, tickets, undefined), tickets, say);
  assert.equal(fields.find(({ name }) => name === 'copies')?.value, '');
  const sides = fields.find(({ name }) => name === 'sides');
  assert.equal(sides?.value, '');
  assert.match(markupOf(sides?.draw('') ?? html``), /value="" selected="selected">As it is/);
});

test('every language that is offered has a plural for each number', () => {
  for (const language of PLAIN_LANGUAGES) {
    for (const count of [0, 1, 2, 5, 21]) {
      assert.match(sayPlain(language)('documents', { count }), /\p{L}/u);
    }
  }
});

test('every language says all of it, with the plurals and values of its own', async () => {
  const wordsOf = async (language: string): Promise<Words> => {
    const file = join(repository, 'shared', 'src', 'plain-panel', `${language}.json`);
    return JSON.parse(await readFile(file, 'utf8')) as Words;
  };
  const english = await wordsOf('en');
  const values = (entry: Words[string]): string[] =>
    [...new Set([...JSON.stringify(entry).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();
  for (const language of LANGUAGES) {
    const words = await wordsOf(language);
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort(), language);
    const { tag } = LANGUAGE_FACTS[language];
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    for (const [key, entry] of Object.entries(words)) {
      assert.deepEqual(values(entry), values(english[key] ?? ''), `${language} ${key}`);
      if (typeof entry !== 'string')
        assert.deepEqual(Object.keys(entry).sort(), [...categories].sort(), `${language} ${key}`);
    }
  }
});
