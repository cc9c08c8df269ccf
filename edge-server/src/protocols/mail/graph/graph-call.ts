// Calls of Microsoft Graph for one mailbox: paths under it, a bearer token, answers judged.
import type { TlsTrust } from '../../tls-trust.ts';
import { askAuthorised } from '../http-auth.ts';
import { type HttpAnswer, type HttpAsk, type HttpTimeouts, openHttp, readUrl } from '../http-client.ts';
import { MailError } from '../mailbox.ts';
import type { TokenSource } from '../oauth-token.ts';
import { graphBase } from './graph-clouds.ts';

export interface GraphPlace {
  /** See graphBase. */
  readonly base?: string | undefined;
  /** The mailbox, by address or user id. */
  readonly mailbox: string;
  readonly token: TokenSource;
  readonly trust: TlsTrust;
  readonly timeouts?: Partial<HttpTimeouts> | undefined;
}

export interface GraphCaller {
  /** Host of the service, for details of errors. */
  readonly from: string;
  /** Any status but 401. @param path below the mailbox, each part already encoded; @throws MailError, or the signal's reason */
  ask(method: HttpAsk['method'], path: string, signal: AbortSignal, more?: GraphMore): Promise<HttpAnswer>;
  /** A page that the service named. @throws MailError 'protocol' when it is not in the same service */
  follow(link: string, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

export type GraphMore = Partial<Pick<HttpAsk, 'headers' | 'body' | 'once' | 'onPhase'>>;

export function makeGraphCaller(place: GraphPlace): GraphCaller {
  const base = readUrl(graphBase(place.base), 'Microsoft Graph');
  const user = `${base.href.replace(/\/$/, '')}/users/${encodeURIComponent(place.mailbox)}`;
  const http = openHttp({ trust: place.trust, timeouts: place.timeouts });
  const auth = { kind: 'oauth2', token: place.token } as const;
  const ask = (url: URL, method: HttpAsk['method'], signal: AbortSignal, more: GraphMore = {}) =>
    askAuthorised(
      http,
      auth,
      { url, method, ...more, headers: { accept: 'application/json', ...more.headers } },
      signal,
    );
  return {
    from: base.host,
    ask: (method, path, signal, more) => ask(new URL(`${user}${path}`), method, signal, more),
    follow(link, signal) {
      const url = URL.canParse(link) ? new URL(link) : undefined;
      // The token goes along: to the service it is for and to nobody else.
      if (url?.origin !== base.origin || !url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`))
        throw new MailError('protocol', `${base.host}: a next page that is not in the same service`);
      return ask(url, 'GET', signal);
    },
    close: () => http.close(),
  };
}

/** A text in an OData filter (OData 4.01 URL conventions, section 5.1.1.13.1): in quotes, its own quotes doubled. */
export const odataText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
