// One connection to a raw queue (port 9100): documents until the client closes. Each is accepted when it has come whole; that we close, too, tells the client that all of
// it is stored, and a reset that something was not.
import { AppError } from '@platen/shared/app-error';
import { findOwner } from './find-owner.ts';
import { isForGood, noteRefused } from './note-refused.ts';
import { type OpenDocument, openDocument } from './open-document.ts';
import type { IntakeQueue, QueueDeps, QueuePeer } from './queue-parts.ts';

/** Documents on one connection, each in a frame of its own: drivers send one. */
const MOST_DOCUMENTS = 100;
const UNTITLED = 'Document';

/** Throws what the connection ended with; what had come whole before is kept. */
export async function serveRaw(deps: QueueDeps, queue: IntakeQueue, peer: QueuePeer): Promise<void> {
  for (let count = 0; count < MOST_DOCUMENTS; count++) {
    const document = await openDocument(peer.reader, peer.say);
    // Only questions, or nothing at all: somebody looks whether the port is there.
    if ((await peer.reader.peek(1)).length === 0) return;
    if (!(await takeOne(deps, queue, peer, document))) return;
    if (!document.header.framed) return;
  }
  peer.cut();
}

/** False: the connection is over. */
async function takeOne(
  deps: QueueDeps,
  queue: IntakeQueue,
  peer: QueuePeer,
  { header, claimedType, ticket, octets }: OpenDocument,
): Promise<boolean> {
  const who = { address: peer.address, name: header.userName };
  const ownerId = await findOwner(queue, who, deps.people);
  if (ownerId === undefined) {
    deps.news.unmapped(queue, who);
    peer.cut();
    return false;
  }
  const title = header.jobName ?? UNTITLED;
  try {
    await deps.acceptStream({ ownerId, channel: 'raw', title, claimedType, ticket }, octets);
    deps.news.taken(queue);
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || !isForGood(error)) throw error;
    deps.log.info('a raw queue refused a document', { queue: queue.name, problem: error.code });
    await noteRefused(deps, { ownerId, channel: 'raw', title, error });
    peer.cut();
    return false;
  }
}
