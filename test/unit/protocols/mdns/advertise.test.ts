// Advertising: names are asked for first, taken names give way, questions are answered, changes and the end are told. On a link made of an array,
// by a clock that is moved by hand.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Advertising, advertise } from '@platen/edge-server/protocols/mdns/advertise';
import { encodeName } from '@platen/edge-server/protocols/mdns/dns-name';
import { decodePacket, encodePacket, type Packet, TYPE } from '@platen/edge-server/protocols/mdns/dns-packet';
import type { LinkHandlers, OpenLink } from '@platen/edge-server/protocols/mdns/link-socket';
import {
  type AdvertisedService,
  hostRecords,
  serviceRecords,
} from '@platen/edge-server/protocols/mdns/service-records';

const GROUP = '224.0.0.251';
const EMPTY: Packet = {
  id: 0,
  response: false,
  truncated: false,
  questions: [],
  answers: [],
  authorities: [],
  additionals: [],
};
const hall: AdvertisedService = {
  type: '_ipps._tcp',
  subtypes: ['_universal'],
  instance: 'Hall 1.5 (ü)',
  port: 631,
  txt: new Map([['rp', 'ipp/print']]),
};
const kept: AdvertisedService = { ...hall, type: '_printer._tcp', subtypes: [], port: 0, txt: new Map() };
const TYPE_NAME = ['_ipps', '_tcp', 'local'];

/** Runs what is due when it is moved on; what that lets happen later has happened, too. */
function handClock() {
  let now = 0;
  const due: { at: number; act: () => void }[] = [];
  const settle = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  return {
    monotonic: () => now,
    after: (ms: number, act: () => void) => {
      const one = { at: now + ms, act };
      due.push(one);
      return () => {
        const at = due.indexOf(one);
        if (at !== -1) due.splice(at, 1);
      };
    },
    pass: async (ms: number): Promise<void> => {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        due.splice(due.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.act();
        await settle();
      }
      now = end;
    },
    waiting: () => due.length,
  };
}

/** A link to which any number of responders and a listener are connected; everybody hears everything, oneself too. */
function link() {
  const members = new Map<string, LinkHandlers>();
  const heard: { packet: Packet; from: string; to: string }[] = [];
  const deliver = (bytes: Buffer, from: string, to: string, port = 5353): void => {
    const packet = decodePacket(bytes);
    assert.ok(packet !== undefined, 'every message is well-formed');
    heard.push({ packet, from, to });
    for (const [address, member] of [...members]) {
      if (to === GROUP || to === address) member.onMessage(bytes, { address: from, port });
    }
  };
  const open: OpenLink = async ({ address }, handlers) => {
    members.set(address, handlers);
    return {
      send: async (bytes, to) => deliver(bytes, address, to?.address ?? GROUP),
      close: () => members.delete(address),
    };
  };
  return {
    open,
    heard,
    say: (packet: Packet, from = '10.0.0.9', port = 5353) => deliver(encodePacket(packet), from, GROUP, port),
    answers: () => heard.filter(({ packet }) => packet.response).flatMap(({ packet }) => packet.answers),
    clear: () => heard.splice(0),
    members,
  };
}

function responder(
  t: TestContext,
  on: ReturnType<typeof link>,
  clock: ReturnType<typeof handClock>,
  address = '10.0.0.1',
) {
  const renamed: string[] = [];
  const troubles: string[] = [];
  const made: Advertising = advertise({
    host: 'srv-print',
    links: () => [{ address, prefix: 24, addresses: [address] }],
    open: on.open,
    after: clock.after,
    monotonic: clock.monotonic,
    onTrouble: (line) => troubles.push(line),
    onRenamed: ({ host, instances }) => renamed.push(host, ...instances),
  });
  t.after(() => made.stop());
  return { ...made, renamed, troubles };
}

const question = (name: readonly string[], type: number = TYPE.PTR, unicast = false): Packet => ({
  ...EMPTY,
  questions: [{ name, type, unicast }],
});

test('three questions for each name come first, then two announcements; nothing is answered in between', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  assert.equal(made.state().phase, 'off');
  made.update([hall, kept]);
  await clock.pass(500);
  assert.equal(made.state().phase, 'probing');
  wire.say(question(TYPE_NAME));
  await clock.pass(150);
  assert.deepEqual(wire.answers(), []);
  await clock.pass(400);
  assert.equal(made.state().phase, 'told');
  const probes = wire.heard.filter(({ packet }) => packet.authorities.length > 0);
  // The host and two services of one name.
  assert.equal(probes.length, 3 * 3);
  assert.ok(probes.every(({ packet }) => packet.questions.every(({ type }) => type === TYPE.ANY)));
  const once = wire.answers().length;
  await clock.pass(1_000);
  assert.equal(wire.answers().length, 2 * once);
});

