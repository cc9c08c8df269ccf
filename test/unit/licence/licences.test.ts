// Licences: what is accepted, what it switches on, and that its end switches off nothing but that.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type KeptLicence, type LicenceStore, makeLicences } from '@platen/edge-server/licence/licences';
import { systemClock } from '@platen/edge-server/platform/clock';
import { canonicalJson, MANAGED_FEATURES } from '@platen/shared/licence';
import { makeIssuer } from '../../support/make-licence.ts';

const DAY = 86_400_000;
const ISSUER = makeIssuer();
const CHECK = 'https://licences.example.org/withdrawn.json';

function site(keys: readonly string[] = [ISSUER.key]) {
  let now = Date.parse('2026-11-22T12:00:00Z');
  let kept: KeptLicence | undefined;
  const acts: string[] = [];
  let answer: () => string = () => ISSUER.withdrawn({ issuedAt: now, serials: [] });
  const asked: string[] = [];
  const store: LicenceStore = {
    read: async () => kept,
    write: async (next, by) => {
      kept = next;
      if (by !== undefined) acts.push(`${by.who} ${by.act} ${by.about}`);
    },
    people: async () => 42,
  };
  const open = () =>
    makeLicences({
      clock: { ...systemClock, now: () => now, every: () => () => undefined },
      log: { info: () => undefined, warn: () => undefined },
      store,
      keys,
      fetchList: async (address) => {
        asked.push(address);
        return answer();
      },
    });
  return {
    licences: open(),
    open,
    acts,
    asked,
    pass: (days: number) => {
      now += days * DAY;
    },
    now: () => now,
    answers: (next: () => string) => {
      answer = next;
    },
  };
}

const refused = (detail: RegExp) => (error: { code?: string; values?: Record<string, unknown> }) =>
  error.code === 'licence-unusable' && detail.test(String(error.values?.['detail']));

test('without a licence everything that needs one is off, and that is no problem', async () => {
  const { licences } = site();
  await licences.start();
  const view = await licences.view();
  assert.deepEqual([view.state, view.tone, view.notices], ['none', 'quiet', []]);
  assert.ok(MANAGED_FEATURES.every((feature) => !licences.has(feature)));
  licences.stop();
});

test('a signed licence switches on what it names, and is noted in the audit log', async () => {
  const { licences, acts, open } = site();
  const view = await licences.install(ISSUER.licence(), 'admin:anna');
  assert.equal(view.state, 'good');
  assert.deepEqual(view.seats, { used: 42, most: 100 });
  assert.deepEqual(
    MANAGED_FEATURES.filter((feature) => licences.has(feature)),
    ['relay'],
  );
  assert.deepEqual(acts, ['admin:anna installed licence TEST-0001']);
  const again = open();
  await again.start();
  assert.ok(again.has('relay'), 'it is there after a restart');
  again.stop();
});

test('a changed, unsigned, foreign or broken file is refused, and the installed licence stays', async () => {
  const { licences } = site();
  await licences.install(ISSUER.licence(), 'admin:anna');
  const file = JSON.parse(ISSUER.licence()) as { licence: Record<string, unknown>; signature: string };
  const bad: readonly (readonly [string, RegExp])[] = [
    [JSON.stringify({ ...file, licence: { ...file.licence, seats: 0 } }), /changed/],
    [JSON.stringify({ ...file, licence: { ...file.licence, features: ['routing'] } }), /changed/],
    [makeIssuer().licence(), /unknown key/],
    [JSON.stringify({ licence: file.licence }), /no licence file/],
    [JSON.stringify({ ...file, licence: { ...file.licence, extra: 1 } }), /no licence file/],
    [JSON.stringify({ ...file, signature: file.signature.slice(0, -1) }), /no licence file/],
    // Signed by the issuer, but as something else.
    [
      JSON.stringify({
        ...file,
        signature: (JSON.parse(ISSUER.withdrawn({ issuedAt: 1, serials: [] })) as { signature: string })
          .signature,
      }),
      /changed/,
    ],
    ['', /no licence file/],
    ['{', /no licence file/],
    ['[]', /no licence file/],
    [ISSUER.licence({ check: 'http://licences.example.org/' }), /no licence file/],
    [ISSUER.licence({ notAfter: '2026-11-21' }), /ended/],
  ];
  for (const [text, why] of bad)
    await assert.rejects(licences.install(text, 'admin:anna'), refused(why), text);
  assert.ok(licences.has('relay'));
});

test('its end is told a month before, and then takes managed features and nothing else', async () => {
  const { licences, pass } = site();
  await licences.install(ISSUER.licence({ notAfter: '2027-01-31' }), 'admin:anna');
  assert.deepEqual((await licences.view()).notices, []);
  pass(45);
  const before = await licences.view();
  assert.equal(before.state, 'ending');
  assert.match(
    before.notices.join(' '),
    /After 2027-01-31 its managed features are off\. Everything else works/,
  );
  assert.ok(licences.has('relay'));
  pass(30);
  assert.equal((await licences.view()).state, 'ended');
  assert.equal(licences.has('relay'), false);
});

