// Answers to Get-Printer-Attributes that are remembered as octets: the same as those that are made anew, whatever has changed meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EncodedAttributes, encodedGroup } from '@platen/edge-server/flow/intake/ipp/encoded-attributes';
import { printerAttributes } from '@platen/edge-server/flow/intake/ipp/printer-attributes';
import type { QueueFacts } from '@platen/edge-server/flow/intake/ipp/queue-facts';
import { queueOffer } from '@platen/edge-server/flow/intake/ipp/queue-offer';
import { encodeMessage } from '@platen/edge-server/protocols/ipp/encode';
import { type IppGroup, keyword } from '@platen/edge-server/protocols/ipp/message';
import { selectAttributes } from '@platen/edge-server/protocols/ipp/requested-attributes';

const FACTS: QueueFacts = {
  queue: {
    uri: 'ipps://printers.example.test/ipp/print',
    site: 'https://printers.example.test/',
    name: 'Hall',
    authentication: 'basic',
    secure: true,
  },
  offer: queueOffer([], 'iso_a4_210x297mm'),
  condition: {
    accepting: true,
    state: 3,
    reasons: ['none'],
    message: 'Documents are held.',
    location: 'Ground floor',
    geoLocation: undefined,
    operatorMessage: 'Held until you type your code.',
  },
  uuid: '00000000-0000-8000-a000-000000000000',
  now: 1_763_800_000_000,
  startedAt: 1_763_700_000_000,
  stateSince: 1_763_700_000_000,
  configSince: 1_763_700_000_000,
  postScript: false,
  queued: 0,
  maxBytes: 1024,
};

function octetsOf(group: IppGroup): string {
  const message = { version: { major: 2, minor: 0 }, code: 0, requestId: 1, groups: [group] };
  return encodeMessage(message).toString('hex');
}

/** One answer: as it is given, and as it is when nothing is remembered. */
function ask(known: EncodedAttributes, facts: QueueFacts, wanted: readonly string[] | undefined) {
  const [first, ...rest] = wanted ?? [];
  const operation = first === undefined ? [] : [keyword('requested-attributes', first, ...rest)];
  let built = 0;
  const group = encodedGroup(known, facts, wanted, () => {
    built += 1;
    return selectAttributes(operation, printerAttributes(facts), ['all']);
  });
  const attributes = selectAttributes(operation, printerAttributes(facts), ['all']);
  assert.equal(octetsOf(group), octetsOf({ group: 'printer', attributes }));
  assert.deepEqual(group.attributes, attributes);
  return built;
}

test('the clock and the number of waiting documents change in an answer that is not made again', () => {
  const known: EncodedAttributes = new Map();
  for (const wanted of [
    undefined,
    ['all'],
    ['printer-up-time', 'printer-name'],
    ['media-col-database', 'all'],
  ]) {
    assert.equal(ask(known, FACTS, wanted), 1);
    assert.equal(ask(known, { ...FACTS, now: FACTS.now + 12_345, queued: 7 }, wanted), 0);
  }
  assert.equal(known.size, 4);
});

test('whatever else is told differently makes the answer anew', () => {
  const known: EncodedAttributes = new Map();
  assert.equal(ask(known, FACTS, undefined), 1);
  const { queue, condition, offer } = FACTS;
  for (const change of [
    { queue: { ...queue, name: 'Roof' } },
    { queue: { ...queue, uri: 'ipp://10.0.0.1/ipp/print', secure: false } },
    { condition: { ...condition, accepting: false } },
    { condition: { ...condition, geoLocation: 'geo:52.6,1.3' } },
    { offer: { ...offer, color: false } },
    { stateSince: FACTS.stateSince + 5_000 },
    { postScript: true },
    { pins: true },
    { maxBytes: 2_048 },
  ] satisfies readonly Partial<QueueFacts>[]) {
    assert.equal(ask(known, { ...FACTS, ...change }, undefined), 1, JSON.stringify(change));
    assert.equal(ask(known, FACTS, undefined), 0);
  }
});

test('what nobody asks for any more is forgotten, and what is asked for in too many words is not kept', () => {
  const known: EncodedAttributes = new Map();
  for (let number = 0; number < 300; number += 1) ask(known, FACTS, [`printer-name`, `unknown-${number}`]);
  assert.equal(known.size, 200);
  assert.equal(ask(known, FACTS, ['printer-name', 'unknown-299']), 0);
  assert.equal(ask(known, FACTS, ['printer-name', 'unknown-0']), 1);
  const endless = Array.from({ length: 4_000 }, (_, number) => `attribute-${number}`);
  assert.equal(ask(known, FACTS, endless), 1);
  assert.equal(ask(known, FACTS, endless), 1);
});
