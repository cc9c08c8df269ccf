import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeInsertOutbox } from '@platen/edge-server/flow/outbox/insert-outbox';
import { makeSendMail, type SendMailDeps } from '@platen/edge-server/flow/outbox/send-mail';
import type { Step, StepOutcome } from '@platen/edge-server/flow/step';
import {
  beginSending,
  hurryAnswersTo,
  hurryOutbox,
  type OutboxRow,
  removeOldOutbox,
} from '@platen/edge-server/flow/store/outbox';
import { claimSteps, finishStep, nextDue, postponeStep } from '@platen/edge-server/flow/store/steps';
import { openLog } from '@platen/edge-server/platform/log';
import type { OutgoingMail, SendOutcome } from '@platen/edge-server/protocols/mail/sending';
import type { OutboxKind } from '@platen/shared/mail';
import { onBothEngines } from '../../../support/engines.ts';
import { anId } from '../../../support/rows.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-22T12:00:00Z');
const HOLDER = 'here';

onBothEngines('sending what is in the outbox', (database) => {
  /** A server of its own for each test: what it answers, what it was given, and a clock. */
  function stage(answers: readonly (SendOutcome | 'throws')[] = []) {
    let now = START;
    const sent: OutgoingMail[] = [];
    const told: (string | undefined)[] = [];
    const left = [...answers];
    const sender = {
      send: async (mail: OutgoingMail): Promise<SendOutcome> => {
        sent.push(mail);
        const answer = left.shift() ?? { kind: 'sent', detail: '250 ok' };
        if (answer === 'throws') throw new Error('a bug');
        return answer;
      },
      verify: () => Promise.resolve(),
      close: () => undefined,
    };
    const clock = { now: () => now };
    const deps: SendMailDeps = {
      db: database(),
      clock,
      log: openLog({ level: 'debug', write: () => undefined }),
      settings: () => ({ mail: { language: 'en' }, site: { name: 'Platen' } }),
      account: () => Promise.resolve({ id: 'account', address: 'print@example.org', sender }),
      factsFor: () =>
        Promise.resolve({
          mail: { kind: 'code', facts: { code: '12345678', why: 'asked' } },
          language: 'de',
        }),
      accountIs: (_, trouble) => {
        told.push(trouble?.trouble);
        return Promise.resolve();
      },
      loopId: 'loop-1',
    };
    const insert = makeInsertOutbox({
      clock,
      ids: { id: anId },
      settings: () => ({ mail: { answersPerDay: 100, codesPerDay: 100 } }),
      messageIdDomain: 'id.platen.example',
      knock: () => undefined,
    });
    return {
      deps,
      sent,
      told,
      pass: (ms: number) => {
        now += ms;
      },
      now: () => now,
      add: async (kind: OutboxKind = 'report', mailId: string | undefined = anId()): Promise<string> => {
        await database().write((tx) => tx.q.delete(tx.t.steps));
        const about = anId();
        await database().write((tx) =>
          insert(tx, {
            kind,
            recipient: `${anId()}@example.org`,
            mailId,
            about,
            inReplyTo: '<their@id>',
            values: {},
          }),
        );
        const due = await database().read((tx) => tx.q.select().from(tx.t.steps));
        return due[0]?.subject ?? '';
      },
    };
  }

  const rowOf = async (id: string): Promise<OutboxRow | undefined> =>
    (await database().read((tx) => tx.q.select().from(tx.t.outbox))).find((row) => row.id === id);

  /** One turn of a runner. @returns ms until the step is due again; undefined when it is done. */
  async function turn(deps: SendMailDeps, work = makeSendMail(deps), signal = new AbortController().signal) {
    const now = deps.clock.now();
    const [step] = await database().write((tx) =>
      claimSteps(tx, 'send', { holder: HOLDER, now, leaseMs: 60_000, limit: 1 }),
    );
    assert.ok(step !== undefined, 'no step is due');
    return settle(step, await work(step, signal), now);
  }

  async function settle(step: Step, outcome: StepOutcome, now: number): Promise<number | undefined> {
    await database().write(async (tx) => {
      if (outcome.kind === 'done') await finishStep(tx, step.id, HOLDER);
      else await postponeStep(tx, step.id, HOLDER, now + outcome.afterMs);
      await outcome.record?.(tx);
    });
    return outcome.kind === 'done' ? undefined : outcome.afterMs;
  }

  const notSent = (trouble: 'rejected' | 'refused' | 'unreachable', permanent = false): SendOutcome => ({
    kind: 'not-sent',
    permanent,
    trouble,
    detail: `${trouble} it is`,
  });

  test('an answer goes out once, from the null sender, marked as an answer, in the language it is for', async () => {
    const { deps, sent, add, told } = stage();
    const id = await add();
    assert.equal(await turn(deps), undefined);
    const row = await rowOf(id);
    assert.equal(row?.state, 'sent');
    assert.equal(row.attempts, 1);
    assert.equal(row.note, '250 ok');
    const [mail] = sent;
    assert.equal(sent.length, 1);
    assert.equal(mail?.envelopeFrom, '');
    assert.equal(mail.to, row.recipient);
    assert.equal(mail.messageId, row.messageId);
    assert.equal(mail.inReplyTo, '<their@id>');
    assert.deepEqual(mail.references, ['<their@id>']);
    assert.deepEqual(mail.from, { address: 'print@example.org', name: 'Platen' });
    assert.deepEqual(mail.headers, {
      'Auto-Submitted': 'auto-replied',
      'X-Auto-Response-Suppress': 'All',
      'X-Loop': 'loop-1',
    });
    assert.match(mail.subject, /Ihr Code/);
    assert.match(mail.text, /1234 5678/);
    assert.deepEqual(told, [undefined]);
    // Neither the row nor its values hold the code.
    assert.doesNotMatch(JSON.stringify(row), /12345678/);
  });

  test('the row says "sending", durably, before the server hears of it', async () => {
    const { deps, add } = stage();
    const id = await add();
    let state: string | undefined;
    const account = await deps.account();
    assert.ok(account !== undefined);
    const sender = {
      ...account.sender,
      send: async (): Promise<SendOutcome> => {
        state = (await rowOf(id))?.state;
        return { kind: 'sent', detail: '' };
      },
    };
    await turn({ ...deps, account: () => Promise.resolve({ ...account, sender }) });
    assert.equal(state, 'sending');
  });

  test('a row found in "sending" at the next start is unknown and not sent again', async () => {
    const { deps, sent, add } = stage();
    const id = await add();
    await database().write((tx) => beginSending(tx, id, START));
    assert.equal(await turn(deps), undefined);
    const row = await rowOf(id);
    assert.equal(row?.state, 'unknown');
    assert.match(row.note ?? '', /not sent again/);
    assert.equal(sent.length, 0);
  });

  test('a sender that throws leaves "sending", and so unknown, not a second message', async () => {
    const { deps, sent, add } = stage(['throws']);
    const id = await add();
    const work = makeSendMail(deps);
    await assert.rejects(turn(deps, work), /a bug/);
    assert.equal((await rowOf(id))?.state, 'sending');
    await database().write((tx) => tx.q.update(tx.t.steps).set({ holder: '', leaseUntil: 0 }));
    assert.equal(await turn(deps, work), undefined);
    assert.equal((await rowOf(id))?.state, 'unknown');
    assert.equal(sent.length, 1);
  });

  test('no answer after the final dot is unknown, and stays so', async () => {
    const { deps, add } = stage([{ kind: 'unknown', detail: 'Connection closed' }]);
    const id = await add();
    assert.equal(await turn(deps), undefined);
    assert.equal((await rowOf(id))?.state, 'unknown');
    assert.equal(await database().read((tx) => nextDue(tx, 'send')), undefined);
  });

  test('a permanent refusal of the message ends it; a temporary one is tried later and later, up to two days', async () => {
    const lost = stage([notSent('rejected', true)]);
    const id = await lost.add();
    assert.equal(await turn(lost.deps), undefined);
    assert.equal((await rowOf(id))?.state, 'failed');
    assert.equal((await rowOf(id))?.note, 'rejected it is');

    const grey = stage(Array.from({ length: 30 }, () => notSent('rejected')));
    const waits: number[] = [];
    const greyId = await grey.add();
    const work = makeSendMail(grey.deps);
    for (;;) {
      const wait = await turn(grey.deps, work);
      if (wait === undefined) break;
      waits.push(wait / 60_000);
      grey.pass(wait);
    }
    assert.deepEqual(waits, [1, 5, 30, 120, 360, 360, 360, 360, 360, 360, 360]);
    assert.equal((await rowOf(greyId))?.state, 'failed');
    assert.deepEqual(grey.told, [undefined]);
  });

  test('a code is given up after hours, an answer after days', async () => {
    for (const [kind, hours] of [
      ['code', 4],
      ['report', 48],
    ] as const) {
      const { deps, add, pass, sent } = stage();
      const id = await add(kind);
      pass(hours * HOUR);
      assert.equal(await turn(deps), undefined);
      assert.equal((await rowOf(id))?.state, 'failed');
      assert.equal(sent.length, 0);
    }
  });

  test('without an account it waits, says so, and goes out when accounts change', async () => {
    const { deps, add, sent } = stage();
    const id = await add();
    const work = makeSendMail({ ...deps, account: () => Promise.resolve(undefined) });
    assert.ok(((await turn(deps, work)) ?? 0) > 60_000);
    const row = await rowOf(id);
    assert.equal(row?.state, 'waiting');
    assert.equal(row.attempts, 0);
    assert.match(row.note ?? '', /no mail account/);
    await database().write((tx) => hurryOutbox(tx, deps.clock.now()));
    assert.equal(await turn(deps), undefined);
    assert.equal(sent.length, 1);
  });

  test('a refused password is told once and not tried with every message; a changed account is tried at once', async () => {
    const refused = Array.from({ length: 3 }, () => notSent('refused'));
    const { deps, add, sent, told, pass } = stage(refused);
    const work = makeSendMail(deps);
    const first = await add();
    const wait = await turn(deps, work);
    assert.ok((wait ?? 0) >= 15 * 60_000);
    assert.equal((await rowOf(first))?.attempts, 0);
    assert.equal((await rowOf(first))?.note, 'refused it is');
    // Another message meets the shut gate.
    const second = await add();
    assert.equal(await turn(deps, work), wait);
    assert.equal((await rowOf(second))?.note, 'refused it is');
    assert.equal(sent.length, 1);
    assert.deepEqual(told, ['refused']);
    // Slower and slower.
    pass(wait ?? 0);
    assert.equal(await turn(deps, work), 2 * (wait ?? 0));
    assert.deepEqual(told, ['refused']);
    // Saved anew: another sender.
    const account = await deps.account();
    assert.ok(account !== undefined);
    const changed = {
      ...deps,
      account: () => Promise.resolve({ ...account, sender: { ...account.sender } }),
    };
    await database().write((tx) => hurryOutbox(tx, deps.clock.now()));
    assert.ok((await turn(changed, makeSendMail(changed))) !== undefined);
    assert.equal(sent.length, 3);
    await database().write((tx) => hurryOutbox(tx, deps.clock.now()));
    assert.equal(await turn(deps, makeSendMail(deps)), undefined);
    assert.equal((await rowOf(second))?.state, 'sent');
    assert.equal(told.at(-1), undefined);
  });

  test('what is not known yet is waited for, and looked at again as soon as it is', async () => {
    const { deps, add, sent } = stage();
    let ready = false;
    const factsFor: SendMailDeps['factsFor'] = (row, signal) =>
      ready ? deps.factsFor(row, signal) : Promise.resolve({ waitMs: 10_000 });
    const id = await add('report', 'mail-1');
    assert.equal(await turn({ ...deps, factsFor }), 10_000);
    assert.equal((await rowOf(id))?.attempts, 0);
    ready = true;
    await database().write((tx) => hurryAnswersTo(tx, 'another-mail', deps.clock.now()));
    assert.notEqual(await database().read((tx) => nextDue(tx, 'send')), deps.clock.now());
    await database().write((tx) => hurryAnswersTo(tx, 'mail-1', deps.clock.now()));
    assert.equal(await turn({ ...deps, factsFor }), undefined);
    assert.equal(sent.length, 1);
  });

  test('nothing to say any more, or an address that is none, sends nothing', async () => {
    const { deps, add, sent } = stage();
    const id = await add();
    await turn({ ...deps, factsFor: () => Promise.resolve(undefined) });
    assert.equal((await rowOf(id))?.state, 'dropped');
    const bad = await add();
    await database().write((tx) => tx.q.update(tx.t.outbox).set({ recipient: 'a@b.org, c@d.org' }));
    await turn(deps);
    assert.equal((await rowOf(bad))?.state, 'failed');
    assert.equal(sent.length, 0);
  });

  test('stopped before the server had it, it goes out after the start', async () => {
    const { deps, add, told } = stage([notSent('unreachable')]);
    const id = await add();
    const stop = new AbortController();
    const account = await deps.account();
    assert.ok(account !== undefined);
    const sender = {
      ...account.sender,
      send: (mail: OutgoingMail, signal: AbortSignal) => {
        stop.abort();
        return account.sender.send(mail, signal);
      },
    };
    const stopping = { ...deps, account: () => Promise.resolve({ ...account, sender }) };
    assert.equal(await turn(stopping, makeSendMail(stopping), stop.signal), 0);
    assert.equal((await rowOf(id))?.state, 'waiting');
    assert.deepEqual(told, []);
    assert.equal(await turn(deps), undefined);
    assert.equal((await rowOf(id))?.state, 'sent');
  });

  test('what has ended long ago is forgotten, what waits is not', async () => {
    const { deps, add } = stage();
    const done = await add();
    await turn(deps);
    const waiting = await add();
    await database().write((tx) => removeOldOutbox(tx, START + HOUR));
    assert.equal(await rowOf(done), undefined);
    assert.equal((await rowOf(waiting))?.state, 'waiting');
  });
});
