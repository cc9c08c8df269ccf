// A key comes back with a printer's name: what is printed, what the answer says, and when the link is used up.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { releasedNow } from '@platen/edge-server/flow/store/released-now';
import { findRelease, moveRelease } from '@platen/edge-server/flow/store/releases';
import { packRelease, unpackRelease } from '@platen/shared/mail-release';
import type { ReleaseState } from '@platen/shared/release-state';
import { factsOf, jam, openScene, PRINTER, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.close());

test('the document prints there with what the subject asks for, and the link is used up', async () => {
  const job = await scene.job({ title: 'Letter', ticket: { copies: 5, sides: 'one-sided' } });
  const key = await scene.issue('release', job.id);
  const facts = factsOf(await scene.mail({ key, ticket: { copies: 2 }, unknown: ['purple'] }));
  assert.deepEqual(facts, {
    kind: 'release',
    asked: 'ff',
    printer: { name: 'First floor', call: 'ff', place: 'East' },
    documents: [
      {
        jobId: job.id,
        title: 'Letter',
        state: 'printing',
        releaseId: facts.documents[0]?.releaseId,
        pages: 3,
        copies: 2,
      },
    ],
    findings: [],
    unknown: ['purple'],
    linkStays: false,
  });
  const row = await scene.jobRow(job.id);
  assert.equal(row.state, 'releasing');
  assert.deepEqual(row.ticket, { copies: 2, sides: 'one-sided' });
  assert.deepEqual(unpackRelease(packRelease(facts)), facts);
  assert.equal(factsOf(await scene.mail({ key })).problem, 'key-used');
  assert.equal((await scene.releases()).length, 1);
});

test('all documents print in the order in which they came, the same one only once', async () => {
  const first = await scene.job({ contentHash: 'x' });
  const again = await scene.job({ contentHash: 'x' });
  const other = await scene.job({ contentHash: 'y' });
  await scene.job({ state: 'printed' });
  const { documents } = factsOf(await scene.mail({ key: await scene.issue('release-all') }));
  assert.deepEqual(
    documents.map(({ jobId, state, reason }) => [jobId, state, reason]),
    [
      [first.id, 'printing', undefined],
      [again.id, 'not-printed', 'twice'],
      [other.id, 'printing', undefined],
    ],
  );
  assert.equal((await scene.jobRow(again.id)).state, 'held');
});

test('somebody else’s key prints nothing and says nothing of printers', async () => {
  const job = await scene.job();
  const key = await scene.issue('release', job.id);
  const facts = factsOf(
    await scene.mail({ key, printerWords: 'nowhere', sender: { address: 'eve@example.org', userId: 'eve' } }),
  );
  assert.equal(facts.problem, 'key-unknown');
  assert.equal(facts.printer, undefined);
  assert.equal(facts.candidates, undefined);
  assert.equal((await scene.jobRow(job.id)).state, 'held');
});

test('after ten wrong keys their sender waits, and reads how long', async () => {
  const key = await scene.issue('release', (await scene.job()).id);
  for (let wrong = 0; wrong < 10; wrong++) await scene.mail({ key: '2222-2222-2222-2222' });
  const facts = factsOf(await scene.mail({ key }));
  assert.equal(facts.problem, 'too-many-tries');
  assert.equal(facts.seconds, 60);
  assert.deepEqual(await scene.releases(), []);
});

test('a printer that is not named, unknown, not for mail or off leaves the link as it was', async () => {
  const job = await scene.job();
  const key = await scene.issue('release', job.id);
  scene.printers.push(
    { ...PRINTER, id: 'p2', name: 'Boss', alias: 'boss', forDirectMail: false },
    { ...PRINTER, id: 'p3', name: 'Old one', alias: 'old', enabled: false },
    { ...PRINTER, id: 'p4', name: 'First floor', alias: 'ff-west' },
  );
  for (const [printerWords, problem] of [
    ['', 'printer-missing'],
    ['F', 'printer-unknown'],
    ['boss', 'printer-not-allowed'],
    ['old', 'printer-off'],
    ['first floor', 'printer-ambiguous'],
  ] as const) {
    const facts = factsOf(await scene.mail({ key, printerWords }));
    assert.equal(facts.problem, problem);
    assert.equal(facts.linkStays, true);
    if (problem === 'printer-ambiguous') {
      assert.deepEqual(
        facts.candidates?.map(({ call }) => call),
        ['ff', 'ff-west'],
      );
    }
  }
  assert.equal(factsOf(await scene.mail({ key })).documents[0]?.state, 'printing');
});

