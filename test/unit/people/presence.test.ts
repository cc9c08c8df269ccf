// The code that a panel shows: good for its printer and for two steps, and for nothing when a single character differs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dropOldPresences, makePresence, type Presence, STEP_MS } from '@platen/edge-server/people/presence';
import { type TestDeps, testDeps } from '../../support/deps.ts';

const HALL = { id: 'amwtdyqk7v2n4xq3amwtdyqk7v', panelKeyHash: 'aa' };
const CELLAR = { id: 'bmwtdyqk7v2n4xq3amwtdyqk7v', panelKeyHash: 'bb' };

let deps: TestDeps;
let presence: Presence;
before(async () => {
  deps = await testDeps();
  presence = makePresence(deps);
});
after(() => deps.close());

test('a code is taken in its own step and the next one, and no longer', () => {
  const { token, expiresIn } = presence.codeFor(HALL);
  assert.equal(expiresIn, STEP_MS, 'the clock stands at the beginning of a step');
  const until = deps.clock.now() + 5 * 60_000;
  assert.equal(presence.readCode(token, HALL), until);
  deps.pass(2 * STEP_MS - 1);
  assert.equal(presence.readCode(token, HALL), until + 2 * STEP_MS - 1);
  assert.equal(presence.codeFor(HALL).expiresIn, 1);
  deps.pass(1);
  assert.equal(presence.readCode(token, HALL), undefined);
});

test('a code of a step that is still to come is not taken', () => {
  deps.pass(STEP_MS);
  const { token } = presence.codeFor(HALL);
  deps.pass(-STEP_MS);
  assert.equal(presence.readCode(token, HALL), undefined);
});

test('each step has its own code, and the same one for everybody who looks at the panel then', () => {
  const { token } = presence.codeFor(HALL);
  assert.equal(presence.codeFor(HALL).token, token);
  deps.pass(STEP_MS);
  assert.notEqual(presence.codeFor(HALL).token, token);
});

test('a code of another printer, of an old panel key, of another server, or with one character changed is not taken', () => {
  const { token } = presence.codeFor(HALL);
  assert.equal(presence.readCode(token, CELLAR), undefined);
  assert.equal(presence.readCode(token, { ...HALL, panelKeyHash: 'cc' }), undefined);
  assert.equal(presence.readCode(token.replace(HALL.id, CELLAR.id), CELLAR), undefined);
  for (let at = 0; at < token.length; at += 1) {
    const other = token.charAt(at) === 'A' ? 'B' : 'A';
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    assert.equal(presence.readCode(changed, HALL), undefined, changed);
  }
  for (const wrong of ['', '.', token.slice(0, -1), `${token}A`]) {
    assert.equal(presence.readCode(wrong, HALL), undefined, wrong);
  }
});

test('what a browser has scanned counts until its time is over, and cannot be made longer', () => {
  const until = deps.clock.now() + 60_000;
  const scan = presence.noteScan(HALL, until);
  assert.equal(presence.readScan(scan, HALL), until);
  assert.equal(presence.readScan(scan, CELLAR), undefined);
  const longer = scan.replace(until.toString(36), (until + 3_600_000).toString(36));
  assert.equal(presence.readScan(longer, HALL), undefined);
  assert.equal(presence.readScan(presence.codeFor(HALL).token, HALL), undefined, 'a code is no scan');
  assert.equal(presence.readCode(scan, HALL), undefined, 'and a scan no code');
  deps.pass(60_000);
  assert.equal(presence.readScan(scan, HALL), undefined);
});

test('a session is at the printer that it scanned last, until the time is over', async () => {
  const until = deps.clock.now() + 60_000;
  await presence.keep('session', { printerId: HALL.id, until });
  await presence.keep('session', { printerId: CELLAR.id, until });
  assert.equal((await presence.of('session'))?.printerId, CELLAR.id);
  assert.equal(await presence.of('another'), undefined);
  deps.pass(60_000);
  assert.equal(await presence.of('session'), undefined);
  await deps.db.write((tx) => dropOldPresences(tx, deps.clock.now()));
  assert.deepEqual(await deps.db.read((tx) => tx.q.select().from(tx.t.presences)), []);
});

test('thirty wrong codes from one network make it wait a minute, and no other one', () => {
  for (let i = 0; i < 30; i += 1) {
    assert.equal(presence.isBusy('192.0.2.7'), false);
    presence.noteWrong(`192.0.2.${i}`);
  }
  assert.equal(presence.isBusy('192.0.2.200'), true);
  assert.equal(presence.isBusy('198.51.100.1'), false);
  deps.pass(60_000);
  assert.equal(presence.isBusy('192.0.2.200'), false);
});
