// Every check of the doctor, made to fail: the sentence says what is, the cure what to do.
import assert from 'node:assert/strict';
import test from 'node:test';
import type { DatabaseCondition } from '@platen/edge-server/db/database-condition';
import type { PrinterRow } from '@platen/edge-server/devices/printers';
import type { Check, Exam } from '@platen/edge-server/doctor';
import { clockExams, type OtherClock } from '@platen/edge-server/doctor/clock';
import { type DocumentParts, documentExams } from '@platen/edge-server/doctor/documents';
import { type NetworkParts, networkExams } from '@platen/edge-server/doctor/network';
import { printerExams } from '@platen/edge-server/doctor/printers';
import { storageExams } from '@platen/edge-server/doctor/storage';
import { upkeepExams } from '@platen/edge-server/doctor/upkeep';
import { type WireParts, wireExams } from '@platen/edge-server/doctor/wire';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 24 * 3_600_000;
const { signal } = new AbortController();

async function run(exams: readonly Exam[]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const exam of exams) checks.push(...(await exam.run(signal)));
  return checks;
}
/** What is wrong, each with a cure. */
async function wrong(exams: readonly Exam[]): Promise<Record<string, string>> {
  const bad = (await run(exams)).filter(({ ok }) => !ok);
  for (const { id, cure } of bad) assert.ok(cure !== undefined && cure !== '', `${id} has a cure`);
  return Object.fromEntries(bad.map(({ id, sentence }) => [id, sentence]));
}

const GB = 1024 ** 3;
const sound: DatabaseCondition = { engine: 'sqlite', step: 4, newest: 4, bytes: 30 * 1024 ** 2, logBytes: 0 };
const storage = (
  over: {
    database?: Partial<DatabaseCondition>;
    free?: number;
    syncMs?: number;
    readable?: string[];
    steps?: boolean;
    throws?: boolean;
  } = {},
) =>
  storageExams({
    dataDir: '/data',
    stepsHealthy: () => over.steps ?? true,
    database: () =>
      over.throws === true
        ? Promise.reject(new Error('connection refused'))
        : Promise.resolve({ ...sound, ...over.database }),
    freeBytes: async () => over.free ?? 50 * GB,
    disk: async () => ({ syncMs: over.syncMs ?? 2, fileTime: NOW, readable: over.readable ?? [] }),
  });

test('a sound database on a good disk is well', async () => {
  assert.deepEqual(await wrong(storage()), {});
  assert.match((await run(storage()))[0]?.sentence ?? '', /embedded, step 4.*It takes 30 MB\.$/);
});

test('a database that is silent, idle, damaged, of another version or with a grown log is told', async () => {
  assert.match((await wrong(storage({ throws: true })))['database'] ?? '', /does not answer/);
  assert.match((await wrong(storage({ steps: false })))['database'] ?? '', /no steps are being worked on/);
  const bad = await wrong(
    storage({ database: { step: 5, damage: 'row 4 missing from index', logBytes: 2 * GB } }),
  );
  assert.deepEqual(Object.keys(bad), ['database-step', 'database-damage', 'database-log']);
  assert.match(bad['database-damage'] ?? '', /row 4 missing from index/);
});

test('a full or slow disk and keys that others can read are told', async () => {
  const bad = await wrong(storage({ free: GB, syncMs: 240, readable: ['/data/keys/server.key'] }));
  assert.deepEqual(Object.keys(bad), ['disk', 'disk-speed', 'keys']);
  assert.match(bad['disk-speed'] ?? '', /240 ms/);
});

const network = (over: Partial<NetworkParts> = {}) =>
  networkExams({
    names: () => ['print', '192.0.2.7', 'print.example.org'],
    resolve: async () => ['192.0.2.7'],
    reverse: async () => ['print.example.org'],
    ownAddresses: () => ['192.0.2.7'],
    listening: () => [{ scheme: 'HTTPS', port: 8443 }],
    host: '::',
    tryOut: false,
    knock: async () => undefined,
    portUser: async () => undefined,
    links: () => [{ address: '192.0.2.7', prefix: 24 }],
    browse: async () => ({ services: [], troubles: [] }),
    ...over,
  });

test('names that lead here and back, and ports that answer, are well', async () => {
  assert.deepEqual(await wrong(network()), {});
});

test('a name that nobody knows, that leads elsewhere, or that does not lead back is told', async () => {
  const bad = await wrong(
    network({
      names: () => ['nowhere', 'elsewhere'],
      resolve: async (name) => (name === 'nowhere' ? [] : ['198.51.100.1']),
      reverse: async () => ['old.example.org'],
    }),
  );
  assert.match(bad['name:nowhere'] ?? '', /is not known here/);
  assert.match(bad['name:elsewhere'] ?? '', /leads to 198\.51\.100\.1, which is not this machine/);
  assert.match(bad['reverse:192.0.2.7'] ?? '', /is called old\.example\.org/);
});