test('the last day counts whole, and a licence of tomorrow waits', async () => {
  const { licences, pass } = site();
  await licences.install(ISSUER.licence({ notBefore: '2026-11-23', notAfter: '2026-11-24' }), 'a');
  assert.equal(licences.has('relay'), false);
  pass(1);
  assert.ok(licences.has('relay'));
  pass(1);
  assert.ok(licences.has('relay'), 'noon of the last day');
  pass(1);
  assert.equal(licences.has('relay'), false);
});

test('one that is withdrawn ends with the next check, and installing it again does not bring it back', async () => {
  const { licences, answers, now } = site();
  await licences.install(ISSUER.licence({ check: CHECK }), 'admin:anna');
  assert.ok(licences.has('relay'));
  answers(() => ISSUER.withdrawn({ issuedAt: now(), serials: ['TEST-0001'] }));
  assert.equal((await licences.check()).state, 'withdrawn');
  assert.equal(licences.has('relay'), false);
  await licences.install(ISSUER.licence({ check: CHECK }), 'admin:anna');
  assert.equal(licences.has('relay'), false);
});

test('an address that does not answer, or answers wrongly, is forgiven for a month with notices, and then makes good at once', async () => {
  const { licences, answers, pass, now } = site();
  await licences.install(ISSUER.licence({ check: CHECK }), 'admin:anna');
  await licences.check();
  const wrong = [
    () => {
      throw new Error('it does not answer');
    },
    () => makeIssuer().withdrawn({ issuedAt: now(), serials: ['TEST-0001'] }),
    () => ISSUER.withdrawn({ issuedAt: 5, serials: [] }),
    () => '<html>',
  ];
  for (const one of wrong) {
    answers(one);
    const view = await licences.check();
    assert.ok(view.check?.problem !== undefined && view.state === 'good');
  }
  pass(10);
  const notices = (await licences.check()).notices.join(' ');
  assert.match(notices, /licences\.example\.org could not say for 10 days .* 20 more days/);
  assert.ok(licences.has('relay'));
  pass(20);
  assert.equal((await licences.view()).state, 'unchecked');
  assert.equal(licences.has('relay'), false);
  answers(() => ISSUER.withdrawn({ issuedAt: now(), serials: [] }));
  assert.equal((await licences.check()).state, 'good');
  assert.ok(licences.has('relay'));
});

test('a licence without an address is never asked about', async () => {
  const { licences, asked } = site();
  await licences.install(ISSUER.licence(), 'admin:anna');
  await licences.check();
  await licences.start();
  assert.deepEqual(asked, []);
  licences.stop();
});

test('more people than seats are told of, and nobody is locked out', async () => {
  const { licences } = site();
  const view = await licences.install(ISSUER.licence({ seats: 10 }), 'admin:anna');
  assert.equal(view.tone, 'warn');
  assert.match(view.notices.join(), /for 10 people, and there are 42/);
  assert.ok(licences.has('relay'));
});

test('a key that is taken off the list ends what it signed, at the next start', async () => {
  const one = site();
  await one.licences.install(ISSUER.licence(), 'admin:anna');
  const later = makeLicences({
    clock: { ...systemClock, now: one.now, every: () => () => undefined },
    log: { info: () => undefined, warn: () => undefined },
    store: {
      read: async () => ({ text: ISSUER.licence(), installedAt: 1 }),
      write: async () => undefined,
      people: async () => 1,
    },
    keys: [makeIssuer().key],
    fetchList: async () => '',
  });
  await later.start();
  assert.equal(later.has('relay'), false);
  later.stop();
});

test('removing it switches its features off at once', async () => {
  const { licences, acts } = site();
  await licences.install(ISSUER.licence(), 'admin:anna');
  assert.equal((await licences.remove('admin:bea')).state, 'none');
  assert.equal(licences.has('relay'), false);
  assert.equal(acts[1], 'admin:bea removed licence TEST-0001');
});

test('canonical JSON is one text for one value, whatever the order it was written in', () => {
  assert.equal(
    canonicalJson({ b: [1, 'ä"\n'], a: { d: true, c: undefined } }),
    '{"a":{"d":true},"b":[1,"ä\\"\\n"]}',
  );
  assert.equal(canonicalJson({ a: 1, B: 2, '€': 3, '1': 4 }), '{"1":4,"B":2,"a":1,"€":3}');
  for (const value of [1.5, Number.NaN, null, 2 ** 60]) assert.throws(() => canonicalJson({ value }));
});
