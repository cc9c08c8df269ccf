// Whatever way a document comes in, it is held with the ticket that its own words, its owner's defaults and the organisation's make.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Incoming, makeAccept } from '@platen/edge-server/flow/intake/accept';
import { findJob } from '@platen/edge-server/flow/store/jobs';
import { setPreferences } from '@platen/edge-server/people/preferences';
import { makeUsers } from '@platen/edge-server/people/users';
import type { Ticket } from '@platen/shared/ticket';
import { type TestDeps, testDeps } from '../../../support/deps.ts';

let deps: TestDeps;
let accept: ReturnType<typeof makeAccept>;
let ownerId: string;
before(async () => {
  deps = await testDeps();
  accept = makeAccept({
    ...deps,
    recognise: () => ({ ok: true, mediaType: 'application/pdf' }),
    freeBytes: async () => 1e12,
    knock: () => undefined,
  });
  ownerId = (await makeUsers(deps).add('anna@example.com')).user.id;
});
after(() => deps?.close());

async function send(ticket?: Ticket) {
  const incoming: Incoming = {
    ownerId,
    channel: 'portal',
    title: 'Letter.pdf',
    claimedType: 'application/pdf',
    ...(ticket === undefined ? {} : { ticket }),
  };
  const { id } = await accept.acceptBytes(incoming, Buffer.from('%PDF-1.7'));
  const job = await deps.db.read((tx) => findJob(tx, id));
  return { ticket: job?.ticket, asked: job?.asked };
}

test('without any default a document is as it was sent', async () => {
  assert.deepEqual(await send(), { ticket: {}, asked: null });
  assert.deepEqual(await send({ copies: 2 }), { ticket: { copies: 2 }, asked: { copies: 2 } });
});

test('the organisation, then the owner, then the document itself has the last word', async () => {
  await deps.settingsStore.change('options.sides', 'two-sided-long-edge', 'test');
  await deps.settingsStore.change('options.media', 'iso_a4_210x297mm', 'test');
  const site = { sides: 'two-sided-long-edge', media: 'iso_a4_210x297mm' };
  assert.deepEqual(await send(), { ticket: site, asked: null });
  await deps.db.write((tx) =>
    setPreferences(tx, ownerId, {
      defaults: { sides: 'one-sided', printColorMode: 'monochrome' },
      language: null,
    }),
  );
  const mine = { ...site, sides: 'one-sided', printColorMode: 'monochrome' };
  assert.deepEqual(await send(), { ticket: mine, asked: null });
  const asked: Ticket = { sides: 'two-sided-short-edge', printColorMode: 'color' };
  assert.deepEqual(await send(asked), { ticket: { ...mine, ...asked }, asked });
});

test('a document that comes as a stream gets the same', async () => {
  const body = (async function* () {
    yield Buffer.from('%PDF-1.7');
  })();
  const job = await accept.acceptStream(
    { ownerId, channel: 'portal', title: 'a.pdf', claimedType: '', ticket: { copies: 3 } },
    body,
  );
  assert.deepEqual(job.ticket, {
    copies: 3,
    sides: 'one-sided',
    printColorMode: 'monochrome',
    media: 'iso_a4_210x297mm',
  });
});
