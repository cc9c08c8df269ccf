// A mailbox over Microsoft Graph v1.0 (mail API): Exchange Online. Wire only. Graph tells of new mail only to addresses that it can
// reach from outside, so here the mailbox is looked at from time to time.
import { failureOfGraph, GraphPage, readGraph, troubleOfGraph } from './graph/graph-answer.ts';
import { type GraphCaller, type GraphPlace, makeGraphCaller } from './graph/graph-call.ts';
import { openGraphFolder } from './graph/graph-folder.ts';
import { headersOf } from './headers-of.ts';
import { drain } from './http-body.ts';
import { type ListedMail, type Listing, type MailboxSession, MailError } from './mailbox.ts';
import { makeNap } from './mailbox-nap.ts';

export interface GraphOptions extends GraphPlace {
  /** INBOX where absent; see openGraphFolder. */
  readonly folder?: string | undefined;
  readonly pollMs?: number | undefined;
  readonly log?: ((message: string) => void) | undefined;
}

/** The service's own limit is 1,000. */
const PAGE = 500;
/** More are for the next listing, when these have gone. Twenty thousand ids are 4 MB. */
const MOST_LISTED = 20_000;
const POLL_MS = 60_000;
/** PidTagMessageSize ([MS-OXPROPS]): a message has no property of its own for it. */
const SIZE = 'Integer 0xe08';

/** @throws MailError, or the signal's reason */
export async function openGraph(options: GraphOptions, signal: AbortSignal): Promise<MailboxSession> {
  const graph = makeGraphCaller(options);
  try {
    const folder = await openGraphFolder(graph, options.folder ?? 'inbox', signal);
    return makeSession(graph, folder, options);
  } catch (error) {
    graph.close();
    throw error;
  }
}

function makeSession(graph: GraphCaller, folder: string, options: GraphOptions): MailboxSession {
  const nap = makeNap();
  const pollMs = options.pollMs ?? POLL_MS;
  const log = options.log ?? (() => undefined);
  const targets = new Map<string, string>();
  let ended = false;
  /** False once the service said that it has no permanentDelete: national clouds lack it. */
  let canDelete = true;

  const target = async (name: string, signal: AbortSignal): Promise<string> => {
    const known = targets.get(name) ?? (await openGraphFolder(graph, name, signal));
    targets.set(name, known);
    return known;
  };

  const moveOne = async (uid: string, to: string, signal: AbortSignal): Promise<void> => {
    const destinationId = await target(to, signal);
    const answer = await graph.ask('POST', `${message(uid)}/move`, signal, {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ destinationId })),
    });
    if (answer.status !== 201 && answer.status !== 200) throw await troubleOfGraph(answer, graph.from);
    // The moved message itself comes back and is of no use.
    await drain(answer);
  };

  const deleteOne = async (uid: string, signal: AbortSignal): Promise<void> => {
    if (canDelete) {
      const answer = await graph.ask('POST', `${message(uid)}/permanentDelete`, signal);
      if (answer.status === 204) return drain(answer);
      const { code, trouble } = await failureOfGraph(answer, graph.from);
      const isLacking = [400, 404, 405, 501].includes(answer.status) && trouble.trouble === 'protocol';
      if (!isLacking) throw trouble;
      log(`${graph.from} has no permanentDelete (${code}): messages go to Deleted Items`);
      canDelete = false;
    }
    const answer = await graph.ask('DELETE', message(uid), signal);
    if (answer.status !== 204) throw await troubleOfGraph(answer, graph.from);
    await drain(answer);
  };

  return {
    list: (signal) => list(graph, folder, signal),
    headers: (uids, signal) => headersOf(uids, (uid) => readMessage(graph, uid, signal)),
    body: (uid, signal) => readMessage(graph, uid, signal),
    async remove(uids, to, signal) {
      const out: string[] = [];
      for (const uid of uids) {
        try {
          await (to === undefined ? deleteOne(uid, signal) : moveOne(uid, to, signal));
        } catch (error) {
          if (!(error instanceof MailError)) throw error;
          // Not there any more is out as well. Those before are out and are told; the rest fails again with the next call.
          if (error.trouble !== 'gone') {
            if (out.length === 0) throw error;
            log(error.message);
            break;
          }
        }
        out.push(uid);
      }
      return out;
    },
    wait: (withinMs, signal) => nap.sleep(Math.min(withinMs, pollMs), signal),
    wake: () => nap.wake(),
    get ended() {
      return ended;
    },
    close() {
      ended = true;
      graph.close();
      return Promise.resolve();
    },
  };
}

const message = (uid: string): string => `/messages/${encodeURIComponent(uid)}`;

async function list(graph: GraphCaller, folder: string, signal: AbortSignal): Promise<Listing> {
  const mails = new Map<string, ListedMail>();
  const query = [
    '$select=id',
    `$top=${PAGE}`,
    // Oldest first: what arrives meanwhile comes behind and moves nothing.
    `$orderby=${encodeURIComponent('receivedDateTime asc')}`,
    `$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${SIZE}')`)}`,
  ].join('&');
  let answer = await graph.ask('GET', `/mailFolders/${encodeURIComponent(folder)}/messages?${query}`, signal);
  for (;;) {
    const page = await readGraph(GraphPage, answer, graph.from);
    const before = mails.size;
    for (const { id, singleValueExtendedProperties } of page.value) {
      const size = singleValueExtendedProperties?.[0]?.value ?? '';
      mails.set(id, { uid: id, size: /^\d{1,12}$/.test(size) ? Number(size) : undefined });
    }
    const next = page['@odata.nextLink'];
    // A page with nothing new may be a circle; what is behind it is for the next listing.
    if (next === undefined || mails.size === before || mails.size >= MOST_LISTED) break;
    answer = await graph.follow(next, signal);
  }
  return { epoch: '', mails: [...mails.values()] };
}

async function* readMessage(
  graph: GraphCaller,
  uid: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const answer = await graph.ask('GET', `${message(uid)}/$value`, signal, { headers: { accept: '*/*' } });
  if (answer.status === 404) {
    const { trouble } = await failureOfGraph(answer, graph.from);
    // Nothing else that is asked for here can be missing: mailbox and folder were there.
    throw trouble.trouble === 'protocol' ? new MailError('gone', trouble.message) : trouble;
  }
  if (answer.status !== 200) throw await troubleOfGraph(answer, graph.from);
  const { headers } = answer;
  const announced = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  // Otherwise a cut connection would look like the end.
  if (!announced || (headers['content-encoding'] ?? 'identity') !== 'identity') {
    answer.cut();
    throw new MailError(
      'protocol',
      `${graph.from}: a message of unknown length or in an encoding not asked for`,
    );
  }
  let empty = true;
  for await (const piece of answer.body) {
    empty = false;
    yield piece;
  }
  if (empty) throw new MailError('protocol', `${graph.from}: a message without content`);
}