test('a name in the hosts file alone, and an address without a name, are no faults', async () => {
  assert.deepEqual(await wrong(network({ resolve: async () => ['127.0.1.1'], reverse: async () => [] })), {});
});

test('a port that does not answer, and one that listens to this machine only, are told', async () => {
  const deaf = await wrong(network({ knock: async () => 'connect ETIMEDOUT' }));
  assert.match(deaf['port:8443'] ?? '', /HTTPS does not answer on port 8443 at 192\.0\.2\.7/);
  assert.match((await wrong(network({ host: '127.0.0.1' })))['ports-host'] ?? '', /127\.0\.0\.1 only/);
  assert.deepEqual(await wrong(network({ host: '127.0.0.1', tryOut: true })), {}, 'as the try-out wants it');
  const taken = await run(network({ portUser: async () => 'nginx (process 812)' }));
  assert.ok(taken.some(({ sentence }) => /port 443 is used by nginx \(process 812\)/.test(sentence)));
});

test('no interface, and multicast that cannot be sent, are told', async () => {
  assert.match((await wrong(network({ links: () => [] })))['discovery'] ?? '', /no network interface/);
  const bad = await wrong(
    network({ browse: async () => ({ services: [], troubles: ['192.0.2.7: ENETUNREACH'] }) }),
  );
  assert.match(bad['discovery'] ?? '', /ENETUNREACH/);
});

const wire = (over: Partial<WireParts> = {}) =>
  wireExams({
    now: () => NOW,
    certificate: () => ({
      selfSigned: false,
      notAfter: NOW + 90 * DAY,
      names: ['print.example.org', '*.lib.example.org', '2001:db8:0:0:0:0:0:1'],
    }),
    hostNames: () => ['print.example.org', 'A.lib.example.org', '2001:db8::1'],
    httpsOn: () => true,
    tls: async () => ({ protocol: 'TLSv1.3', sha256: '', issuer: 'Example CA', chain: 'trusted' }),
    openings: () => [],
    ...over,
  });

test('a good certificate over TLS 1.3 is well', async () => {
  assert.deepEqual(await wrong(wire()), {});
});

test('a certificate that ends soon or has ended, lacks a name or its issuer, and an old TLS are told', async () => {
  const certificate = (left: number, names = ['other']) => ({
    certificate: () => ({ selfSigned: true, notAfter: NOW + left, names }),
  });
  assert.match((await wrong(wire(certificate(14 * DAY))))['certificate'] ?? '', /ends in 14 days/);
  assert.match((await wrong(wire(certificate(DAY))))['certificate'] ?? '', /ends in 1 day,/);
  assert.match((await wrong(wire(certificate(-DAY))))['certificate'] ?? '', /ended on 2026-11-21/);
  assert.match((await wrong(wire(certificate(90 * DAY))))['certificate-names'] ?? '', /print\.example\.org/);
  const bad = await wrong(
    wire({ tls: async () => ({ protocol: 'TLSv1', sha256: '', issuer: 'Example CA', chain: 'incomplete' }) }),
  );
  assert.deepEqual(Object.keys(bad), ['tls', 'tls-chain']);
  assert.match((await wrong(wire({ httpsOn: () => false })))['https'] ?? '', /HTTPS is off/);
});

const clocks = (...all: readonly OtherClock[]) => clockExams({ now: () => NOW, clocks: async () => all });
const clock = (name: string, off: number | undefined): OtherClock => ({
  name,
  read: async () => (off === undefined ? undefined : NOW + off),
});

test('a clock that agrees is well, and one that tells no time or fails is no fault', async () => {
  const silent = { name: 'a printer', read: () => Promise.reject(new Error('no answer')) };
  assert.deepEqual(await wrong(clocks(clock('the disk', 2_000), clock('x', undefined), silent)), {});
  assert.deepEqual(await wrong(clocks()), {});
});

test('this machine’s clock is told when most disagree with it, else the odd one is', async () => {
  const far = await wrong(clocks(clock('PostgreSQL', 15 * 60_000), clock('the printer A', 16 * 60_000)));
  assert.match(far['clock'] ?? '', /this machine is 15 minutes behind, going by PostgreSQL, the printer A/);
  const odd = await wrong(clocks(clock('the disk', 0), clock('the printer A', -3 * 3_600_000)));
  assert.match(odd['clock:the printer A'] ?? '', /is 3 hours behind/);
  const lost = clockExams({ now: () => Date.parse('1970-01-02'), clocks: async () => [] });
  assert.match((await wrong(lost))['clock'] ?? '', /1970-01-02, which cannot be/);
});

const documents = (over: Partial<DocumentParts> = {}) =>
  documentExams({
    now: () => NOW,
    render: async () => undefined,
    sandbox: { ok: true, detail: 'bubblewrap' } as DocumentParts['sandbox'],
    office: async () => ({
      ok: true,
      version: 'LibreOffice 7.4',
      program: '',
      python: '',
      folders: [],
      missing: [],
    }),
    tryOffice: async () => ({ ok: true, pdf: Buffer.alloc(0) }),
    convertElsewhere: () => false,
    converters: async () => [],
    ...over,
  });

