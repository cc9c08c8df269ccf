import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { makeQuickAnswers, quickKey } from '@platen/edge-server/ipp-quick-answers';
import { decodeMessage } from '@platen/edge-server/protocols/ipp/decode';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { type IppMessage, keyword } from '@platen/edge-server/protocols/ipp/message';
import { ippRequestHeader } from '../../support/ipp-request.ts';

const SETTINGS = {};

const ask = (more: { readonly operation?: 'Get-Jobs'; readonly wanted?: string } = {}): Buffer =>
  ippRequestHeader({
    host: 'printer.example',
    port: 631,
    path: '/ipp/print',
    operation: more.operation ?? 'Get-Printer-Attributes',
    attributes: [keyword('requested-attributes', more.wanted ?? 'all')],
  });

const withId = (octets: Buffer, id: number): Buffer => {
  const copy = Buffer.from(octets);
  copy.writeInt32BE(id, 4);
  return copy;
};

const requestOf = (
  octets: Buffer,
  {
    headers = {},
    socket = {},
    url = '/ipp/print',
  }: Readonly<Record<string, unknown>> & { url?: string } = {},
): IncomingMessage =>
  ({
    url,
    headers: { host: 'printer.example', 'content-length': String(octets.length), ...(headers as object) },
    socket: { localPort: 631, remoteAddress: '192.0.2.7', ...(socket as object) },
  }) as unknown as IncomingMessage;

test('who asks the same a moment later has the same answer, with the number of the own request', () => {
  const quick = makeQuickAnswers(
    () => 1_000,
    () => SETTINGS,
  );
  const asked = withId(ask(), 7);
  const key = quickKey(requestOf(asked), asked) ?? '';
  assert.equal(quick.find(key, asked), undefined);
  const answer: IppMessage = { version: { major: 2, minor: 0 }, code: 0, requestId: 7, groups: [] };
  quick.keep(key, encodeMessage(answer));
  const again = withId(ask(), 8);
  assert.equal(quickKey(requestOf(again), again), key);
  const found = decodeMessage(quick.find(key, again) ?? Buffer.alloc(0));
  assert.ok(found.ok);
  assert.deepEqual(found.message, { ...answer, requestId: 8 });
});

test('an answer is forgotten with its tenth of a second, and when a setting changes', () => {
  let now = 1_000;
  let settings = SETTINGS;
  const quick = makeQuickAnswers(
    () => now,
    () => settings,
  );
  const asked = ask();
  const keep = (): void => quick.keep('key', Buffer.alloc(9));
  keep();
  now = 1_099;
  assert.ok(quick.find('key', asked));
  now = 1_100;
  assert.equal(quick.find('key', asked), undefined);
  keep();
  settings = { ...settings };
  assert.equal(quick.find('key', asked), undefined);
});

test('what depends on more than the octets and the way they came is not remembered', () => {
  const asked = ask();
  const key = quickKey(requestOf(asked), asked);
  assert.ok(key !== undefined);
  assert.equal(
    quickKey(requestOf(asked, { headers: { authorization: 'Basic eA==' } }), asked),
    undefined,
    'somebody asks',
  );
  const jobs = ask({ operation: 'Get-Jobs' });
  assert.equal(quickKey(requestOf(jobs), jobs), undefined, 'another operation');
  assert.equal(quickKey(requestOf(asked), asked.subarray(0, 40)), undefined, 'more is to come');
  assert.equal(quickKey(requestOf(asked), Buffer.alloc(3)), undefined, 'no request');
  const others = [
    requestOf(asked, { url: '/ipp/print/3' }),
    requestOf(asked, { headers: { host: 'other.example' } }),
    requestOf(asked, { socket: { encrypted: true } }),
    requestOf(asked, { socket: { localPort: 443 } }),
    requestOf(asked, { socket: { remoteAddress: '192.0.2.8' } }),
  ];
  for (const other of others) assert.notEqual(quickKey(other, asked), key);
  const colour = ask({ wanted: 'media-supported' });
  assert.notEqual(quickKey(requestOf(colour), colour), key);
});
