// A stand-in for Exchange: the operations of EWS that a mail program needs, over one mailbox in memory, with every way to go wrong.
// A real EWS client, DavMail, checks that it is right (test/real/mail-exchange.test.ts).

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { allNamed } from '@platen/edge-server/protocols/soap/xml-element';
import { tag, type XmlTag } from '@platen/edge-server/protocols/soap/xml-write';
import {
  CONTENT_MARK,
  type EwsReply,
  failure,
  foldersNamed,
  replyTo,
  response,
} from './ews-server-answers.ts';
import { makeEwsNews, writeEwsEnvelope } from './ews-server-news.ts';
import { type EwsRequest, readEwsRequest, TYPES } from './ews-server-request.ts';
import { type EwsItem, type EwsStore, makeEwsStore } from './ews-server-store.ts';

export type EwsFault =
  /** Throttling: a SOAP fault with the time to wait. */
  | { readonly kind: 'busy'; readonly backOffMs: number }
  /** This response code in every response message. */
  | { readonly kind: 'code'; readonly code: string; readonly backOffMs?: number }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Instead of the answer. */
  | { readonly kind: 'octets'; readonly body: string }
  /** The connection is cut after so many octets of the answer. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Text without end. */
  | { readonly kind: 'endless' }
  | { readonly kind: 'silence' };

export interface EwsSeen {
  readonly operation: string;
  readonly version: string | undefined;
  readonly impersonated: string | undefined;
  readonly authorization: string;
}

export interface EwsServerOptions {
  readonly user?: string;
  readonly password?: string;
  /** Whether this bearer token is good now. */
  readonly takesToken?: (token: string) => boolean;
  /** Mailboxes that may be acted for. */
  readonly mailboxes?: readonly string[];
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface EwsServer {
  readonly port: number;
  readonly url: string;
  readonly store: EwsStore;
  readonly seen: EwsSeen[];
  /** @param content the message, or its size and pieces */
  deliver(content: Buffer | { readonly size: number; pieces(): Iterable<Buffer> }, folder?: string): EwsItem;
  /** The next call of this operation ends like that; several for one operation wait in a row. */
  failNext(operation: string, fault: EwsFault): void;
  readonly subscriptions: () => number;
  /** Streams that are open. */
  readonly listeners: () => number;
  closeStreams(): void;
  forgetSubscriptions(): void;
  /** Ends kept connections without a word. */
  closeIdle(): void;
  /** Cuts all connections. */
  cutAll(): void;
  stop(): Promise<void>;
}

const XML = { 'content-type': 'text/xml; charset=utf-8' };

export async function startEwsServer(options: EwsServerOptions = {}): Promise<EwsServer> {
  const store = makeEwsStore(options.user ?? 'print@example.test');
  const news = makeEwsNews();
  const seen: EwsSeen[] = [];
  const faults = new Map<string, EwsFault[]>();

  const isWelcome = (authorization: string): boolean => {
    const [scheme = '', given = ''] = authorization.split(' ');
    if (scheme === 'Bearer') return options.takesToken?.(given) ?? false;
    if (scheme !== 'Basic' || options.password === undefined) return false;
    return Buffer.from(given, 'base64').toString('utf8') === `${options.user}:${options.password}`;
  };

  const handle = async (incoming: IncomingMessage, out: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part as Buffer);
    const authorization = incoming.headers.authorization ?? '';
    if (!isWelcome(authorization)) {
      out.writeHead(401, { 'www-authenticate': ['Negotiate', 'NTLM', 'Basic realm="exchange"'] }).end();
      return;
    }
    if (!/^\/ews\/exchange\.asmx$/i.test(incoming.url ?? '') || incoming.method !== 'POST') {
      out.writeHead(404).end();
      return;
    }
    const request = readEwsRequest(Buffer.concat(parts));
    if (typeof request === 'string') {
      send(out, 500, soapFault('ErrorSchemaValidation', `The request failed schema validation: ${request}`));
      return;
    }
    const { operation, version, impersonated } = request;
    seen.push({ operation, version, impersonated, authorization });
    const fault = faults.get(operation)?.shift();
    if (fault !== undefined && fault.kind !== 'cut') {
      misbehave(out, operation, fault);
      return;
    }
    if (impersonated !== undefined && !(options.mailboxes ?? []).includes(impersonated)) {
      send(
        out,
        500,
        soapFault(
          'ErrorImpersonateUserDenied',
          'The account does not have permission to impersonate the requested user.',
        ),
      );
      return;
    }
    if (/^(?:Subscribe|Unsubscribe|GetStreamingEvents)$/.test(operation)) tellOrListen(request, out);
    else await write(out, operate(request), fault?.after);
  };

  const operate = (request: EwsRequest): EwsReply => {
    const moved = request.operation === 'MoveItem' ? [...store.items.values()] : [];
    const reply = replyTo(request, store);
    for (const item of moved) {
      if (store.items.has(item.id)) continue;
      const folder = foldersNamed(request.element, 'ToFolderId', store)[0]?.id ?? '';
      news.tell({ kind: 'MovedEvent', item: item.id, folder, from: item.folder });
    }
    return reply;
  };

