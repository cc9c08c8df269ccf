// What the server says to people, in the language their browser asks for, over real HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type RunningServer, runServer } from '../support/running-server.ts';

let server: RunningServer;
before(async () => {
  server = await runServer();
});
after(() => server.close());

const said = async (path: string, language: string | undefined) => {
  const headers = language === undefined ? {} : { 'accept-language': language };
  const { json, headers: got } = await server.client().call('GET', path, { headers });
  const { message } = (json as { readonly error: { readonly message: string } }).error;
  return [message, got['content-language']];
};

test('an error is said in the language that is asked for, else in that of the site; the console speaks English', async () => {
  assert.deepEqual(await said('/api/portal/me', 'de-AT,de;q=0.9'), ['Bitte melden Sie sich an.', 'de']);
  assert.deepEqual(await said('/api/portal/me', undefined), ['Please sign in.', 'en']);
  assert.deepEqual(await said('/api/portal/me', '(nonsense)'), ['Please sign in.', 'en']);
  assert.equal((await said('/api/portal/me', 'ar'))[1], 'ar');
  assert.deepEqual(await said('/api/admin/settings', 'de'), ['Please sign in.', 'en']);
});

test('a document and its story are said in the language that is asked for', async () => {
  const { client } = await server.portalUser();
  const headers = { 'accept-language': 'de', 'content-type': 'text/plain' };
  const sent = await client.call('POST', '/api/portal/documents?name=a.txt', { raw: 'Hello', headers });
  const { job } = sent.json as { readonly job: { readonly id: string } };
  const { json } = await client.call('GET', `/api/portal/jobs/${job.id}`, { headers });
  const { story } = json as { readonly story: readonly { readonly sentence: string }[] };
  assert.equal(story[0]?.sentence, 'Eingegangen über das Portal.');
});
