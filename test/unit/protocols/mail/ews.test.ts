// A mailbox over Exchange Web Services against the stand-in: listing, headers, bodies, removal, and every way a server can fail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEws } from '@platen/edge-server/protocols/mail/ews';
import { waitUntil } from '../../../support/wait-until.ts';
import { openExchange, startExchange } from './ews-start.ts';
import { largeMail, mailNamed, trouble, whole } from './exchange-mails.ts';

const { signal } = new AbortController();

test('everything in the folder is listed with its size, page after page', async (t) => {
  const { exchange, box } = await openExchange(t);
  assert.deepEqual(await box.list(signal), { epoch: '', mails: [] });
  const items = Array.from({ length: 1_201 }, (_, at) => exchange.deliver(mailNamed(`m${at}`)));
  const { mails } = await box.list(signal);
  assert.deepEqual(
    mails,
    items.map(({ id, size }) => ({ uid: id, size })),
  );
  assert.equal(exchange.seen.filter(({ operation }) => operation === 'FindItem').length, 4);
});

test('a folder is found by its name, by its path, below the inbox, and not at all', async (t) => {
  const { exchange, place } = await startExchange(t);
  const top = exchange.store.folderNamed('msgfolderroot')?.id ?? '';
  const inbox = exchange.store.folderNamed('inbox')?.id ?? '';
  const jobs = exchange.store.addFolder('Jobs & "more"', top);
  const done = exchange.store.addFolder('Done', jobs.id);
  const inner = exchange.store.addFolder('Inner', inbox);
  for (const [folder, id] of [
    ['INBOX', inbox],
    ['Deleted Items', exchange.store.folderNamed('deleteditems')?.id ?? ''],
    ['Jobs & "more"', jobs.id],
    ['Jobs & "more"/Done', done.id],
    ['Inner', inner.id],
    ['INBOX/Inner', inner.id],
  ] as const) {
    const { id: uid } = exchange.deliver(mailNamed('here'), id);
    const box = await openEws({ ...place, folder }, signal);
    assert.deepEqual(
      (await box.list(signal)).mails.map((mail) => mail.uid),
      [uid],
      folder,
    );
    await box.remove([uid], undefined, signal);
    await box.close();
  }
  await assert.rejects(
    openEws({ ...place, folder: 'Nowhere' }, signal),
    trouble('protocol', /no folder "Nowhere"/),
  );
  await assert.rejects(openEws({ ...place, folder: 'INBOX/Nowhere' }, signal), trouble('protocol'));
});

test('headers come raw and without the body, and what is gone is left out', async (t) => {
  const { exchange, box } = await openExchange(t);
  const small = exchange.deliver(mailNamed('small'));
  const gone = exchange.deliver(mailNamed('gone'));
  const large = exchange.deliver(largeMail(3_000_000));
  const none = exchange.deliver(Buffer.from('Subject: no body'));
  const wide = exchange.deliver(Buffer.from(`${'X-Long: y\r\n'.repeat(120_000)}\r\nbody`));
  exchange.store.items.delete(gone.id);
  const ids = [small, gone, large, none, wide].map(({ id }) => id);
  const found = new Map<string, string>();
  for await (const { uid, header } of box.headers(ids, signal))
    found.set(uid, Buffer.from(header).toString('latin1'));
  const text = mailNamed('small').toString();
  assert.equal(found.get(small.id), text.slice(0, text.indexOf('\r\n\r\n') + 4));
  assert.equal(found.get(large.id), 'From: ann@example.test\r\nSubject: large\r\n\r\n');
  assert.equal(found.get(none.id), 'Subject: no body');
  assert.equal(found.get(wide.id)?.length, 1_048_576);
  assert.equal(found.size, 4);
});

test('a message that the server cannot give does not keep the headers of the others back', async (t) => {
  const { exchange, box } = await openExchange(t);
  const items = ['a', 'b', 'c'].map((name) => exchange.deliver(mailNamed(name)).id);
  exchange.failNext('GetItem', { kind: 'code', code: 'ErrorMimeContentConversionFailed' });
  const found: string[] = [];
  await assert.rejects(
    async () => {
      for await (const { uid } of box.headers(items, signal)) found.push(uid);
    },
    trouble('protocol', /ErrorMimeContentConversionFailed/),
  );
  assert.deepEqual(found, items.slice(1));
});

test('a body is what was delivered, octet for octet, whatever pieces it comes in', async (t) => {
  const { exchange, box } = await openExchange(t);
  const octets = Buffer.from(Array.from({ length: 70_001 }, (_, at) => (at * 7) % 256));
  const odd = exchange.deliver({
    size: octets.length,
    *pieces() {
      for (let at = 0; at < octets.length; at += 3 * 997) yield octets.subarray(at, at + 3 * 997);
    },
  });
  assert.deepEqual(await whole(box.body(odd.id, signal)), octets);
  await assert.rejects(whole(box.body('AAMkNothing=', signal)), trouble('gone', /ErrorItemNotFound/));
  const [seen] = exchange.seen;
  assert.equal(seen?.version, 'Exchange2013');
});