test('who asks for a type is told of the service and of its host at once', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall, kept]);
  await clock.pass(3_000);
  for (const name of [
    TYPE_NAME,
    ['_universal', '_sub', ...TYPE_NAME],
    ['_services', '_dns-sd', '_udp', 'local'],
  ]) {
    wire.clear();
    wire.say(question(name));
    await clock.pass(121);
    const [reply, ...more] = wire.heard.slice(1);
    assert.deepEqual(more, [], name.join('.'));
    assert.equal(reply?.to, GROUP);
    const types = reply?.packet.additionals.map(({ type }) => type) ?? [];
    if (name[0] !== '_services')
      assert.ok([TYPE.A, TYPE.TXT, TYPE.SRV].every((type) => types.includes(type)));
    await clock.pass(1_000);
  }
  wire.clear();
  wire.say(question(['Hall 1.5 (ü)', '_printer', '_tcp', 'local'], TYPE.SRV));
  await clock.pass(10);
  assert.equal(wire.answers()[0]?.data.readUInt16BE(4), 0, 'the name is kept with port 0');
});

test('who knows the answer is told nothing, who knows it no longer for long is told again', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  const pointer = serviceRecords(hall, 'srv-print')[0];
  assert.ok(pointer !== undefined);
  wire.clear();
  wire.say({ ...question(TYPE_NAME), answers: [{ ...pointer, ttl: 4_000 }] });
  await clock.pass(1_000);
  assert.equal(wire.answers().length, 0);
  wire.say({ ...question(TYPE_NAME), answers: [{ ...pointer, ttl: 2_000 }] });
  await clock.pass(1_000);
  assert.equal(wire.answers().length, 1);
});

test('known answers may come in several messages', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  const pointer = serviceRecords(hall, 'srv-print')[0];
  assert.ok(pointer !== undefined);
  wire.clear();
  wire.say({ ...question(TYPE_NAME), truncated: true });
  await clock.pass(300);
  wire.say({ ...EMPTY, answers: [pointer] });
  await clock.pass(1_000);
  assert.deepEqual(wire.answers(), []);
});

test('who asks from another port gets an answer of plain DNS: its id and question, no flush, ten seconds', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  wire.clear();
  wire.say({ ...question(TYPE_NAME), id: 4711 }, '10.0.0.7', 40_000);
  await clock.pass(1);
  const reply = wire.heard[1];
  assert.equal(reply?.to, '10.0.0.7');
  assert.equal(reply?.packet.id, 4711);
  assert.equal(reply?.packet.questions.length, 1);
  const all = [...(reply?.packet.answers ?? []), ...(reply?.packet.additionals ?? [])];
  assert.ok(all.length >= 4 && all.every(({ flush, ttl }) => !flush && ttl <= 10));
});

test('a question for an address of another family is answered with what there is', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  wire.clear();
  wire.say(question(['SRV-print', 'local'], TYPE.AAAA, true));
  await clock.pass(1);
  assert.deepEqual(
    wire.heard[1]?.packet.answers.map(({ type }) => type),
    [TYPE.NSEC],
  );
  assert.equal(wire.heard[1]?.to, '10.0.0.9', 'and to the asker alone, where that is wanted');
});

test('a flood of the same question is answered once a second', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  wire.clear();
  for (let i = 0; i < 500; i++) wire.say(question(TYPE_NAME));
  await clock.pass(900);
  assert.equal(wire.answers().length, 1);
});

test('the second server of the same name takes the next name, for all services of the queue and for the host', async (t) => {
  const clock = handClock();
  const wire = link();
  const first = responder(t, wire, clock);
  first.update([hall, kept]);
  await clock.pass(3_000);
  const second = responder(t, wire, clock, '10.0.0.2');
  second.update([hall, kept]);
  await clock.pass(20_000);
  assert.equal(first.state().host, 'srv-print');
  assert.equal(second.state().phase, 'told');
  assert.equal(second.state().host, 'srv-print-2');
  assert.deepEqual(
    second.state().services.map(({ instance }) => instance),
    ['Hall 1.5 (ü) (2)', 'Hall 1.5 (ü) (2)'],
  );
  assert.ok(second.renamed.includes('Hall 1.5 (ü) (2)'));
  assert.deepEqual(first.renamed, []);
});

test('of two that ask for a name at the same moment one keeps it', async (t) => {
  const clock = handClock();
  const wire = link();
  const both = [responder(t, wire, clock), responder(t, wire, clock, '10.0.0.2')];
  for (const one of both) one.update([hall]);
  await clock.pass(30_000);
  assert.deepEqual(
    both.map((one) => one.state().phase),
    ['told', 'told'],
  );
  assert.deepEqual(both.map((one) => one.state().host).sort(), ['srv-print', 'srv-print-2']);
});

