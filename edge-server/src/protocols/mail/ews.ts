// A mailbox over Exchange Web Services ([MS-OXWSMSG], [MS-OXWSCORE]): Exchange 2013 and later. Wire only.

import { allNamed, type XmlElement } from '../soap/xml-element.ts';
import { allDone, readEwsAnswer, troubleOfMessage } from './ews/ews-answer.ts';
import { type EwsCaller, type EwsPlace, makeEwsCaller } from './ews/ews-call.ts';
import { openEwsFolder } from './ews/ews-folder.ts';
import { makeEwsWatch } from './ews/ews-watch.ts';
import { deleteItems, type EwsFolder, findItems, getMime, moveItems } from './ews/ews-words.ts';
import { readMimeContent } from './ews/mime-content.ts';
import { headersOf } from './headers-of.ts';
import type { HttpAnswer } from './http-client.ts';
import { type ListedMail, type Listing, type MailboxSession, MailError } from './mailbox.ts';
import { makeNap } from './mailbox-nap.ts';

export interface EwsOptions extends EwsPlace {
  /** INBOX where absent; see openEwsFolder. */
  readonly folder?: string | undefined;
  /** Between looks where the server tells of nothing. */
  readonly pollMs?: number | undefined;
  readonly log?: ((message: string) => void) | undefined;
}

/** Exchange's own limit for one FindItem is 1,000. */
const PAGE = 500;
/** More are for the next listing, when these have gone. Twenty thousand ids are 4 MB. */
const MOST_LISTED = 20_000;
/** Items in one MoveItem or DeleteItem: each is one answer to wait for. */
const BATCH = 100;
const POLL_MS = 60_000;
/** What mailbox.ts allows. */
const LONGEST_UID = 1_000;
const POLITE_MS = 2_000;

/** @throws MailError, or the signal's reason */
export async function openEws(options: EwsOptions, signal: AbortSignal): Promise<MailboxSession> {
  const ews = makeEwsCaller(options);
  try {
    const folder = await openEwsFolder(ews, options.folder ?? 'inbox', signal);
    return makeSession(ews, folder, options);
  } catch (error) {
    ews.close();
    throw error;
  }
}

function makeSession(ews: EwsCaller, folder: EwsFolder, options: EwsOptions): MailboxSession {
  const nap = makeNap();
  const log = options.log ?? (() => undefined);
  const watch = makeEwsWatch({ ews, folder, nap, pollMs: options.pollMs ?? POLL_MS, log });
  const targets = new Map<string, EwsFolder>();
  let ended = false;

  const target = async (name: string, signal: AbortSignal): Promise<EwsFolder> => {
    const known = targets.get(name) ?? (await openEwsFolder(ews, name, signal));
    targets.set(name, known);
    return known;
  };

  const removeSome = async (
    uids: readonly string[],
    to: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly string[]> => {
    const ask = to === undefined ? deleteItems(uids) : moveItems(uids, await target(to, signal));
    const said = await ews.messages(ask, signal);
    if (said.length !== uids.length)
      throw new MailError('protocol', `${ews.from}: ${said.length} answers to ${uids.length} items`);
    // Not there any more is out as well.
    const out = uids.filter((_, at) => /^(?:NoError|ErrorItemNotFound)$/.test(said[at]?.code ?? ''));
    const failed = said.find(({ code }) => code !== 'NoError' && code !== 'ErrorItemNotFound');
    if (failed !== undefined) {
      if (failed.code === 'ErrorToFolderNotFound' && to !== undefined) targets.delete(to);
      const trouble = troubleOfMessage(failed, ews.from);
      if (out.length === 0) throw trouble;
      log(trouble.message);
    }
    return out;
  };

  return {
    list: (signal) => list(ews, folder, signal),
    headers: (uids, signal) => headersOf(uids, (uid) => readMessage(ews, uid, signal)),
    body: (uid, signal) => readMessage(ews, uid, signal),
    async remove(uids, to, signal) {
      const out: string[] = [];
      for (let at = 0; at < uids.length; at += BATCH) {
        try {
          out.push(...(await removeSome(uids.slice(at, at + BATCH), to, signal)));
        } catch (error) {
          // Those before are out and are told; the rest fails again with the next call.
          if (out.length === 0 || !(error instanceof MailError)) throw error;
          log(error.message);
          break;
        }
      }
      return out;
    },
    wait: (withinMs, signal) => watch.wait(withinMs, signal),
    wake: () => nap.wake(),
    get ended() {
      return ended;
    },
    async close() {
      ended = true;
      try {
        await watch.close(AbortSignal.timeout(POLITE_MS));
      } catch (error) {
        // The server ends an unused subscription by itself after half an hour.
        log(`the subscription was not ended: ${error instanceof Error ? error.message : 'unknown'}`);
      } finally {
        ews.close();
      }
    },
  };
}

async function list(ews: EwsCaller, folder: EwsFolder, signal: AbortSignal): Promise<Listing> {
  const mails = new Map<string, ListedMail>();
  for (let offset = 0; mails.size < MOST_LISTED; ) {
    const [answer] = await ews.done(findItems(folder, offset, PAGE), signal);
    const root = answer && allNamed(answer, 'RootFolder')[0];
    if (root === undefined) throw new MailError('protocol', `${ews.from}: a listing without its folder`);
    const items = allNamed(root, 'Items')[0]?.children ?? [];
    const before = mails.size;
    for (const item of items) {
      const mail = readItem(item);
      if (mail === undefined) throw new MailError('protocol', `${ews.from}: an item without a usable id`);
      mails.set(mail.uid, mail);
    }
    // Items can be of kinds that FindItem counts and does not show: the end is where the server says, or where a page brings nothing new.
    if (root.attributes.get('IncludesLastItemInRange') === 'true' || mails.size === before) break;
    offset += items.length;
  }
  return { epoch: '', mails: [...mails.values()] };
}

function readItem(item: XmlElement): ListedMail | undefined {
  const uid = item.children.find(({ name }) => name === 'ItemId')?.attributes.get('Id');
  if (uid === undefined || uid === '' || uid.length > LONGEST_UID) return undefined;
  const size = item.children.find(({ name }) => name === 'Size')?.text.trim() ?? '';
  return { uid, size: /^\d{1,12}$/.test(size) ? Number(size) : undefined };
}

async function* readMessage(
  ews: EwsCaller,
  uid: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const answer: HttpAnswer = await ews.open(getMime(uid), signal);
  let empty = true;
  const content = readMimeContent(answer.body);
  let around: Buffer;
  try {
    for (;;) {
      const next = await content.next();
      if (next.done === true) {
        around = next.value;
        break;
      }
      empty = false;
      yield next.value;
    }
  } finally {
    await content.return(Buffer.alloc(0));
  }
  const said = readEwsAnswer(around, ews.from);
  if (said === undefined || said.length !== 1)
    throw new MailError(
      'protocol',
      `${ews.from}: the answer around the message is not one of Exchange Web Services`,
    );
  const [item] = allDone(said, ews.from);
  const places = item === undefined ? [] : allNamed(item, 'MimeContent');
  if (empty || places.length !== 1 || places[0]?.text !== '')
    throw new MailError('protocol', `${ews.from}: a message without its content`);
}
