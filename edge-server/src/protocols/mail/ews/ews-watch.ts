// Hears of new mail by streaming notifications ([MS-OXWSNTIF] GetStreamingEvents); where the server gives none, looks from time to time.

import { cleanText } from '../../ipp/clean-text.ts';
import { allNamed, type XmlElement } from '../../soap/xml-element.ts';
import { MailError } from '../mailbox.ts';
import type { Nap } from '../mailbox-nap.ts';
import { allDone, readEwsAnswer } from './ews-answer.ts';
import type { EwsCaller } from './ews-call.ts';
import { EVENTS, type EwsFolder, getStreamingEvents, subscribe, unsubscribe } from './ews-words.ts';

/** Exchange says that the connection lives every 30 to 45 seconds. */
const SILENCE_MS = 100_000;
/** Octets of one piece of news: an event has 1 kB, and a hundred may come together. */
const MOST_NEWS = 256 * 1024;
/** After a failed try the mailbox is only looked at for this long: neither a broken server nor one without the feature is pressed. */
const AFTER_FAILURE_MS = 300_000;
/** [MS-OXWSNTIF] ConnectionTimeout: 30 is the most. The subscription itself dies when nobody listens for half an hour. */
const STREAM_MINUTES = 29;
/** A server or a proxy on the way that ends so many streams in a row as soon as they begin is no use as a source of news. */
const MOST_SHORT_STREAMS = 3;
const SHORT_MS = 10_000;

export interface EwsWatch {
  /** Ends at news, at a wake of the nap, or when its time is over. */
  wait(withinMs: number, signal: AbortSignal): Promise<void>;
  close(signal: AbortSignal): Promise<void>;
}

export interface EwsWatchOptions {
  readonly ews: EwsCaller;
  readonly folder: EwsFolder;
  readonly nap: Nap;
  /** How long to wait at most where nothing tells of new mail. */
  readonly pollMs: number;
  readonly log: (message: string) => void;
}

export function makeEwsWatch({ ews, folder, nap, pollMs, log }: EwsWatchOptions): EwsWatch {
  const over = new AbortController();
  let subscription: string | undefined;
  let listening: Promise<void> | undefined;
  let failedAt: number | undefined;
  let shortStreams = 0;

  const failed = (error: unknown): void => {
    if (over.signal.aborted) return;
    const detail = error instanceof Error ? error.message : 'unknown';
    log(`no notifications, the mailbox is looked at every ${Math.round(pollMs / 1000)} s: ${detail}`);
    subscription = undefined;
    failedAt = performance.now();
  };

  /**
   * Stays open between waits: what is told while nobody waits wakes the next wait, and nothing is written into a connection that we
   * have given up and the server does not know yet.
   */
  const listenOn = async (id: string): Promise<void> => {
    const began = performance.now();
    try {
      await listen(ews, id, { folder, onNews: () => nap.wake() }, over.signal);
      shortStreams = performance.now() - began < SHORT_MS ? shortStreams + 1 : 0;
      if (shortStreams > MOST_SHORT_STREAMS)
        failed(new Error('the stream of news ends as soon as it begins'));
    } catch (error) {
      failed(error);
    } finally {
      listening = undefined;
      // Something may have been lost with it: the caller looks once more.
      nap.wake();
    }
  };

  return {
    async wait(withinMs, signal) {
      const resting = failedAt !== undefined && performance.now() - failedAt < AFTER_FAILURE_MS;
      if (resting) return nap.sleep(Math.min(withinMs, pollMs), signal);
      if (subscription === undefined) {
        try {
          subscription = await newSubscription(ews, folder, signal);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof MailError)) throw error;
          failed(error);
          return nap.sleep(Math.min(withinMs, pollMs), signal);
        }
        failedAt = undefined;
        shortStreams = 0;
        listening = listenOn(subscription);
        // What came before it is not told: the caller looks once more.
        return;
      }
      listening ??= listenOn(subscription);
      await nap.sleep(withinMs, signal);
    },
    async close(signal) {
      over.abort();
      await listening;
      if (subscription !== undefined) await ews.messages(unsubscribe(subscription), signal);
      subscription = undefined;
    },
  };
}

async function newSubscription(ews: EwsCaller, folder: EwsFolder, signal: AbortSignal): Promise<string> {
  const [answer] = await ews.done(subscribe(folder), signal);
  const id = answer && allNamed(answer, 'SubscriptionId')[0]?.text.trim();
  if (id === undefined || id === '')
    throw new MailError('protocol', `${ews.from}: a subscription without an id`);
  return id;
}

/** Until the server ends the connection, as it does after the minutes asked for. */
async function listen(
  ews: EwsCaller,
  id: string,
  { folder, onNews }: { readonly folder: EwsFolder; readonly onNews: () => void },
  signal: AbortSignal,
): Promise<void> {
  const ask = getStreamingEvents(id, STREAM_MINUTES);
  const answer = await ews.open(ask, signal, { idleMs: SILENCE_MS });
  let held = '';
  // One envelope after the other in one answer, each a document of its own.
  for await (const piece of answer.body) {
    held += piece.toString('latin1');
    for (;;) {
      const end = /<\/(?:[A-Za-z_][\w.-]{0,30}:)?Envelope\s*>/.exec(held);
      if (end === null) break;
      const envelope = held.slice(0, end.index + end[0].length);
      held = held.slice(envelope.length);
      const said = readNews(envelope.trim(), folder, ews.from);
      if (said.news) onNews();
      if (said.closed) return;
    }
    if (held.length > MOST_NEWS)
      throw new MailError('protocol', `${ews.from}: a notification without an end`);
  }
  if (held.trim() !== '') throw new MailError('protocol', `${ews.from}: ${cleanText(held, 100)}`);
}

/** @throws MailError when it is an error, or nothing that can be understood */
function readNews(envelope: string, folder: EwsFolder, from: string): { news: boolean; closed: boolean } {
  const messages = readEwsAnswer(Buffer.from(envelope, 'latin1'), from);
  if (messages === undefined || messages.length === 0)
    throw new MailError('protocol', `${from}: a notification that is none`);
  const elements = allDone(messages, from);
  const statuses = elements.flatMap((element) => allNamed(element, 'ConnectionStatus'));
  const events = elements.flatMap((element) => EVENTS.flatMap((name) => allNamed(element, name)));
  return {
    news: events.some((event) => cameInto(event, folder)),
    closed: statuses.some(({ text }) => text.trim() === 'Closed'),
  };
}

/** A move is told to both folders: out of ours is what we do ourselves. */
function cameInto(event: XmlElement, folder: EwsFolder): boolean {
  const parent = event.children.find(({ name }) => name === 'ParentFolderId')?.attributes.get('Id');
  return parent === undefined || folder.kind !== 'id' || parent === folder.id;
}
