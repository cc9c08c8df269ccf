// One connection to a directory: simple bind and searches page by page, one after the other (RFC 4511, RFC 2696). Requests are written by
// ldapts; what comes back is read here, bounded, and only as fast as it is used. Referrals are counted and never followed.
import { BindRequest, PagedResultsControl, SearchRequest, UnbindRequest } from 'ldapts';
import { connectLdap, type LdapCertificate, type LdapPlace } from './connect-ldap.ts';
import { decodeResponse, type LdapResponse, RESPONSE } from './decode-response.ts';
import { parseFilter } from './filter-text.ts';
import { readFrames } from './frame-reader.ts';
import type { LdapEntry } from './ldap-entry.ts';
import { LdapError } from './ldap-error.ts';
import { RESULT, resultError } from './result-codes.ts';

export interface SearchAsk {
  /** The empty name is the root DSE, with scope `base`. */
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  /** RFC 4515. */
  readonly filter: string;
  readonly attributes: readonly string[];
  /** Entries of a page; without it the search is not paged. */
  readonly pageSize?: number | undefined;
  /** Entries the server is asked for at most; 0 or absent: all. */
  readonly sizeLimit?: number | undefined;
}

export interface SearchTold {
  /** References to other servers, which nobody followed. */
  references: number;
  /** The server stopped at a limit of its own: there is more. */
  limited: boolean;
}

export interface LdapConnection {
  /** What is said crosses the network encrypted, to a server whose certificate was verified. */
  readonly secured: boolean;
  /** What the server has shown; undefined without encryption. */
  readonly certificate: LdapCertificate | undefined;
  /** Rejects with LdapError; never without encryption, never with an empty password (which a directory takes for nobody, and greets). */
  readonly bind: (name: string, password: string, signal: AbortSignal) => Promise<void>;
  /** `told` is filled while the entries are read. A search that is not read to its end ends the connection. */
  readonly search: (
    ask: SearchAsk,
    signal: AbortSignal,
  ) => { readonly entries: AsyncGenerator<LdapEntry, void>; readonly told: SearchTold };
  readonly close: () => void;
}

/** A search over an attribute without an index makes a large directory think; longer, and something is wrong. */
const ANSWER_MS = 30_000;
/** Pages without an entry, one after the other: a server may send some while it looks, but not for ever. */
const MOST_EMPTY_PAGES = 1_000;

/** True for what no directory may be asked about: it would be taken for an anonymous sign-in (RFC 4513 section 5.1.2), or cut short. */
export const isNoPassword = (password: string): boolean => password.trim() === '' || password.includes('\0');

/** Connects, encrypts and verifies; signs nobody in. Rejects with LdapError or the signal's reason. */
export async function openLdap(place: LdapPlace, signal: AbortSignal): Promise<LdapConnection> {
  const { socket, certificate } = await connectLdap(place, signal);
  const frames = readFrames(socket);
  const answerMs = place.timeouts?.answerMs ?? ANSWER_MS;
  const secured = certificate?.trusted === true;
  let lastId = 1;
  let closed = false;

  function send(make: (messageId: number) => { write(): Buffer }): number {
    if (closed) throw new LdapError('unreachable', 'the connection is closed');
    lastId++;
    socket.write(make(lastId).write());
    return lastId;
  }

  async function answerTo(id: number, signal: AbortSignal): Promise<LdapResponse> {
    for (;;) {
      const response = decodeResponse(await frames.next(answerMs, signal));
      if (response.id === id) return response;
      // RFC 4511 section 4.4.1: message 0 says that the connection ends.
      if (response.id === 0 && response.kind === 'result') throw resultError(response.code, response.message);
      throw new LdapError('protocol', 'the directory answered what it was not asked');
    }
  }

  async function bind(name: string, password: string, signal: AbortSignal): Promise<void> {
    if (isNoPassword(password)) throw new LdapError('refused', 'the password is empty');
    if (name.trim() === '' || name.includes('\0')) throw new LdapError('refused', 'the name is empty');
    if (!secured) throw new LdapError('insecure', 'a password is not sent without encryption');
    try {
      const id = send((messageId) => new BindRequest({ messageId, dn: name, password }));
      const answer = await answerTo(id, signal);
      if (answer.kind !== 'result' || answer.tag !== RESPONSE.bind)
        throw new LdapError('protocol', 'the directory did not answer the sign-in');
      if (answer.code !== RESULT.success) throw resultError(answer.code, answer.message);
    } catch (cause) {
      // What an unfinished sign-in left behind is anybody's guess.
      close();
      throw cause;
    }
  }

  async function* read(
    ask: SearchAsk,
    told: SearchTold,
    signal: AbortSignal,
  ): AsyncGenerator<LdapEntry, void> {
    const filter = parseFilter(ask.filter);
    let cookie: Buffer | undefined;
    let emptyPages = 0;
    let whole = false;
    try {
      do {
        whole = false;
        const id = send(
          (messageId) =>
            new SearchRequest({
              messageId,
              baseDN: ask.base,
              scope: ask.scope,
              filter,
              attributes: [...ask.attributes],
              sizeLimit: ask.sizeLimit ?? 0,
              timeLimit: Math.ceil(answerMs / 1000),
              controls: ask.pageSize === undefined ? [] : [pageControl(ask.pageSize, cookie)],
            }),
        );
        let count = 0;
        for (;;) {
          const response = await answerTo(id, signal);
          if (response.kind === 'entry') {
            count++;
            yield response.entry;
          } else if (response.kind === 'reference') told.references++;
          else {
            // The server is done with it: whatever it says, the next search may come.
            whole = true;
            settle(response.code, response.message, told);
            cookie = told.limited ? undefined : response.cookie;
            break;
          }
        }
        emptyPages = count === 0 ? emptyPages + 1 : 0;
        if (emptyPages > MOST_EMPTY_PAGES)
          throw new LdapError('protocol', 'the directory sends empty pages without an end');
      } while (cookie !== undefined && cookie.length > 0);
    } finally {
      if (!whole) close();
    }
  }

  function close(): void {
    if (closed) return;
    closed = true;
    frames.detach();
    if (socket.writable) socket.end(new UnbindRequest({ messageId: lastId + 1 }).write());
    // Not destroyed at once: the unbind still has to leave. Nothing is read any more, so this ends it for certain.
    socket.destroySoon();
  }

  return {
    secured,
    certificate,
    bind,
    search: (ask, signal) => {
      const told: SearchTold = { references: 0, limited: false };
      return { entries: read(ask, told, signal), told };
    },
    close,
  };
}

function settle(code: number, message: string, told: SearchTold): void {
  if (code === RESULT.success) return;
  // The container lies on another server: the same as a reference, and as little followed.
  if (code === RESULT.referral) told.references++;
  else if (code === RESULT.sizeLimit || code === RESULT.timeLimit || code === RESULT.adminLimit)
    told.limited = true;
  else throw resultError(code, message);
}

const pageControl = (size: number, cookie: Buffer | undefined): PagedResultsControl =>
  new PagedResultsControl({ value: cookie === undefined ? { size } : { size, cookie } });
