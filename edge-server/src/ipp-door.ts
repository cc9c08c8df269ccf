// The HTTP side of our own IPP printer (RFC 8010 section 4): beside the API, since it speaks IPP and no JSON, takes no cookie, and must be quick.
// It finds out who asks and from where, and hands the rest to the intake.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { Log } from './deps.ts';
import { answerIpp } from './flow/intake/ipp/answer-request.ts';
import type { IppDeps, IppQueue } from './flow/intake/ipp/ipp-queue.ts';
import type { IppCaller, IppSignIn } from './ipp-sign-in.ts';
import { encodeMessage } from './protocols/ipp/encode.ts';
import type { IppLimits } from './protocols/ipp/limits.ts';
import { attributesOf, type IppMessage } from './protocols/ipp/message.ts';
import { discard, readHeader } from './protocols/ipp/read-header.ts';
import { readName } from './protocols/ipp/read-values.ts';
import { responseMessage } from './protocols/ipp/response.ts';

/** /ipp/print is everybody's, /ipp/q/SECRET one person's; a job's number may follow. */
const PATH = /^(\/ipp\/(?:print|q\/([A-Za-z0-9_-]{22,64})))(?:\/\d{1,10})?\/?$/;
/** A host as a client may write it; what is told back is built from it. */
const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;
/** A request is a few kilobytes; what is far above that is no client's (threat T10). */
const REQUEST_LIMITS: IppLimits = { headerBytes: 256 * 1024, groups: 64, values: 4_000, depth: 8 };
/** Of a document nobody wants, so much is read to let the client get to its answer; then the connection is closed. */
const MOST_DISCARDED = 1024 * 1024;
const REALM = 'Platen: your email address, and your code as password';

export interface IppDoorParts {
  readonly deps: IppDeps;
  readonly log: Log;
  readonly siteName: () => string;
  readonly settings: () => { readonly ipp: boolean; readonly plain: boolean; readonly trustNames: boolean };
  readonly signIn: (caller: IppCaller, signal: AbortSignal) => Promise<IppSignIn>;
}

export interface IppDoor {
  /** Is this a request for the printer? Then `answer` is to have it. */
  readonly takes: (request: IncomingMessage) => boolean;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}

export function makeIppDoor(parts: IppDoorParts): IppDoor {
  return {
    takes: (request) => request.url?.startsWith('/ipp/') === true && parts.settings().ipp,
    answer: (request, response) => {
      const gone = new AbortController();
      response.once('close', () => {
        // Also fired when the answer is out and the rest of a refused document is still read.
        if (!response.writableFinished) gone.abort(new Error('the client has gone'));
      });
      serve(parts, request, response, gone.signal).catch((cause: unknown) => {
        if (!gone.signal.aborted) parts.log.error('an IPP request failed', { cause });
        request.destroy();
      });
    },
  };
}

async function serve(
  parts: IppDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const place = PATH.exec((request.url ?? '').split('?')[0] ?? '');
  const host = request.headers.host ?? '';
  if (place === null) return refuseHttp(response, 404);
  if (!HOST.test(host)) return refuseHttp(response, 400);
  if (request.method !== 'POST') return refuseHttp(response, 405, { allow: 'POST' });
  if (!/^application\/ipp\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return refuseHttp(response, 415);
  const header = await readHeader(request, { limits: REQUEST_LIMITS, signal });
  if (header.kind === 'malformed') return refuseHttp(response, 400);
  const { message, body } = header;
  const secure = 'encrypted' in request.socket;
  const queue: IppQueue = {
    uri: `${secure ? 'ipps' : 'ipp'}://${host}${place[1] ?? ''}`,
    site: `${secure ? 'https' : 'http'}://${host}/`,
    name: parts.siteName(),
    authentication:
      place[2] !== undefined ? 'none' : parts.settings().trustNames ? 'requesting-user-name' : 'basic',
    secure,
  };
  const answered = await answerMessage(parts, request, { message, body, queue, secret: place[2], signal });
  if (answered === 'sign-in') {
    response.writeHead(401, {
      'www-authenticate': `Basic realm="${REALM}", charset="UTF-8"`,
      'content-length': 0,
    });
    response.end();
  } else {
    const octets = encodeMessage(answered);
    response.writeHead(200, {
      'content-type': 'application/ipp',
      'content-length': octets.length,
      'cache-control': 'no-store',
    });
    response.end(octets);
  }
  // A refused document is still coming: reading some of it lets the client get to the answer.
  if (!(await discard(body, MOST_DISCARDED))) request.destroy();
}

async function answerMessage(
  { deps, settings, signIn }: IppDoorParts,
  request: IncomingMessage,
  ask: {
    readonly message: IppMessage;
    readonly body: AsyncIterable<Uint8Array>;
    readonly queue: IppQueue;
    readonly secret: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<IppMessage | 'sign-in'> {
  const { message, body, queue, secret, signal } = ask;
  if (!queue.secure && !settings().plain) {
    return responseMessage(message, 'client-error-forbidden', {
      statusMessage: 'This printer is reached with encryption only: use its ipps:// address.',
    });
  }
  const caller = {
    address: request.socket.remoteAddress ?? '',
    authorization: request.headers.authorization,
    secret,
    userName: readName(attributesOf(message, 'operation'), 'requesting-user-name'),
  };
  const found = await signIn(caller, signal);
  if (found.kind === 'nobody' && found.error !== undefined && found.error.code !== 'wrong-code') {
    // Asking again would only be answered with another prompt: the sentence says what to do.
    const statusMessage = fillSentence(ERRORS[found.error.code].user, found.error.values);
    return responseMessage(message, 'client-error-forbidden', { statusMessage });
  }
  const userId = found.kind === 'user' ? found.userId : undefined;
  return answerIpp(deps, message, { queue, document: body, userId });
}

/** The body is not IPP, so nobody reads it: the connection ends with the answer. */
function refuseHttp(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, connection: 'close', 'content-length': 0 });
  response.end();
}
