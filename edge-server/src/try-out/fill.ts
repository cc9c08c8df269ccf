// Fills a try-out on its first start: a demo user with a few held documents, so that there is something to print at once.
import type { Server } from '../build-server.ts';
import { listOwnJobs } from '../flow/store/jobs.ts';
import { findUserByEmail } from '../people/users.ts';
import type { Demo } from '../print-addresses.ts';
import { demoDocuments } from './demo-documents.ts';

const EMAIL = 'demo@example.com';

/** Idempotent: a later start finds the user, and adds the documents again when all of them are gone. */
export async function fillTryOut(server: Server): Promise<Demo> {
  const { app, training } = server;
  const known = await app.db.read((tx) => findUserByEmail(tx, EMAIL));
  const user = known ?? (await app.users.add(EMAIL, 'Demo User')).user;
  const held = await app.db.read((tx) => listOwnJobs(tx, user.id, 'panel'));
  let documents = held.length;
  if (documents === 0) {
    // One after the other, so that the list has the order in which they are named.
    for (const { name, bytes, mediaType } of [...(await demoDocuments())].reverse()) {
      const incoming = { ownerId: user.id, channel: 'try-out', title: name, claimedType: mediaType } as const;
      await app.accept.acceptBytes(incoming, bytes);
      documents++;
    }
  }
  return {
    email: EMAIL,
    code: await app.users.ownCode(user.id),
    panelPath: training === undefined ? '/panel/' : app.printers.panelPath(training.printer),
    documents,
  };
}
