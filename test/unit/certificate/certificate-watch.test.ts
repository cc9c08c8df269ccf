import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { makeCertificateWatch, thresholdOf } from '@platen/edge-server/certificate-watch';
import { makeInsertOutbox } from '@platen/edge-server/flow/outbox/insert-outbox';
import { describeCertificate } from '@platen/edge-server/platform/certificate';
import { judgeChain } from '@platen/edge-server/platform/certificate-judge';
import { publicHosts } from '@platen/edge-server/public-hosts';
import { renderMail } from '@platen/shared/mail-texts/render-mail';
import { testDeps } from '../../support/deps.ts';
import { makeTestCa } from '../../support/test-ca.ts';

const DAY = 24 * 3_600_000;

async function stage(t: TestContext, more: { readonly days?: number; readonly wanted?: string[] } = {}) {
  const deps = await testDeps();
  t.after(() => deps.close());
  await deps.settingsStore.change('mail.alertAddress', 'it@example.org', 'test');
  const now = deps.clock.now();
  const ca = await makeTestCa('Corp', now);
  let { cert } = await ca.issue({ notBefore: now, notAfter: now + (more.days ?? 60) * DAY });
  let wanted = more.wanted ?? ['print.example.org'];
  let renewsItself = false;
  const insertOutbox = makeInsertOutbox({
    ...deps,
    messageIdDomain: 'platen.invalid',
    knock: () => undefined,
  });
  const of = (holder: string) =>
    makeCertificateWatch({
      ...deps,
      holder,
      insertOutbox,
      current: async () => ({
        description: describeCertificate(cert),
        renewsItself,
        findings: judgeChain([new X509Certificate(cert)], { now: deps.clock.now(), wanted }),
      }),
    });
  const mails = async () =>
    (await deps.db.read((tx) => tx.q.select().from(tx.t.outbox))).map(({ values }) =>
      String(values['detail']),
    );
  return {
    deps,
    of,
    mails,
    use: async (days: number) => {
      const at = deps.clock.now();
      ({ cert } = await ca.issue({ notBefore: at, notAfter: at + days * DAY }));
    },
    want: (names: string[]) => {
      wanted = names;
    },
    renews: () => {
      renewsItself = true;
    },
  };
}

test('administrators are told once 30, 14 and 3 days before the end, and at the end', async (t) => {
  const s = await stage(t);
  const watch = s.of('a');
  const told: number[] = [];
  for (let day = 0; day < 70; day++) {
    await watch.look();
    await watch.look();
    if ((await s.mails()).length > told.length) told.push(60 - day);
    s.deps.pass(DAY);
  }
  assert.deepEqual(told, [30, 14, 3, 0]);
  const [first = '', , third = '', last = ''] = await s.mails();
  assert.match(first, /ends in 30 days, on 20\d\d-\d\d-\d\d\. Have it renewed/);
  assert.match(third, /ends in 3 days/);
  assert.match(last, /ended on/);
});

test('several servers that share the certificate, and a restart, tell no second time; a new one begins anew', async (t) => {
  const s = await stage(t, { days: 10 });
  await s.of('a').look();
  await s.of('b').look();
  await s.of('a').look();
  assert.equal((await s.mails()).length, 1);
  await s.use(8);
  await s.of('a').look();
  assert.equal((await s.mails()).length, 2);
});

test('a certificate that does not name this server is told of once for each set of names', async (t) => {
  const s = await stage(t);
  const watch = s.of('a');
  await watch.look();
  assert.equal((await s.mails()).length, 0);
  s.want(['other.example.org']);
  await watch.look();
  await watch.look();
  assert.match((await s.mails())[0] ?? '', /does not name other\.example\.org/);
  s.want(['other.example.org', 'third.example.org']);
  await watch.look();
  assert.equal((await s.mails()).length, 2);
});

test('without an address nobody is told, and whoever sets one later is', async (t) => {
  const s = await stage(t, { days: 10 });
  await s.deps.settingsStore.change('mail.alertAddress', '', 'test');
  await s.of('a').look();
  assert.equal((await s.mails()).length, 0);
  await s.deps.settingsStore.change('mail.alertAddress', 'it@example.org', 'test');
  await s.of('a').look();
  assert.equal((await s.mails()).length, 1);
});

test('what renews itself is told of only when renewing must have failed', async () => {
  const life = (days: number) => ({ notBefore: 0, notAfter: days * DAY });
  const at = (days: number, left: number) => thresholdOf(life(days), true, (days - left) * DAY);
  assert.equal(at(90, 30), undefined);
  assert.equal(at(90, 23), undefined);
  assert.equal(at(90, 14), 14);
  assert.equal(at(90, 3), 3);
  assert.equal(at(90, -1), 0);
  assert.equal(at(6, 3), undefined);
  assert.equal(at(6, 1), undefined);
  assert.equal(at(825, 30), 30);
  assert.equal(thresholdOf(life(365), false, 335 * DAY), 30);
  assert.equal(thresholdOf(life(365), false, 334 * DAY), undefined);
});

test('the message says which certificate, what is wrong, and leads to the console', () => {
  const mail = renderMail(
    {
      kind: 'alert',
      facts: {
        about: 'certificate',
        account: 'print.example.org',
        detail: 'It ends in 3 days, on 2026-11-25.',
        console: 'https://print.example.org/admin#security=certificate',
      },
    },
    'en',
    { site: 'Northgate' },
  );
  assert.match(mail.subject, /Certificate of “print\.example\.org” needs attention/);
  assert.match(mail.text, /ends in 3 days/);
  assert.match(mail.text, /admin#security=certificate/);
});

test('the names that count are those that people open, else the machine’s', () => {
  const hosts = (panel: string, mail: string) =>
    publicHosts(
      { panel: { address: panel }, mail: { publicAddress: mail } } as unknown as Parameters<
        typeof publicHosts
      >[0],
      () => 'Print-Server',
    );
  assert.deepEqual(hosts('', ''), ['print-server']);
  assert.deepEqual(hosts('https://Print.Example.org:8443', 'print.example.org'), ['print.example.org']);
  assert.deepEqual(hosts('https://[2001:db8::7]/', 'nonsense ::'), ['2001:db8::7']);
  assert.deepEqual(hosts('http://localhost:8080', ''), ['print-server']);
});
