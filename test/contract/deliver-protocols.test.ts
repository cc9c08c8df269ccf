// What every way of delivering must be able to do, asked of each entry of the registry with a printer that speaks it.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { describePrinter } from '@platen/edge-server/devices/read-condition';
import type {
  DeliveryLink,
  DeliveryProtocol,
  JobOrder,
  SendWatch,
} from '@platen/edge-server/flow/deliver/delivery-protocol';
import { DELIVERY_PROTOCOLS } from '@platen/edge-server/flow/deliver/protocols';
import { systemClock } from '@platen/edge-server/platform/clock';
import { openLog } from '@platen/edge-server/platform/log';
import { startEvilPrinter } from '../servers/evil-printer.ts';
import { startLpdPrinter } from '../servers/lpd-printer.ts';
import { startPjlPrinter } from '../servers/pjl-printer.ts';
import { freePort } from '../support/free-port.ts';

interface Fixture {
  /** It can be asked about jobs, by id and by token. */
  readonly knowsJobs: boolean;
  /** Where a printer answers, and what came out of it so far. */
  start(t: TestContext): Promise<{ readonly uri: string; readonly printed: () => readonly Buffer[] }>;
  /** An address of the same kind where nobody answers. */
  readonly nobody: (port: number) => string;
}

/** One for each entry of the registry, by its name. */
const FIXTURES: Readonly<Record<string, Fixture>> = {
  IPP: {
    knowsJobs: true,
    async start(t) {
      const printer = await startEvilPrinter();
      t.after(() => printer.stop());
      return { uri: printer.uri, printed: () => printer.model.printed.map(({ document }) => document) };
    },
    nobody: (port) => `ipp://127.0.0.1:${port}/ipp/print`,
  },
  raw: {
    knowsJobs: false,
    async start(t) {
      const printer = await startPjlPrinter();
      t.after(() => printer.stop());
      return { uri: printer.uri, printed: () => printer.printed.map(({ raw }) => raw) };
    },
    nobody: (port) => `socket://127.0.0.1:${port}`,
  },
  LPR: {
    knowsJobs: false,
    async start(t) {
      const printer = await startLpdPrinter();
      t.after(() => printer.stop());
      return { uri: printer.uri, printed: () => printer.printed.map(({ document }) => document) };
    },
    nobody: (port) => `lpd://127.0.0.1:${port}/lp`,
  },
};

const TOKEN = '8f14e45f-ceea-4670-8c2a-1d7b1c3f0a11';
const DOCUMENT = Buffer.from('%PDF-1.4\n%%EOF\n');
const ORDER: JobOrder = {
  name: 'Letter #8f14e45f',
  token: TOKEN,
  user: 'anna',
  ticket: {},
  format: 'application/pdf',
};
const NOBODY_LOOKS: SendWatch = { onBytes: () => undefined, onWritten: () => undefined };
const signal = new AbortController().signal;

function open(t: TestContext, protocol: DeliveryProtocol, uri: string, encryptedOnly = false): DeliveryLink {
  const started = protocol.start({
    clock: systemClock,
    log: openLog({ level: 'silent' }),
    encryptedOnly: () => encryptedOnly,
    describePrinter,
  });
  t.after(() => started.close());
  return started.open({ id: 'p', name: 'Printer', uri });
}

async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
  yield DOCUMENT;
}

test('every protocol has a fixture, a name and schemes of its own', () => {
  const names = DELIVERY_PROTOCOLS.map(({ name }) => name);
  assert.deepEqual(names, Object.keys(FIXTURES));
  const schemes = DELIVERY_PROTOCOLS.flatMap((protocol) => protocol.schemes);
  assert.equal(new Set(schemes).size, schemes.length);
  assert.equal(names.length, 3);
});

