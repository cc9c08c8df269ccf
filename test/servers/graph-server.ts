// A stand-in for the mail part of Microsoft Graph v1.0 over one mailbox in memory, after its public reference: listing with pages,
// MIME content, move, permanentDelete, delete, sendMail with MIME; and every way to go wrong.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type GraphFolderRow,
  type GraphMail,
  type GraphStore,
  makeGraphStore,
} from './graph-server-store.ts';

export type GraphFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly code?: string;
    }
  | { readonly kind: 'octets'; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is cut after so many octets of the body. */
  | { readonly kind: 'cut'; readonly after: number }
  /** Octets until the connection ends, and no word of how many: HTTP/1.0 style. */
  | { readonly kind: 'unannounced' }
  | { readonly kind: 'endless' };

export interface GraphServerOptions {
  readonly mailbox?: string;
  readonly takesToken: (token: string) => boolean;
  /** The most that a page holds, whatever was asked for. */
  readonly pageSize?: number;
  /** National clouds lack it. */
  readonly lacksPermanentDelete?: boolean;
}

export interface GraphServer {
  readonly port: number;
  /** For `base`. */
  readonly base: string;
  readonly mailbox: string;
  readonly store: GraphStore;
  /** Method and path of each call that had a good token. */
  readonly seen: string[];
  deliver(content: Buffer | { readonly size: number; pieces(): Iterable<Buffer> }): GraphMail;
  /** The next call whose method and path match. */
  failNext(what: RegExp, fault: GraphFault): void;
  stop(): Promise<void>;
}

type Say = (status: number, value?: unknown) => void;

export async function startGraphServer(options: GraphServerOptions): Promise<GraphServer> {
  const mailbox = options.mailbox ?? 'print@example.test';
  const store = makeGraphStore();
  const seen: string[] = [];
  const faults: { readonly what: RegExp; readonly fault: GraphFault }[] = [];

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const say: Say = (status, value) => {
      if (value === undefined) response.writeHead(status).end();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || !options.takesToken(token)) {
      response.setHeader('www-authenticate', 'Bearer realm="", error="invalid_token"');
      return say(
        401,
        failure('InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'),
      );
    }
    const url = new URL(request.url ?? '/', 'http://stand-in.test');
    const call = `${request.method ?? ''} ${decodeURIComponent(url.pathname)}`;
    seen.push(call);
    const at = faults.findIndex(({ what }) => what.test(call));
    const [failing] = at === -1 ? [] : faults.splice(at, 1);
    if (failing !== undefined && failing.fault.kind !== 'cut' && failing.fault.kind !== 'unannounced')
      return misbehave(response, say, failing.fault);
    const path = /^\/v1\.0\/users\/([^/]+)(\/.*)$/.exec(url.pathname);
    if (path === null || decodeURIComponent(path[1] ?? '') !== mailbox)
      return say(404, failure('ErrorInvalidUser', 'The requested user is invalid.'));
    const steps = (path[2] ?? '').split('/').slice(1).map(decodeURIComponent);
    await answer({
      method: request.method ?? '',
      steps,
      url,
      body,
      request,
      response,
      say,
      fault: failing?.fault,
    });
  };

  const answer = async (call: Call): Promise<void> => {
    const { method, steps, say, url } = call;
    const [first, second, third] = steps;
    if (method === 'GET' && first === 'mailFolders') {
      if (second === undefined || third === 'childFolders') return listFolders(second, url, say);
      const folder = store.folder(second);
      if (folder === undefined) return say(404, failure('ErrorFolderNotFound', 'Not found.'));
      if (third === 'messages') return listMails(folder, call);
      return say(200, { id: folder.id });
    }
    if (method === 'POST' && first === 'sendMail') return take(call);
    const mail = first === 'messages' && second !== undefined ? store.mails.get(second) : undefined;
    if (first !== 'messages')
      return say(400, failure('BadRequest', `Resource not found for the segment '${first}'.`));
    if (mail === undefined)
      return say(404, failure('ErrorItemNotFound', 'The specified object was not found in the store.'));
    if (method === 'GET' && third === '$value') return writeMail(mail, call);
    if (method === 'DELETE' && third === undefined) {
      move(mail, store.folder('deleteditems'));
      return say(204);
    }
    if (method === 'POST' && third === 'move') {
      const { destinationId } = JSON.parse(call.body.toString('utf8')) as { destinationId: string };
      const to = store.folder(destinationId);
      if (to === undefined) return say(404, failure('ErrorFolderNotFound', 'Not found.'));
      const moved = move(mail, to);
      return say(201, { id: moved.id, parentFolderId: to.id, body: { content: 'x'.repeat(1_000) } });
    }
    if (method === 'POST' && third === 'permanentDelete' && options.lacksPermanentDelete !== true) {
      store.mails.delete(mail.id);
      return say(204);
    }
    return say(400, failure('BadRequest', `Resource not found for the segment '${third ?? ''}'.`));
  };

  /** It has another id there. */
  const move = (mail: GraphMail, to: GraphFolderRow | undefined): GraphMail => {
    store.mails.delete(mail.id);
    return store.add(to?.id ?? '', Buffer.concat([...mail.content()]));
  };

  const listFolders = (parent: string | undefined, url: URL, say: Say): void => {
    const above = parent === undefined ? undefined : store.folder(parent)?.id;
    const named = /^displayName eq '((?:[^']|'')*)'$/.exec(url.searchParams.get('$filter') ?? '')?.[1];
    const found = store.folders.filter(
      (folder) => folder.parent === above && folder.name === named?.replaceAll("''", "'"),
    );
    say(200, { value: found.map(({ id }) => ({ id })) });
  };

  const listMails = (folder: GraphFolderRow, { url, request, say }: Call): void => {
    const query = url.searchParams;
    if (query.get('$select') !== 'id')
      return say(400, failure('BadRequest', 'This stand-in lists ids only.'));
    const size = /^singleValueExtendedProperties\(\$filter=id eq '(Integer 0x0?e08)'\)$/i.exec(
      query.get('$expand') ?? '',
    )?.[1];
    const top = Math.min(Number(query.get('$top') ?? 10), options.pageSize ?? 1_000);
    const skip = Number(query.get('$skip') ?? 0);
    const all = store.inFolder(folder.id);
    const page = all.slice(skip, skip + top).map((mail) => ({
      '@odata.etag': 'W/"CQAAABYAAA"',
      id: mail.id,
      ...(size === undefined
        ? {}
        : { singleValueExtendedProperties: [{ id: size, value: String(mail.size) }] }),
    }));
    const next = new URL(url.pathname + url.search, `http://${request.headers.host}`);
    next.searchParams.set('$skip', String(skip + top));
    say(200, { value: page, ...(skip + top < all.length ? { '@odata.nextLink': next.href } : {}) });
  };

  const take = ({ request, body, say }: Call): void => {
    if (request.headers['content-type'] !== 'text/plain')
      return say(400, failure('BadRequest', 'This stand-in takes MIME only.'));
    const text = body.toString('latin1');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text))
      return say(
        400,
        failure('ErrorMimeContentInvalidBase64String', 'Invalid base64 string for MIME content.'),
      );
    store.sent.push(Buffer.from(text, 'base64'));
    say(202);
  };

  const server = createServer((request, response) => {
    // A client that goes away in the middle is no failure of the test.
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    base: `http://127.0.0.1:${port}`,
    mailbox,
    store,
    seen,
    deliver: (content) => store.add(store.folder('inbox')?.id ?? '', content),
    failNext: (what, fault) => {
      faults.push({ what, fault });
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Call {
  readonly method: string;
  readonly steps: readonly string[];
  readonly url: URL;
  readonly body: Buffer;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly say: Say;
  readonly fault: GraphFault | undefined;
}

const failure = (code: string, message: string) => ({ error: { code, message, innerError: {} } });

async function writeMail(mail: GraphMail, { response, fault }: Call): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (fault?.kind === 'unannounced') {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.removeHeader('transfer-encoding');
  }
  let left = fault?.kind === 'cut' ? fault.after : Number.POSITIVE_INFINITY;
  response.writeHead(200, { 'content-type': 'text/plain' });
  for (const piece of mail.content()) {
    const part = piece.subarray(0, left);
    left -= part.length;
    if (!response.write(part)) await once(response, 'drain', { signal: gone.signal });
    if (left > 0) continue;
    // Let the octets out before the end.
    await new Promise((resolve) => setImmediate(resolve));
    response.destroy();
    return;
  }
  response.end();
}

function misbehave(
  response: ServerResponse,
  say: Say,
  fault: Exclude<GraphFault, { kind: 'cut' | 'unannounced' }>,
): void {
  if (fault.kind === 'status') {
    for (const [name, value] of Object.entries(fault.headers ?? {})) response.setHeader(name, value);
    say(fault.status, failure(fault.code ?? 'generalException', 'As told.'));
  } else if (fault.kind === 'octets') {
    response.writeHead(200, { 'content-type': 'application/json', ...fault.headers }).end(fault.body);
  } else {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  }
}
