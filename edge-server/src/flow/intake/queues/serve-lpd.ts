// One connection of an LPR client (RFC 1179): a command, and for "receive job" the parts of one job after another. An octet of zero says yes, any other no.
import { MOST_COMMAND, readCommand, readPart } from '../../../protocols/lpd/read-command.ts';
import { MOST_CONTROL, readControlFile } from '../../../protocols/lpd/read-control-file.ts';
import { findOwner } from './find-owner.ts';
import { beginLpdJob } from './lpd-job.ts';
import { listQueue, removeFromQueue } from './lpd-list.ts';
import type { IntakeQueue, QueueDeps, QueuePeer } from './queue-parts.ts';

const YES = Uint8Array.of(0);
const NO = Uint8Array.of(1);
/** A command, or a control file of some hundred octets, is there at once or never. */
const SHORT_MS = 30_000;
/** Jobs on one connection, and parts of one; no client sends as many. */
const MOST_PARTS = 1_000;

/** @param find the queue of that name that this peer may send to. Throws what the connection ended with. */
export async function serveLpd(
  deps: QueueDeps,
  find: (name: string) => IntakeQueue | undefined,
  peer: QueuePeer,
): Promise<void> {
  const line = await soon(deps, peer, peer.reader.line(MOST_COMMAND));
  const command = line === undefined ? undefined : readCommand(line);
  if (command === undefined) return;
  const queue = find(command.queue);
  if (queue === undefined) {
    deps.log.info('an LPR client asked for a queue that there is not, or not for it', {
      address: peer.address,
    });
    peer.say(command.kind === 'state' ? 'There is no such queue.\n' : NO);
    return;
  }
  switch (command.kind) {
    case 'print-waiting':
      return peer.say(YES);
    case 'state':
      return peer.say(await listQueue(deps, queue, peer, command));
    case 'remove':
      peer.say((await removeFromQueue(deps, queue, peer, command)) > 0 ? YES : NO);
      return;
    case 'receive-job':
      return receive(deps, queue, peer);
  }
}

async function receive(deps: QueueDeps, queue: IntakeQueue, peer: QueuePeer): Promise<void> {
  const who = { address: peer.address };
  // Where no name can help, a stranger is told before the document is sent.
  if (!queue.trustNames && (await findOwner(queue, who, deps.people)) === undefined) {
    deps.news.unmapped(queue, who);
    return peer.say(NO);
  }
  peer.say(YES);
  let job = beginLpdJob(deps, queue, peer);
  try {
    for (let parts = 0; parts < MOST_PARTS; parts++) {
      const line = await soon(deps, peer, peer.reader.line(MOST_COMMAND));
      if (line === undefined) return;
      const part = readPart(line);
      if (part === undefined) return peer.say(NO);
      if (part.kind === 'abort') {
        await job.drop();
        job = beginLpdJob(deps, queue, peer);
        peer.say(YES);
        continue;
      }
      if (part.kind === 'control') {
        if (part.count > MOST_CONTROL) return peer.say(NO);
        peer.say(YES);
        const control = readControlFile(await soon(deps, peer, collect(peer.reader.exactly(part.count))));
        if (!(await endsWell(deps, peer))) return;
        if (control === undefined || !(await job.control(control, part.number))) return peer.say(NO);
      } else {
        if (part.count > deps.settings().documents.maxMegabytes * 1024 * 1024) {
          deps.log.info('an LPR client announced a document that is too large', { queue: queue.name });
          return peer.say(NO);
        }
        peer.say(YES);
        if (!(await job.data(part.name, part.count))) return peer.say(NO);
        if (part.count > 0 && !(await endsWell(deps, peer))) return;
      }
      if (job.isWhole()) {
        const stored = await job.finish();
        job = beginLpdJob(deps, queue, peer);
        // The last word about the job: what it acknowledges is on disk.
        peer.say(stored ? YES : NO);
        if (!stored) return;
      } else peer.say(YES);
    }
    peer.cut();
  } finally {
    await job.drop();
  }
}

/** An octet of zero ends a file; a client that ends the connection instead has sent it whole, too. */
async function endsWell(deps: QueueDeps, peer: QueuePeer): Promise<boolean> {
  const octet = (await soon(deps, peer, peer.reader.peek(1)))[0];
  if (octet !== undefined && octet !== 0) {
    peer.say(NO);
    return false;
  }
  peer.reader.skip(1);
  return true;
}

async function soon<T>(deps: QueueDeps, peer: QueuePeer, work: Promise<T>): Promise<T> {
  const stop = deps.clock.after(SHORT_MS, peer.cut);
  try {
    return await work;
  } finally {
    stop();
  }
}

async function collect(octets: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of octets) parts.push(part);
  return Buffer.concat(parts);
}