for (const protocol of DELIVERY_PROTOCOLS) {
  const fixture = FIXTURES[protocol.name];
  assert.ok(fixture);

  test(`${protocol.name}: a document goes from preflight to its end, and its job is known by token`, async (t) => {
    const printer = await fixture.start(t);
    const link = open(t, protocol, printer.uri);
    const preflight = await link.preflight(signal);
    assert.equal(preflight.kind, 'ready');
    assert.ok(preflight.kind === 'ready');
    const created = preflight.printer.opensJobs
      ? await link.create(ORDER, preflight.printer, signal)
      : undefined;
    assert.ok(created === undefined || created.kind === 'created');
    const opened = created?.kind === 'created' ? created.job : undefined;
    assert.equal(printer.printed().length, 0);
    const document = { octets: bytes(), length: DOCUMENT.length };
    const sent = await link.send(ORDER, preflight.printer, opened, document, NOBODY_LOOKS, signal);
    assert.equal(sent.kind, 'accepted');
    assert.deepEqual(printer.printed(), [DOCUMENT]);
    assert.equal(preflight.printer.uri, printer.uri);
    assert.ok((await link.now(signal))?.facts.at);
    if (!fixture.knowsJobs) {
      // Nothing is invented about a job that nobody can be asked for.
      assert.equal((await link.find(TOKEN, ORDER.user, signal)).kind, 'no-jobs');
      assert.equal((await link.look({ id: 1 }, TOKEN, signal)).kind, 'no-jobs');
      assert.equal((await link.cancel({ id: 1 }, ORDER.user, signal)).kind, 'not-offered');
      return;
    }
    const job = opened ?? (sent.kind === 'accepted' ? sent.job : undefined);
    assert.ok(job);
    const look = await link.look(job, TOKEN, signal);
    assert.equal(look.kind === 'found' ? look.state : look.kind, 9);
    assert.equal((await link.look(job, 'ffffffff', signal)).kind, 'another');
    assert.equal((await link.look({ id: job.id + 1 }, TOKEN, signal)).kind, 'not-found');
    const search = await link.find(TOKEN, ORDER.user, signal);
    assert.equal(search.kind === 'found' ? search.job.id : search.kind, job.id);
    assert.equal((await link.find('ffffffff', ORDER.user, signal)).kind, 'not-found');
    assert.equal((await link.cancel(job, ORDER.user, signal)).kind, 'too-late');
  });

  test(`${protocol.name}: where nobody answers nothing has left, and it may be tried again`, async (t) => {
    const printer = await fixture.start(t);
    const ready = await open(t, protocol, printer.uri).preflight(signal);
    assert.ok(ready.kind === 'ready');
    const link = open(t, protocol, fixture.nobody(await freePort()));
    assert.equal((await link.preflight(signal)).kind, 'not-now');
    const document = { octets: bytes(), length: DOCUMENT.length };
    const job = ready.printer.opensJobs ? { id: 1 } : undefined;
    const sent = await link.send(ORDER, ready.printer, job, document, NOBODY_LOOKS, signal);
    assert.ok(sent.kind === 'not-now' || (sent.kind === 'lost' && sent.sent === 'none'));
    if (!fixture.knowsJobs) return;
    assert.equal((await link.create(ORDER, ready.printer, signal)).kind, 'not-now');
    assert.equal((await link.look({ id: 1 }, TOKEN, signal)).kind, 'unreachable');
    assert.equal((await link.find(TOKEN, ORDER.user, signal)).kind, 'unreachable');
    assert.equal((await link.cancel({ id: 1 }, ORDER.user, signal)).kind, 'unreachable');
    assert.equal(await link.now(signal), undefined);
  });

  test(`${protocol.name}: a caller that gives up ends every question`, async (t) => {
    const printer = await fixture.start(t);
    const link = open(t, protocol, printer.uri);
    const over = AbortSignal.abort();
    assert.notEqual((await link.preflight(over)).kind, 'ready');
    if (fixture.knowsJobs) assert.equal((await link.look({ id: 1 }, TOKEN, over)).kind, 'unreachable');
    assert.equal(await link.now(over), undefined);
  });

  test(`${protocol.name}: unencrypted addresses are refused where only encrypted ones are allowed`, async (t) => {
    const printer = await fixture.start(t);
    const preflight = await open(t, protocol, printer.uri, true).preflight(signal);
    assert.ok(preflight.kind === 'refused' && preflight.code === 'printer-trust');
  });
}
