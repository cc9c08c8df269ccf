// A mailbox in memory behind the interface of protocols/mail/mailbox.ts, so that a test can make any moment of it fail: one that keeps
// the rules of IMAP, or those of POP3, where what was deleted comes back unless QUIT was answered.
import { type MailboxSession, MailError, type OpenMailbox } from '@platen/edge-server/protocols/mail/mailbox';

/** Every moment at which something can happen to a session. `removed` and `quit`: it is done and the answer is on its way. */
export type Moment =
  | 'open'
  | 'list'
  | 'headers'
  | 'header'
  | 'body'
  | 'chunk'
  | 'end'
  | 'remove'
  | 'removed'
  | 'quit'
  | 'wait'
  | 'close';

export interface ScriptedOptions {
  readonly kind?: 'imap' | 'pop3';
  /** Called before each moment; what it throws happens there, and the session is over. */
  readonly at?: (moment: Moment, uid?: string) => void | Promise<void>;
  /** Octets of one piece of a body. */
  readonly piece?: number;
}

export interface ScriptedMailbox {
  readonly open: OpenMailbox;
  /** @returns its uid. */
  deliver(raw: string | Uint8Array, uid?: string): string;
  /** Uids in the folder. */
  uids(): string[];
  raw(uid: string): Uint8Array | undefined;
  /** Somebody else deletes it. */
  delete(uid: string): void;
  /** Messages by the folder they were moved to. */
  readonly moved: Map<string, Uint8Array[]>;
  /** UIDVALIDITY changes: every message has another uid. */
  renumber(): void;
  /** What the server shows as the header, where that is not the message's own. */
  readonly lies: Map<string, string>;
  readonly count: { sessions: number; lists: number; headers: number; bodies: number; removes: number };
  at(moment: Moment, uid?: string): void | Promise<void>;
  setAt(at: ScriptedOptions['at']): void;
}

export function makeScriptedMailbox(options: ScriptedOptions = {}): ScriptedMailbox {
  const { kind = 'imap', piece = 16 * 1024 } = options;
  const messages = new Map<string, Uint8Array>();
  const moved = new Map<string, Uint8Array[]>();
  const lies = new Map<string, string>();
  const count = { sessions: 0, lists: 0, headers: 0, bodies: 0, removes: 0 };
  const listeners = new Set<() => void>();
  let epoch = 1;
  let next = 1;
  let hook = options.at;

  async function openSession(): Promise<MailboxSession> {
    await hook?.('open');
    count.sessions++;
    let ended = false;
    let news = false;
    let stir: (() => void) | undefined;
    const wake = (): void => {
      news = true;
      stir?.();
    };
    listeners.add(wake);
    // POP3 sees what was there when it came, and loses its deletions with the connection.
    const view = kind === 'pop3' ? new Map(messages) : messages;

    async function pass(moment: Moment, uid?: string): Promise<void> {
      if (ended) throw new MailError('unreachable', 'the connection has ended');
      try {
        await hook?.(moment, uid);
      } catch (cause) {
        ended = true;
        stir?.();
        throw cause;
      }
    }

    const out = (uid: string, folder: string | undefined): boolean => {
      const raw = messages.get(uid);
      if (raw === undefined) return false;
      if (folder !== undefined) moved.set(folder, [...(moved.get(folder) ?? []), raw]);
      return messages.delete(uid);
    };

    return {
      async list() {
        await pass('list');
        count.lists++;
        news = false;
        return {
          epoch: kind === 'pop3' ? '' : String(epoch),
          mails: [...view].map(([uid, raw]) => ({ uid, size: raw.length })),
        };
      },
      async *headers(uids) {
        await pass('headers');
        for (const uid of uids) {
          await pass('header', uid);
          const raw = view.get(uid);
          if (raw === undefined) continue;
          count.headers++;
          const bytes = Buffer.from(raw);
          const end = bytes.indexOf('\r\n\r\n');
          const own = end === -1 ? bytes : bytes.subarray(0, end + 4);
          yield { uid, header: Buffer.from(lies.get(uid) ?? own) };
        }
      },
      async *body(uid) {
        await pass('body', uid);
        count.bodies++;
        const raw = messages.get(uid);
        if (raw === undefined) throw new MailError('gone', `message ${uid} is gone`);
        for (let at = 0; at < raw.length; at += piece) {
          await pass('chunk', uid);
          // A copy: whoever takes it may free its memory.
          yield Uint8Array.prototype.slice.call(raw, at, at + piece);
        }
        await pass('end', uid);
      },
      async remove(uids, folder) {
        await pass('remove');
        count.removes++;
        if (kind === 'pop3') {
          for (const uid of uids) await pass('remove', uid);
          await pass('quit');
          const gone = uids.filter((uid) => out(uid, undefined));
          await pass('removed');
          ended = true;
          return gone;
        }
        const gone: string[] = [];
        for (const uid of uids) {
          out(uid, folder);
          gone.push(uid);
          await pass('removed', uid);
        }
        return gone;
      },
      async wait(withinMs, signal) {
        await pass('wait');
        if (!news) {
          await new Promise<void>((resolve) => {
            const end = (): void => {
              clearTimeout(timer);
              signal.removeEventListener('abort', end);
              resolve();
            };
            const timer = setTimeout(end, withinMs);
            stir = end;
            signal.addEventListener('abort', end, { once: true });
            // It may have been aborted on the way here: the timer would hold the process up for an hour.
            if (signal.aborted) end();
          });
          stir = undefined;
        }
        if (kind === 'pop3') ended = true;
        news = false;
      },
      wake,
      get ended() {
        return ended;
      },
      async close() {
        ended = true;
        listeners.delete(wake);
      },
    };
  }

  return {
    open: openSession,
    deliver(raw, uid = String(next++)) {
      messages.set(uid, typeof raw === 'string' ? Buffer.from(raw) : raw);
      for (const wake of listeners) wake();
      return uid;
    },
    uids: () => [...messages.keys()],
    raw: (uid) => messages.get(uid),
    delete: (uid) => void messages.delete(uid),
    moved,
    renumber() {
      epoch++;
      const all = [...messages.values()];
      messages.clear();
      for (const raw of all) messages.set(String(next++), raw);
    },
    lies,
    count,
    at: (moment, uid) => hook?.(moment, uid),
    setAt(at) {
      hook = at;
    },
  };
}
