// SEEN -> STORED: one message from the mail server into the encrypted store, with its row, its key and the step that takes it in one
// transaction. Nothing counts before the session has said that this was all of it.
import { createHash } from 'node:crypto';
import { AppError } from '@platen/shared/app-error';
import type { MailState } from '@platen/shared/mail';
import type { Deps } from '../../../deps.ts';
import type { StoredBlob } from '../../../platform/blobs.ts';
import { insertBlob } from '../../store/documents.ts';
import type { MailAccountRow } from '../../store/mail-accounts.ts';
import { type MailRow, moveMail, takenBefore } from '../../store/mails.ts';
import { insertStep } from '../../store/steps.ts';
import { collectHeader, headerDigest } from './collect-header.ts';
import { type Judge, type Judgement, MOST_SUBJECT } from './judgement.ts';
import { asAppError } from './trouble.ts';

type Taken = Judgement & { readonly kind: 'take' };

export interface Wanted {
  readonly mail: MailRow;
  readonly account: MailAccountRow;
  /** From the header alone. */
  readonly taken: Taken;
  /** Of the header it was judged by (collect-header.ts). */
  readonly digest: string;
  /** True for a uid that is in the folder now, in the epoch of `mail`. */
  readonly isListed: (uid: string) => boolean;
}

/** A whole message; one of the two is to be called. */
export interface Received {
  /** Makes it durable and records it; that may run while the next body is read. */
  readonly keep: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

type StoreDeps = Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'blobs' | 'settings'> & {
  readonly judge: Judge;
  /** Throws `disk-full`. */
  readonly checkRoom: (bytes: number) => Promise<void>;
  /** Tells the runner that there is something to take. */
  readonly knock: () => void;
};

/** Base64 with its line ends makes 1.37 of 1 (RFC 2045 section 6.8); the rest is for headers and the text. */
const AS_MAIL = 1.4;

const FROM: readonly MailState[] = ['seen', 'waiting'];

export function makeStoreMessage(deps: StoreDeps) {
  /** Octets of the largest message: one that holds nothing but the largest document. */
  const most = (): number => deps.settings().documents.maxMegabytes * 1024 * 1024 * AS_MAIL;

  /** Throws `document-too-large`. */
  function checkSize(octets: number): void {
    if (octets <= most()) return;
    const { maxMegabytes } = deps.settings().documents;
    const limit = maxMegabytes % 1024 === 0 ? `${maxMegabytes / 1024} GB` : `${maxMegabytes} MB`;
    throw new AppError('document-too-large', { limit });
  }

  /** A server may show one header and send another one: the one that is printed is the one that has to be allowed. */
  async function checkHeader({ account, taken, digest }: Wanted, own: Uint8Array): Promise<Taken> {
    if (headerDigest(own) === digest) return taken;
    const judged = await deps.judge(own, account);
    if (judged.kind === 'take' && judged.submitter.address === taken.submitter.address) return judged;
    throw new AppError('mail-broken', { detail: 'Its header is another one than the server showed before.' });
  }

  /**
   * Reads `body` to its end. Rejects with what it throws, with `document-too-large`, `disk-full`, `mail-broken`; nothing is kept then.
   */
  async function receive(wanted: Wanted, body: AsyncIterable<Uint8Array>): Promise<Received> {
    await deps.checkRoom(wanted.mail.size ?? 0);
    const writer = await deps.blobs.create({ resumable: false });
    const hash = createHash('sha256');
    let { taken } = wanted;
    try {
      const head = collectHeader();
      let checked = false;
      for await (const chunk of body) {
        if (chunk.length === 0) continue;
        hash.update(chunk);
        if (checked) {
          checkSize(writer.size + chunk.length);
          await writer.give(chunk);
          continue;
        }
        if (!head.add(chunk)) continue;
        taken = await checkHeader(wanted, head.header());
        checked = true;
        checkSize(head.held().length);
        await writer.write(head.held());
      }
      if (!checked) {
        taken = await checkHeader(wanted, head.header());
        await writer.write(head.held());
      }
    } catch (cause) {
      await writer.abort();
      throw cause;
    }
    return {
      keep: async () => {
        const blob = await writer.commit();
        await record({ ...wanted, taken }, blob, hash.digest('hex'));
      },
      drop: () => writer.abort(),
    };
  }

  async function record(wanted: Wanted, blob: StoredBlob, contentHash: string): Promise<void> {
    let kept: boolean;
    try {
      kept = await deps.db.write(async (tx) => {
        const now = deps.clock.now();
        const { mail, taken } = wanted;
        const change = {
          attempts: 0,
          size: blob.size,
          contentHash,
          sender: taken.submitter.address,
          messageId: taken.messageId ?? null,
          reason: null,
          changedAt: now,
        };
        const earlier = (await takenBefore(tx, { ...mail, contentHash })).find(
          (other) => !isAnother(other, wanted),
        );
        if (earlier !== undefined) {
          const note = `The same message as ${earlier.id}, which was taken before.`;
          await moveMail(tx, mail.id, FROM, 'applied', { ...change, note });
          return false;
        }
        const subject = taken.subject?.slice(0, MOST_SUBJECT) ?? null;
        const stored = { ...change, blobId: blob.id, subject, note: null };
        // Another reader had it meanwhile: this one's copy is waste.
        if ((await moveMail(tx, mail.id, FROM, 'stored', stored)) === undefined) return false;
        await insertBlob(tx, blob);
        await insertStep(tx, { id: deps.ids.id(), kind: 'mail', subject: mail.id, dueAt: now, now });
        tx.afterCommit.push(deps.knock);
        return true;
      });
    } catch (cause) {
      // After any other failure nobody knows whether the commit is on the disk: the file stays, and the next boot's sweep knows.
      if (asAppError(cause).code === 'disk-full') await drop(blob);
      throw cause;
    }
    if (!kept) await drop(blob);
  }

  async function drop(blob: StoredBlob): Promise<void> {
    if (blob.location !== 'file') return;
    await deps.blobs
      .remove(blob.id)
      .catch((cause: unknown) =>
        deps.log.warn('a message that is not kept stays as a file', { id: blob.id, cause }),
      );
  }

  return { receive, checkSize };
}

export type StoreMessage = ReturnType<typeof makeStoreMessage>;

/**
 * The rule against taking one message twice: the same account, octet for octet the same content, and the earlier one under another epoch
 * (UIDVALIDITY has changed, a POP3 server without UIDL) or under a uid that is no longer in the folder. Two copies that lie in the folder
 * side by side are two messages. A Message-ID counts for nothing: anybody can send one first (delivery-and-mail.md section 7).
 */
function isAnother(
  earlier: Pick<MailRow, 'folder' | 'epoch' | 'uid'>,
  { mail, isListed }: Pick<Wanted, 'mail' | 'isListed'>,
): boolean {
  return earlier.folder === mail.folder && earlier.epoch === mail.epoch && isListed(earlier.uid);
}
