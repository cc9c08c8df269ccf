// Calls of Exchange Web Services: one request over HTTPS, its answer judged.
import type { XmlElement } from '../../soap/xml-element.ts';
import type { XmlTag } from '../../soap/xml-write.ts';
import type { TlsTrust } from '../../tls-trust.ts';
import { askAuthorised, type HttpAuth } from '../http-auth.ts';
import { readSmall } from '../http-body.ts';
import { type HttpAnswer, type HttpAsk, type HttpTimeouts, openHttp, readUrl } from '../http-client.ts';
import { troubleOfStatus } from '../http-trouble.ts';
import { MailError } from '../mailbox.ts';
import { allDone, type EwsMessage, MOST_ANSWER_BYTES, readEwsAnswer } from './ews-answer.ts';
import { writeEwsRequest } from './ews-words.ts';

export interface EwsPlace {
  /** https:// address of Exchange.asmx. */
  readonly url: string;
  /** Basic or bearer. Exchange offers Basic only where its administrator has switched it on for EWS; NTLM is not spoken. */
  readonly auth: HttpAuth;
  /** Address of the mailbox to act as (ExchangeImpersonation); the signed-in user's own where absent. */
  readonly mailbox?: string | undefined;
  readonly trust: TlsTrust;
  readonly timeouts?: Partial<HttpTimeouts> | undefined;
}

export interface EwsCaller {
  /** Host of the server, for details of errors. */
  readonly from: string;
  /** What the server said to each thing asked for. @throws MailError */
  messages(body: XmlTag, signal: AbortSignal): Promise<readonly EwsMessage[]>;
  /** The same where all must have gone well. @throws MailError */
  done(body: XmlTag, signal: AbortSignal): Promise<readonly XmlElement[]>;
  /** An answer that is not read yet. @throws MailError unless its status is 200 */
  open(body: XmlTag, signal: AbortSignal, more?: Pick<HttpAsk, 'idleMs'>): Promise<HttpAnswer>;
  /** One attempt at something that must not happen twice; any status but 401. */
  openOnce(body: XmlTag, signal: AbortSignal, onPhase: HttpAsk['onPhase']): Promise<HttpAnswer>;
  close(): void;
}

export function makeEwsCaller(place: EwsPlace): EwsCaller {
  const url = readUrl(place.url, 'the Exchange server');
  const http = openHttp({ trust: place.trust, timeouts: place.timeouts });
  const from = url.host;

  const ask = (body: XmlTag, signal: AbortSignal, more: Partial<HttpAsk> = {}): Promise<HttpAnswer> =>
    askAuthorised(
      http,
      place.auth,
      {
        url,
        method: 'POST',
        headers: {
          'content-type': 'text/xml; charset=utf-8',
          accept: 'text/xml',
          // Lets the server's front end find the mailbox at once; Exchange Online throttles by it.
          ...(place.mailbox === undefined || !/^[\x21-\x7e]+$/.test(place.mailbox)
            ? {}
            : { 'x-anchormailbox': place.mailbox }),
        },
        body: writeEwsRequest(body, place.mailbox),
        ...more,
      },
      signal,
    );

  const messages = async (body: XmlTag, signal: AbortSignal): Promise<readonly EwsMessage[]> =>
    readSmallAnswer(await ask(body, signal), from);

  return {
    from,
    messages,
    done: async (body, signal) => allDone(await messages(body, signal), from),
    async open(body, signal, more = {}) {
      const answer = await ask(body, signal, more);
      if (answer.status === 200) return answer;
      await readSmallAnswer(answer, from);
      throw troubleOfStatus(answer.status, answer.headers, from);
    },
    openOnce: (body, signal, onPhase) =>
      ask(body, signal, { once: true, ...(onPhase === undefined ? {} : { onPhase }) }),
    close: () => http.close(),
  };
}

/** @throws MailError when it holds a fault, is no answer of EWS, or has another status than 200 */
export async function readSmallAnswer(answer: HttpAnswer, from: string): Promise<readonly EwsMessage[]> {
  const octets = await readSmall(answer, MOST_ANSWER_BYTES);
  // A fault comes with status 500 and says more than that.
  const read = readEwsAnswer(octets, from);
  if (answer.status !== 200) throw troubleOfStatus(answer.status, answer.headers, from);
  if (read === undefined || read.length === 0)
    throw new MailError('protocol', `${from}: the answer is not one of Exchange Web Services`);
  return read;
}
