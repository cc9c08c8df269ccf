// Another person's things do not exist (threats.md T43): every route of portal and panel that takes an id, with somebody else's ids.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Client } from '../../support/running-server.ts';
import { type AccessSite, changing, openAccessSite, pathOf } from './site.ts';

let site: AccessSite;
before(async () => {
  site = await openAccessSite();
});
after(() => site.close());

const TINY_PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);

const TUS = { 'tus-resumable': '1.0.0' };

interface Person {
  readonly portal: Client;
  readonly panel: Client;
  readonly userId: string;
}

async function person(): Promise<Person> {
  const { client, code, userId } = await site.server.portalUser();
  const panel = site.server.client();
  await panel.call('GET', site.panelPath);
  assert.equal((await panel.call('POST', '/api/panel/session', { body: { code } })).status, 200);
  return { portal: client, panel, userId };
}

/** Everything that is this person's, and that somebody else might name. */
async function thingsOf({ portal, userId }: Person): Promise<Record<string, string>> {
  const sent = await portal.call('POST', '/api/portal/documents?name=a.pdf', { raw: TINY_PDF });
  assert.equal(sent.status, 201);
  const { id } = (sent.json as { job: { id: string } }).job;
  const { app } = site.server;
  const releaseId = app.ids.id();
  const now = app.clock.now();
  await app.db.write(async (tx) => {
    const [printer] = await tx.q.select().from(tx.t.printers);
    const [job] = await tx.q.select().from(tx.t.jobs);
    await tx.q.insert(tx.t.releases).values({
      id: releaseId,
      jobId: id,
      ownerId: userId,
      printerId: printer?.id ?? '',
      state: 'uncertain',
      ticket: job?.ticket ?? {},
      sessionHash: null,
      attempt: 1,
      fence: 1,
      confidence: null,
      reason: null,
      note: null,
      pagesDone: 0,
      pages: 1,
      impressions: null,
      cancelAsked: false,
      createdAt: now,
      changedAt: now,
      endedAt: null,
    });
  });
  const begun = await portal.call('POST', '/api/portal/uploads', {
    headers: { ...TUS, 'upload-length': '10' },
  });
  const upload =
    String(begun.headers['location'] ?? '')
      .split('/')
      .pop() ?? '';
  const session = await app.db.read(async (tx) =>
    (await tx.q.select().from(tx.t.sessions)).find((row) => row.personId === userId && row.kind === 'portal'),
  );
  return { job: id, release: releaseId, user: userId, upload, session: session?.tokenHash ?? '' };
}

/** Bodies by which a route gets as far as looking the id up. */
const BODIES: Readonly<Record<string, unknown>> = {
  decision: { decision: 'printed' },
  release: { jobs: [] },
  unlock: { password: 'x' },
  choice: {},
  print: {},
};

async function ownRows(userId: string): Promise<string> {
  const rows = await site.server.app.db.read(async (tx) => {
    const all = [tx.t.jobs, tx.t.releases, tx.t.users] as const;
    return Promise.all(
      all.map(async (table) =>
        (await tx.q.select().from(table)).filter(
          (row) => ('ownerId' in row ? row.ownerId : row.id) === userId,
        ),
      ),
    );
  });
  // How far its conversion is changes by itself.
  const text = JSON.stringify(rows, (key, value: unknown) =>
    [
      'state',
      'pages',
      'facts',
      'changedAt',
      'printBlobId',
      'printMediaType',
      'lastSeenAt',
      'reason',
      'contentHash',
    ].includes(key)
      ? undefined
      : value,
  );
  return createHash('sha256').update(text).digest('hex');
}

test("no route that takes an id answers for another person's, and nothing of theirs changes", async () => {
  const [anna, eve] = [await person(), await person()];
  const things = await thingsOf(anna);
  for (const id of Object.values(things)) assert.ok(id.length >= 26, 'ids have 128 random bits');
  const before = await ownRows(anna.userId);
  const routes = site.routes.filter(
    ({ role, path }) => ['portal-user', 'panel-user', 'panel'].includes(role) && path.includes(':'),
  );
  assert.ok(routes.length >= 10, `${routes.length} routes`);
  for (const route of routes) {
    const client = route.role === 'portal-user' ? eve.portal : eve.panel;
    for (const [what, id] of Object.entries(things)) {
      const last = route.path.split('/').pop() ?? '';
      const body = route.body === undefined ? undefined : (BODIES[last] ?? {});
      const said = await client.call(route.method, pathOf(route, id), {
        headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        ...(changing(route) && body !== undefined ? { body } : {}),
      });
      // 400 where a whole body would be needed: it is looked at before the id, and tells nothing of it.
      const fine = [404, 410, ...(body === undefined ? [] : [400, 422])];
      assert.ok(
        fine.includes(said.status),
        `${route.method} ${route.path} with a ${what} answered ${said.status}`,
      );
      assert.ok(!said.bytes.includes('a.pdf'), `${route.method} ${route.path}`);
    }
  }
  assert.equal(await ownRows(anna.userId), before);
});

test("lists show one's own documents only, and acting on many takes none of another's", async () => {
  const [anna, eve] = [await person(), await person()];
  const { job } = await thingsOf(anna);
  assert.deepEqual((await eve.portal.call('GET', '/api/portal/jobs')).json, { jobs: [] });
  const release = await eve.panel.call('POST', '/api/panel/release', { body: { jobs: [{ id: job }] } });
  assert.deepEqual(
    (release.json as { refused: { code: string }[] }).refused.map(({ code }) => code),
    ['not-found'],
  );
  await eve.panel.call('POST', '/api/panel/delete', { body: { jobs: [job] } });
  assert.equal((await anna.portal.call('GET', `/api/portal/jobs/${job}`)).status, 200);
});

test('administrative routes know nothing of an id that is not there, and of one that is of another kind', async () => {
  const admin = await site.admin('administrator');
  const things: Record<string, string> = {
    ...(await thingsOf(await person())),
    nothing: 'aaaaaaaaaaaaaaaaaaaaaaaaaa',
  };
  const routes = site.routes.filter(
    (route) => route.role === 'admin' && route.path.includes(':id') && route.body === undefined,
  );
  assert.ok(routes.length >= 20, `${routes.length} routes`);
  for (const route of routes) {
    const id = /\/(jobs|releases|users)\//.test(route.path) ? things['nothing'] : things['release'];
    const said = await admin.call(route.method, pathOf(route, id ?? ''));
    // Deleting what is not there may be said to be done; signing out somebody who is not signed in, too.
    const fine = route.path.endsWith('/sessions') ? [200, 404] : [404];
    assert.ok(
      fine.includes(said.status),
      `${route.method} ${route.path} answered ${said.status} ${said.code}`,
    );
  }
});

test('a panel session is good on its own panel only', async () => {
  const other = await site.server.app.printers.add(
    { name: 'Q', uri: 'ipp://127.0.0.1:1/ipp/print' },
    {},
    'test',
  );
  const { panel } = await person();
  assert.equal((await panel.call('GET', '/api/panel/session')).status, 200);
  await panel.call('GET', site.server.app.printers.panelPath(other));
  assert.equal((await panel.call('GET', '/api/panel/session')).status, 401);
});