test('another TXT is announced without asking for the name again; a service that goes says good-bye', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall, kept]);
  await clock.pass(3_000);
  wire.clear();
  made.update([{ ...hall, txt: new Map([['rp', 'ipp/other']]) }]);
  await clock.pass(10);
  assert.equal(made.state().phase, 'told');
  assert.ok(wire.heard.every(({ packet }) => packet.response));
  const gone = wire.answers().filter(({ ttl }) => ttl === 0);
  assert.ok(gone.some(({ type, name }) => type === TYPE.PTR && name[0] === '_printer'));
  assert.ok(gone.every(({ name, data }) => `${name} ${data}`.includes('_printer')));
  const txt = wire.answers().find(({ type, ttl }) => type === TYPE.TXT && ttl > 0);
  assert.match(String(txt?.data), /rp=ipp\/other/);
});

test('at the end good-bye is said, every timer is gone and the link is closed', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  wire.clear();
  await made.stop();
  assert.ok(wire.answers().length >= 4 && wire.answers().every(({ ttl }) => ttl === 0));
  assert.equal(clock.waiting(), 0);
  assert.equal(wire.members.size, 0);
});

test('stopped while it asks, it says nothing and is gone', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(300);
  wire.clear();
  await made.stop();
  await clock.pass(5_000);
  assert.deepEqual(wire.heard, []);
  assert.equal(clock.waiting(), 0);
});

test('somebody who takes the name later makes us ask again; our own words coming back do not', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  wire.say({ ...EMPTY, response: true, answers: hostRecords('srv-print', ['10.0.0.66']) }, '10.0.0.66');
  await clock.pass(3_000);
  assert.equal(made.state().host, 'srv-print-2');
  assert.equal(made.state().phase, 'told');
  assert.equal(made.renamed.length, 2);
});

test('what is no message, or says nothing to us, changes nothing', async (t) => {
  const clock = handClock();
  const wire = link();
  const made = responder(t, wire, clock);
  made.update([hall]);
  await clock.pass(3_000);
  wire.clear();
  const member = wire.members.get('10.0.0.1');
  const good = encodePacket(question(TYPE_NAME));
  for (let length = 0; length < good.length; length++)
    member?.onMessage(good.subarray(0, length), { address: '10.0.0.9', port: 5353 });
  for (let i = 0; i < 2_000; i++) {
    const bytes = Buffer.from(
      encodePacket({ ...question(TYPE_NAME), answers: serviceRecords(hall, 'srv-print') }),
    );
    // Each octet in turn, with a walk through its values.
    bytes[i % bytes.length] = (i * 31) % 256;
    member?.onMessage(bytes, { address: '10.0.0.9', port: 40_000 + i });
  }
  await clock.pass(3_000);
  assert.ok(['told', 'probing'].includes(made.state().phase));
  assert.deepEqual(made.troubles, []);
});

test('a link that cannot be opened is told of, and the others are used', async (t) => {
  const clock = handClock();
  const wire = link();
  const troubles: string[] = [];
  const made = advertise({
    host: 'srv-print',
    links: () => ['10.0.0.1', '10.1.0.1'].map((address) => ({ address, prefix: 24, addresses: [address] })),
    open: async (at, handlers) => {
      if (at.address === '10.1.0.1') throw new Error('bind EADDRINUSE 0.0.0.0:5353');
      return wire.open(at, handlers);
    },
    after: clock.after,
    monotonic: clock.monotonic,
    onTrouble: (line) => troubles.push(line),
    onRenamed: () => undefined,
  });
  t.after(() => made.stop());
  made.update([hall]);
  await clock.pass(3_000);
  assert.deepEqual(troubles, ['10.1.0.1: bind EADDRINUSE 0.0.0.0:5353']);
  assert.equal(made.state().phase, 'told');
  assert.deepEqual(made.state().links, [
    { address: '10.0.0.1' },
    { address: '10.1.0.1', trouble: 'bind EADDRINUSE 0.0.0.0:5353' },
  ]);
});

test('messages fit a frame, and names are written once', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({ ...hall, instance: `Queue ${index}` }));
  const records = many.flatMap((one) => serviceRecords(one, 'srv-print'));
  const bytes = encodePacket({ ...EMPTY, response: true, answers: records });
  const plain = records.reduce((sum, { name, data }) => sum + encodeName(name).length + 10 + data.length, 12);
  assert.ok(bytes.length < plain * 0.7, `${bytes.length} of ${plain}`);
  assert.deepEqual(decodePacket(bytes)?.answers, records);
});