test('conversion that works is well', async () => {
  assert.deepEqual(await wrong(documents()), {});
});

test('what cannot draw, has no sandbox, no LibreOffice or one that fails is told', async () => {
  const bad = await wrong(
    documents({
      render: async () => 'not-ready: no worker',
      sandbox: { ok: false, why: 'bubblewrap is not installed.', cure: 'Install it.' },
      office: async () => ({ ok: false, why: 'LibreOffice is not installed.', cure: 'Install it.' }),
    }),
  );
  assert.deepEqual(Object.keys(bad), ['render', 'sandbox', 'office']);
  const fails = documents({ tryOffice: async () => ({ ok: false, code: 'not-ready', detail: 'it ended' }) });
  assert.match((await wrong(fails))['office'] ?? '', /a small text could not be converted/);
  const part = documents({
    office: async () => ({
      ok: true,
      version: 'LibreOffice 7.4',
      program: '',
      python: '',
      folders: [],
      missing: ['spreadsheets'],
    }),
  });
  assert.match((await wrong(part))['office'] ?? '', /spreadsheets/);
});

test('conversion elsewhere wants to have heard of a server within a minute', async () => {
  const with_ = (seenAt: number) =>
    documents({ convertElsewhere: () => true, converters: async () => [{ name: 'barn', seenAt }] });
  assert.deepEqual(await wrong(with_(NOW - 30_000)), {});
  assert.match((await wrong(with_(NOW - 90_000)))['converters'] ?? '', /no conversion server/);
});

const printer = (over: Partial<PrinterRow> = {}) =>
  ({
    id: 'p1',
    name: 'Reception',
    uri: 'ipps://192.0.2.9/ipp/print',
    tlsPin: null,
    enabled: true,
    ...over,
  }) as PrinterRow;

test('a site without printers, one that is silent, and one with another certificate are told', async () => {
  const probe = async () => ({ tlsPin: 'b'.repeat(64) });
  assert.match((await wrong(printerExams({ printers: [], probe })))['printers'] ?? '', /No printer/);
  assert.deepEqual(await wrong(printerExams({ printers: [printer()], probe })), {});
  const pinned = printerExams({ printers: [printer({ tlsPin: 'a'.repeat(64) })], probe });
  assert.match((await wrong(pinned))['printer:p1'] ?? '', /another certificate/);
  const silent = () => Promise.reject(new Error('connect EHOSTUNREACH'));
  assert.match(
    (await wrong(printerExams({ printers: [printer()], probe: silent })))['printer:p1'] ?? '',
    /does not answer/,
  );
  assert.deepEqual(await wrong(printerExams({ printers: [printer({ enabled: false })], probe: silent })), {});
});

const quiet: Parameters<typeof upkeepExams>[0] = {
  now: () => NOW,
  lastBackup: async () => NOW,
  since: async () => 0,
  licence: async () => ({ state: 'none', tone: 'ok', sentence: 'No licence.', notices: [] }),
  webhooks: async () => [],
  tryOut: false,
};

test('upkeep: what the licence says and webhooks that do not arrive', async () => {
  const licensed = (tone: 'ok' | 'warn') =>
    upkeepExams({
      ...quiet,
      licence: async () => ({
        state: 'ending',
        tone,
        sentence: 'It ends soon.',
        notices: ['Then this stops.'],
      }),
    });
  assert.deepEqual(await wrong(licensed('ok')), {});
  assert.equal((await wrong(licensed('warn')))['licence'], 'It ends soon. Then this stops.');
  const hook = (name: string, enabled: boolean, gaveUpAt?: number) => ({
    name,
    enabled,
    state: gaveUpAt === undefined ? null : { gaveUpAt },
  });
  const hooks = upkeepExams({
    ...quiet,
    webhooks: async () => [hook('bus', true), hook('chat', true, NOW - DAY), hook('old', false, NOW - DAY)],
  });
  assert.match((await wrong(hooks))['webhooks'] ?? '', /"chat"/);
});

test('a backup that is old, or was never made though the site is not new, is told', async () => {
  const upkeep = (at: number | undefined, since = NOW - 30 * DAY) =>
    upkeepExams({ ...quiet, lastBackup: async () => at, since: async () => since });
  assert.deepEqual(await wrong(upkeep(NOW - 2 * DAY)), {});
  assert.match((await wrong(upkeep(NOW - 9 * DAY)))['backup'] ?? '', /9 days old/);
  assert.match((await wrong(upkeep(undefined)))['backup'] ?? '', /ever made/);
  assert.deepEqual(await wrong(upkeep(undefined, NOW - DAY)), {});
  const tryOut = upkeepExams({ ...quiet, tryOut: true });
  assert.deepEqual(await run(tryOut), []);
});
