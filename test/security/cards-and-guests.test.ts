// Cards and guests over the wire of a whole server: enrolment, card and code together, limits and end of a guest, and that guests never see each other
// (SPEC C10, I6; threat T43).
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { codeOf, type SignInSite, startSignInSite } from '../support/sign-in-site.ts';
import { waitUntil } from '../support/wait-until.ts';

let site: SignInSite;
before(async () => {
  site = await startSignInSite();
});
after(() => site.server.close());
beforeEach(() => site.reset());

test('an unknown card becomes the card of whoever signs in with it next, and opens their documents from then on', async () => {
  await site.set('panelCard', true);
  const { id, code } = await site.newUser();
  const unknown = await site.atPanel({ card: '04:A2:2B:91' });
  assert.equal(codeOf(unknown), 'card-unknown');
  assert.match(unknown.bytes.toString(), /it is yours from then on/);
  assert.equal((await site.atPanel({ code, enrol: '04:A2:2B:91' })).status, 200);
  const client = await site.panel();
  assert.equal(
    (await site.atPanel({ card: '4a22b91' }, client)).status,
    200,
    'another spelling of the same card',
  );
  assert.equal((await client.call('GET', '/api/panel/session')).status, 200);
  const { code: other } = await site.newUser();
  assert.equal((await site.atPanel({ code: other, enrol: '04A22B91' })).status, 200);
  assert.deepEqual(
    (await site.server.app.signIn.cards.list(id)).map(({ label }) => label),
    ['2B91'],
    'a card that is somebody’s stays theirs',
  );
  await site.set('cardEnrol', false);
  assert.match((await site.atPanel({ card: 'FFFFFFFF' })).bytes.toString(), /ask your help desk/);
  assert.equal((await site.atPanel({ code, enrol: 'FFFFFFFF' })).status, 200);
  assert.equal(codeOf(await site.atPanel({ card: 'FFFFFFFF' })), 'card-unknown', 'it was not enrolled');
  assert.equal(codeOf(await site.atPanel({ card: '::' })), 'card-unreadable');
});

test('with card and code together the card alone opens nothing, and codes are counted at its owner', async () => {
  await site.set('panelCard', true);
  await site.set('cardPin', true);
  const { id, code } = await site.newUser();
  const { code: other } = await site.newUser();
  await site.server.app.signIn.cards.add(id, '55556666', 'test');
  assert.equal(codeOf(await site.atPanel({ card: '55556666' })), 'card-needs-code');
  assert.equal(codeOf(await site.atPanel({ card: '55556666', code: other })), 'wrong-code');
  assert.equal((await site.atPanel({ card: '55556666', code })).status, 200);
  for (let n = 0; n < 10; n++) {
    assert.equal(codeOf(await site.atPanel({ card: '55556666', code: '00000001' })), 'wrong-code', `${n}`);
  }
  assert.equal(codeOf(await site.atPanel({ card: '5555-6666', code })), 'too-many-tries');
  assert.equal((await site.atPanel({ code: other })).status, 200, 'nobody else waits');
});

test('a panel is told of readers that type only where cards are taken and somebody has switched them on', async () => {
  const told = async (): Promise<unknown> =>
    ((await (await site.panel()).call('GET', '/api/panel/start')).json as { typedCards?: true }).typedCards;
  assert.equal(await told(), undefined);
  await site.set('cardTyped', true);
  assert.equal(await told(), undefined, 'cards are not taken');
  await site.set('panelCard', true);
  assert.equal(await told(), true);
});

test('guests have their own code and end by themselves; they see nobody’s documents and nobody sees theirs', async () => {
  await site.set('guests', true);
  const [a, b] = [
    await site.server.app.signIn.guests.add({ hours: 2 }, 'test'),
    await site.server.app.signIn.guests.add({}, 'test'),
  ];
  const [one, two] = [site.server.client(), site.server.client()];
  assert.equal((await site.inPortal({ email: a.user.email, code: a.code }, one)).status, 200);
  assert.equal((await site.inPortal({ email: b.user.email, code: b.code }, two)).status, 200);
  const sent = await one.call('POST', '/api/portal/documents?name=a.pdf', { raw: tinyPdf });
  assert.equal(sent.status, 201, sent.bytes.toString());
  const { id } = (sent.json as { job: { id: string } }).job;
  assert.equal((await one.call('GET', `/api/portal/jobs/${id}`)).status, 200);
  for (const path of [`/api/portal/jobs/${id}`, `/api/portal/jobs/${id}/pages/1.jpg`]) {
    assert.equal((await two.call('GET', path)).status, 404, path);
  }
  const client = await site.panel();
  assert.equal((await site.atPanel({ code: b.code }, client)).status, 200);
  assert.deepEqual(((await client.call('GET', '/api/panel/session')).json as { jobs: unknown[] }).jobs, []);

  await site.server.app.signIn.guests.end(a.user.id, 'test');
  assert.equal((await one.call('GET', '/api/portal/me')).status, 401, 'signed out at once');
  assert.equal(codeOf(await site.atPanel({ code: a.code })), 'account-off');
  assert.equal(codeOf(await site.inPortal({ email: a.user.email, code: a.code })), 'account-off');
  await site.server.app.signIn.guests.sweep(site.server.app.clock.now());
  const [job] = await site.server.app.db.read((tx) => tx.q.select().from(tx.t.jobs));
  assert.equal(job?.state, 'deleted');
  assert.equal(codeOf(await site.atPanel({ code: a.code })), 'wrong-code', 'the account is gone, too');
});

test('where others need their address, a guest’s code opens alone, and only a guest’s', async () => {
  await site.set('guests', true);
  await site.set('panelCode', 'email-and-code');
  const guest = await site.server.app.signIn.guests.add({}, 'test');
  const { code } = await site.newUser();
  assert.equal((await site.atPanel({ code: guest.code })).status, 200);
  assert.equal(codeOf(await site.atPanel({ code })), 'wrong-code');
});

test('a guest prints up to the limit and is told what is left', async () => {
  await site.set('guests', true);
  const { code } = await site.server.app.signIn.guests
    .add({ pages: 3 }, 'test')
    .then(async ({ user, code: own }) => {
      const portal = site.server.client();
      assert.equal((await site.inPortal({ email: user.email, code: own }, portal)).status, 200);
      assert.equal(
        (await portal.call('POST', '/api/portal/documents?name=a.pdf', { raw: tinyPdf })).status,
        201,
      );
      return { code: own };
    });
  const panel = await site.panel();
  assert.equal((await site.atPanel({ code }, panel)).status, 200);
  const id = await waitUntil(
    async () => {
      const { jobs } = (await panel.call('GET', '/api/panel/session')).json as {
        jobs: { id: string; state: string }[];
      };
      return jobs[0]?.state === 'held' ? jobs[0].id : undefined;
    },
    { what: 'the document to be ready' },
  );
  const release = async (copies: number) =>
    (await panel.call('POST', '/api/panel/release', { body: { jobs: [{ id, ticket: { copies } }] } }))
      .json as {
      releases: unknown[];
      refused: { code: string; message: string }[];
    };
  const refused = await release(4);
  assert.deepEqual(
    refused.refused.map(({ code: why, message }) => [why, message]),
    [['guest-pages', 'This would be 4 pages, and you may print 3 more. Choose fewer, or ask at the desk.']],
  );
  assert.equal((await release(3)).releases.length, 1);
});

const tinyPdf = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