  const tellOrListen = ({ operation, element }: EwsRequest, out: ServerResponse): void => {
    const ids = allNamed(element, 'SubscriptionId').map(({ text }) => text);
    const [id = ''] = ids;
    if (operation === 'Subscribe') {
      const [folder] = foldersNamed(element, 'FolderIds', store);
      const given = tag('m:SubscriptionId', news.subscribe(folder?.id ?? ''));
      send(out, 200, response(operation, [message(operation, [given])]));
    } else if (!news.has(id)) {
      send(out, 200, response(operation, [failure(operation, 'ErrorSubscriptionNotFound', 'Not found.')]));
    } else if (operation === 'Unsubscribe') {
      news.unsubscribe(id);
      send(out, 200, response(operation, [message(operation, [])]));
    } else {
      news.listen(id, out);
    }
  };

  const server =
    options.tls === undefined
      ? createServer()
      : createSecureServer({ key: options.tls.key, cert: options.tls.cert });
  server.on('request', (incoming: IncomingMessage, out: ServerResponse) => {
    // A client that goes away in the middle is no failure of the test.
    handle(incoming, out).catch(() => out.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/EWS/Exchange.asmx`,
    store,
    seen,
    deliver(content, folder = store.folderNamed('inbox')?.id ?? '') {
      const item = store.add(folder, content);
      news.tell({ kind: 'CreatedEvent', item: item.id, folder });
      news.tell({ kind: 'NewMailEvent', item: item.id, folder });
      return item;
    },
    failNext(operation, fault) {
      faults.set(operation, [...(faults.get(operation) ?? []), fault]);
    },
    subscriptions: news.count,
    listeners: news.listeners,
    closeStreams: () => news.closeStreams(),
    forgetSubscriptions: () => news.forget(),
    closeIdle: () => server.closeIdleConnections(),
    cutAll: () => server.closeAllConnections(),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const message = (operation: string, content: readonly XmlTag[]): XmlTag =>
  tag(`m:${operation}ResponseMessage`, [tag('m:ResponseCode', 'NoError'), ...content], {
    ResponseClass: 'Success',
  });

function send(out: ServerResponse, status: number, body: XmlTag): void {
  out.writeHead(status, XML).end(writeEwsEnvelope(body));
}

function soapFault(code: string, text: string, backOffMs?: number): XmlTag {
  const more =
    backOffMs === undefined
      ? []
      : [tag('t:MessageXml', tag('t:Value', String(backOffMs), { Name: 'BackOffMilliseconds' }))];
  return tag('s:Fault', [
    tag('faultcode', `a:${code}`, { 'xmlns:a': TYPES }),
    tag('faultstring', text, { 'xml:lang': 'en-US' }),
    tag('detail', [
      tag('e:ResponseCode', code, { 'xmlns:e': ERRORS }),
      tag('e:Message', text, { 'xmlns:e': ERRORS }),
      ...more,
    ]),
  ]);
}

const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';

/** The answer, with an item's content as base64 where its place is held; cut after so many octets where asked for. */
async function write(out: ServerResponse, reply: EwsReply, after = Number.POSITIVE_INFINITY): Promise<void> {
  let left = after;
  const gone = new AbortController();
  out.once('close', () => gone.abort());
  const put = async (text: string): Promise<void> => {
    const part = text.slice(0, left);
    left -= part.length;
    if (!out.write(part)) await once(out, 'drain', { signal: gone.signal });
    if (left > 0) return;
    // Let the octets out before the end.
    await new Promise((resolve) => setImmediate(resolve));
    out.destroy();
    throw new Error('cut as told');
  };
  const envelope = writeEwsEnvelope(reply.answer);
  const at = reply.content === undefined ? -1 : envelope.indexOf(CONTENT_MARK);
  out.writeHead(200, XML);
  if (reply.content === undefined || at === -1) {
    await put(envelope);
  } else {
    await put(envelope.slice(0, at));
    for (const piece of reply.content.content()) await put(piece.toString('base64'));
    await put(envelope.slice(at + CONTENT_MARK.length));
  }
  out.end();
}

function misbehave(out: ServerResponse, operation: string, fault: Exclude<EwsFault, { kind: 'cut' }>): void {
  switch (fault.kind) {
    case 'busy': {
      const text = 'The server cannot service this request right now. Try again later.';
      return send(out, 500, soapFault('ErrorServerBusy', text, fault.backOffMs));
    }
    case 'code':
      return send(
        out,
        200,
        response(operation, [failure(operation, fault.code, 'As told.', fault.backOffMs)]),
      );
    case 'status':
      out.writeHead(fault.status, fault.headers).end('<html><body>Not now.</body></html>');
      return;
    case 'octets':
      out.writeHead(200, XML).end(fault.body);
      return;
    case 'endless': {
      out.writeHead(200, XML);
      const more = (): void => {
        while (out.write(' '.repeat(65_536)));
      };
      out.on('drain', more);
      return more();
    }
    case 'silence':
      return undefined;
  }
}