test('a jam prints nothing, is told with its cure, and the link stays', async () => {
  const job = await scene.job();
  const key = await scene.issue('release', job.id);
  scene.finds.push(jam([job.id]));
  const facts = factsOf(await scene.mail({ key }));
  assert.deepEqual(facts.findings, [{ kind: 'jam', stops: true, sentence: 'Paper jam. Open door A.' }]);
  assert.deepEqual(
    facts.documents.map(({ state, reason }) => [state, reason]),
    [['not-printed', 'findings']],
  );
  assert.equal(facts.linkStays, true);
  scene.finds.length = 0;
  assert.equal(factsOf(await scene.mail({ key })).documents[0]?.state, 'printing');
});

test('accounting data that was never given, and printing by mail that is switched off', async () => {
  const key = await scene.issue('release', (await scene.job()).id);
  scene.lacksAccounting = () => true;
  assert.equal(factsOf(await scene.mail({ key })).problem, 'accounting-needed');
  scene.lacksAccounting = () => false;
  await scene.deps.settingsStore.change('mail.releaseByMail', false, 'test');
  assert.equal(factsOf(await scene.mail({ key })).problem, 'switched-off');
  assert.deepEqual(await scene.releases(), []);
});

test('documents that cannot be had are told apart, and a link that did nothing stays', async () => {
  const states = {
    deleted: 'gone',
    expired: 'gone',
    refused: 'refused',
    locked: 'locked',
    releasing: 'busy',
  } as const;
  for (const [state, reason] of Object.entries(states)) {
    const job = await scene.job({ state: state as keyof typeof states });
    const facts = factsOf(await scene.mail({ key: await scene.issue('release', job.id) }));
    assert.deepEqual([facts.documents[0]?.reason, facts.linkStays], [reason, true], state);
  }
  const short = await scene.job();
  const facts = factsOf(
    await scene.mail({
      key: await scene.issue('release', short.id),
      ticket: { pageRanges: [{ from: 7, to: 9 }] },
    }),
  );
  assert.equal(facts.documents[0]?.reason, 'no-pages');
  assert.equal(
    factsOf(await scene.mail({ key: await scene.issue('release', 'nothing') })).problem,
    'nothing-held',
  );
});

test('a document that is still being made ready prints when it is, with the subject’s options', async () => {
  const job = await scene.job({ state: 'received', ticket: { sides: 'one-sided' } });
  const facts = factsOf(
    await scene.mail({ key: await scene.issue('release', job.id), ticket: { copies: 3 } }),
  );
  assert.deepEqual(
    facts.documents.map(({ state }) => state),
    ['when-ready'],
  );
  assert.equal(facts.linkStays, false);
  const row = await scene.jobRow(job.id);
  assert.equal(row.releaseTo, PRINTER.id);
  assert.deepEqual(row.ticket, { sides: 'one-sided', copies: 3 });
});

test('a new code is made and mailed once', async () => {
  const key = await scene.issue('new-code');
  assert.deepEqual(await scene.mail({ key, printerWords: '' }), { answer: 'code', userId: scene.userId });
  assert.deepEqual(scene.renewed, [scene.userId]);
  assert.equal(factsOf(await scene.mail({ key })).problem, 'key-used');
  assert.equal(scene.renewed.length, 1);
});

test('the answer waits until it is known what came out, but not for long', async () => {
  for (let n = 0; n < 3; n++) await scene.job();
  const facts = factsOf(await scene.mail({ key: await scene.issue('release-all') }));
  const since = scene.deps.clock.now();
  const tell = (after: number) => scene.db.read((tx) => releasedNow(tx, facts, since, since + after));
  assert.deepEqual(await tell(0), { waitMs: 1_000 });
  assert.deepEqual(await tell(19_900), { waitMs: 100 });
  const [first, second, third] = facts.documents.map(({ releaseId }) => releaseId ?? '');
  const move = (id: string | undefined, states: readonly ReleaseState[], reason: string | null = null) =>
    scene.db.write(async (tx) => {
      for (const to of states) {
        const row = await findRelease(tx, id ?? '');
        assert.ok(row !== undefined);
        assert.ok(await moveRelease(tx, row.id, row.fence, [row.state], to, { changedAt: since, reason }));
      }
    });
  await move(first, ['preflight', 'creating', 'sending', 'done']);
  await move(second, ['returned'], 'printer-aborted');
  const late = await tell(20_000);
  assert.ok('facts' in late);
  assert.deepEqual(
    late.facts.documents.map(({ state, reason, code }) => [state, reason, code]),
    [
      ['printed', undefined, undefined],
      ['not-printed', 'came-back', 'printer-aborted'],
      ['printing', undefined, undefined],
    ],
  );
  await move(third, ['uncertain'], 'printer-lost');
  const soon = await tell(5_000);
  assert.ok('facts' in soon, 'all have ended');
  assert.equal(soon.facts.documents[2]?.state, 'uncertain');
});