test('a body that breaks off is never taken for the whole one', async (t) => {
  const { exchange, box } = await openExchange(t);
  const { id } = exchange.deliver(mailNamed('cut', 'x'.repeat(3_000)));
  let failed = 0;
  for (let after = 1; after < 5_000; after += 173) {
    exchange.failNext('GetItem', { kind: 'cut', after });
    await assert.rejects(whole(box.body(id, signal)), trouble('unreachable'), `cut after ${after}`);
    failed += 1;
  }
  assert.equal(failed, 29);
  assert.deepEqual(await whole(box.body(id, signal)), mailNamed('cut', 'x'.repeat(3_000)));
});

test('answers that cannot be right end as such, and an endless one ends at all', async (t) => {
  const { exchange, box } = await openExchange(t);
  const { id } = exchange.deliver(mailNamed('one'));
  const envelope = (content: string) =>
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><m:GetItemResponse xmlns:m="m" xmlns:t="t"><m:ResponseMessages>${content}</m:ResponseMessages></m:GetItemResponse></s:Body></s:Envelope>`;
  const answer = (mime: string, code = 'NoError', kind = 'Success') =>
    envelope(
      `<m:GetItemResponseMessage ResponseClass="${kind}"><m:ResponseCode>${code}</m:ResponseCode><m:Items><t:Message>${mime}</t:Message></m:Items></m:GetItemResponseMessage>`,
    );
  const good = '<t:MimeContent CharacterSet="UTF-8">RnJvbTogYQ0KDQo=</t:MimeContent>';
  exchange.failNext('GetItem', { kind: 'octets', body: answer(good) });
  assert.equal(
    (await whole(box.body(id, signal))).toString(),
    'From: a\r\n\r\n',
    'the frame itself is right',
  );
  for (const body of [
    '',
    'no XML',
    '<html><body>Sign in</body></html>',
    answer('<t:ItemId Id="x"/>'),
    answer('<t:MimeContent/>'),
    answer('<t:MimeContent CharacterSet="UTF-8"></t:MimeContent>'),
    answer(good.replace('=<', '<')),
    answer(good.replace('RnJv', 'R*Jv')),
    answer(good.replace('=<', '=AAAA<')),
    answer(good, 'NoError', 'Error'),
    answer(good, 'ErrorSomething'),
    answer(`${good}${good}`),
    answer(`<!-- <t:MimeContent> -->${good}`),
    answer(`<![CDATA[<t:MimeContent>]]>${good}`),
    answer(good).replace('</s:Envelope>', ''),
    `<!DOCTYPE a [<!ENTITY b "c">]>${answer(good)}`,
    answer(good) + 'x'.repeat(70_000),
    answer('x'.repeat(70_000) + good),
    envelope(''),
  ]) {
    exchange.failNext('GetItem', { kind: 'octets', body });
    await assert.rejects(whole(box.body(id, signal)), trouble('protocol'), body.slice(0, 300));
  }
  for (const operation of ['GetItem', 'FindItem']) {
    exchange.failNext(operation, { kind: 'endless' });
    const doing = operation === 'GetItem' ? whole(box.body(id, signal)) : box.list(signal);
    await assert.rejects(doing, trouble('protocol'), operation);
  }
});

test('throttling says how long to wait, as a fault, in an answer and by HTTP', async (t) => {
  const { exchange, box } = await openExchange(t);
  const { id } = exchange.deliver(mailNamed('one'));
  const waits = async (doing: Promise<unknown>, ms: number | undefined): Promise<void> =>
    assert.rejects(doing, (error) => {
      trouble('busy')(error);
      assert.equal((error as { retryAfterMs?: number }).retryAfterMs, ms);
      return true;
    });
  exchange.failNext('FindItem', { kind: 'busy', backOffMs: 297_749 });
  await waits(box.list(signal), 297_749);
  exchange.failNext('GetItem', { kind: 'busy', backOffMs: 1_000 });
  await waits(whole(box.body(id, signal)), 1_000);
  exchange.failNext('DeleteItem', { kind: 'code', code: 'ErrorServerBusy', backOffMs: 500 });
  await waits(box.remove([id], undefined, signal), 500);
  exchange.failNext('FindItem', { kind: 'code', code: 'ErrorMailboxMoveInProgress' });
  await waits(box.list(signal), undefined);
  exchange.failNext('GetItem', { kind: 'status', status: 503, headers: { 'retry-after': '3' } });
  await waits(whole(box.body(id, signal)), 3_000);
  assert.equal((await box.list(signal)).mails.length, 1);
});

test('each HTTP status has its meaning, and a redirection is not followed', async (t) => {
  const { exchange, box } = await openExchange(t);
  for (const [status, expected] of [
    [302, 'protocol'],
    [403, 'refused'],
    [404, 'protocol'],
    [500, 'unreachable'],
    [502, 'unreachable'],
  ] as const) {
    exchange.failNext('FindItem', { kind: 'status', status, headers: { location: '/elsewhere' } });
    await assert.rejects(box.list(signal), trouble(expected), String(status));
  }
});

test('removal is for good or to a folder, and tells only what is out', async (t) => {
  const { exchange, box, log } = await openExchange(t);
  const { store } = exchange;
  const processed = store.addFolder('Processed', store.folderNamed('msgfolderroot')?.id ?? '');
  const ids = Array.from({ length: 230 }, (_, at) => exchange.deliver(mailNamed(`m${at}`)).id);
  store.items.delete(ids[1] ?? '');
  const moved = ids.slice(0, 3);
  assert.deepEqual(await box.remove(moved, 'Processed', signal), moved);
  assert.equal(store.inFolder(processed.id).length, 2);
  const rest = ids.slice(3);
  exchange.failNext('DeleteItem', { kind: 'code', code: 'ErrorItemNotFound' });
  assert.deepEqual(await box.remove(rest.slice(0, 1), undefined, signal), rest.slice(0, 1), 'gone is out');
  assert.deepEqual(await box.remove(rest, undefined, signal), rest);
  assert.equal(store.items.size, 2, 'nothing lies in Deleted Items');
  await assert.rejects(box.remove(rest, 'Nowhere', signal), trouble('protocol', /Nowhere/));

  const more = Array.from({ length: 150 }, (_, at) => exchange.deliver(mailNamed(`n${at}`)).id);
  exchange.failNext('MoveItem', { kind: 'cut', after: 10 });
  await assert.rejects(box.remove(more.slice(0, 5), 'Processed', signal), trouble('unreachable'));
  assert.deepEqual(await box.remove(more.slice(0, 5), 'Processed', signal), more.slice(0, 5));
  // The first hundred go, the rest fails: told are the hundred.
  exchange.failNext('DeleteItem', { kind: 'cut', after: 100_000_000 });
  exchange.failNext('DeleteItem', { kind: 'status', status: 500 });
  assert.deepEqual(await box.remove(more.slice(5), undefined, signal), more.slice(5, 105));
  assert.match(log.join('\n'), /HTTP status 500/);
});

test('a wait for an answer has an end, by time and by the caller', async (t) => {
  const { exchange, box, place } = await openExchange(t, {}, { timeouts: { answerMs: 100 } });
  exchange.failNext('FindItem', { kind: 'silence' });
  await assert.rejects(box.list(signal), trouble('unreachable', /no answer in time/));

  const patient = await openEws({ ...place, timeouts: {} }, signal);
  t.after(() => patient.close());
  exchange.failNext('FindItem', { kind: 'silence' });
  const caller = new AbortController();
  const listing = patient.list(caller.signal);
  await waitUntil(() => exchange.seen.at(-1)?.operation === 'FindItem', { what: 'the request' });
  caller.abort();
  await assert.rejects(listing, { name: 'AbortError' });

  const { id } = exchange.deliver(largeMail(5_000_000));
  const reader = new AbortController();
  const reading = patient.body(id, reader.signal);
  const pieces = reading[Symbol.asyncIterator]();
  await pieces.next();
  reader.abort();
  await assert.rejects(
    async () => {
      while ((await pieces.next()).done !== true);
    },
    { name: 'AbortError' },
  );
});

test('a kept connection that the server has closed costs nothing but a new one', async (t) => {
  const { exchange, box } = await openExchange(t);
  const { id } = exchange.deliver(mailNamed('one'));
  await box.list(signal);
  exchange.closeIdle();
  assert.equal((await box.list(signal)).mails.length, 1);
  exchange.closeIdle();
  assert.deepEqual(await box.remove([id], undefined, signal), [id]);
  assert.equal(box.ended, false);
  await box.close();
  assert.equal(box.ended, true);
});

test('a large message is read with the memory of a small one', async (t) => {
  const { exchange, box } = await openExchange(t);
  const large = largeMail(100 * 1024 * 1024);
  const { id } = exchange.deliver(large);
  let size = 0;
  let most = 0;
  for await (const piece of box.body(id, signal)) {
    size += piece.length;
    // The stand-in writes into the same process: what both hold of it at any time.
    if (size % (16 * 1024 * 1024) < piece.length) most = Math.max(most, process.memoryUsage().arrayBuffers);
  }
  assert.equal(size, large.size);
  assert.ok(most < 48 * 1024 * 1024, `${most} octets in buffers`);
});
