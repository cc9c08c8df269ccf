// The HTTP side of our own IPP printer (RFC 8010 section 4): beside the API, since it speaks IPP and no JSON, takes no cookie, and must be quick.
// It finds out who asks and from where, and hands the rest to the intake.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ENGLISH } from '@platen/shared/say/saying';
import type { WireVerdict } from './api/wire-policy.ts';
import type { Clock, Log } from './deps.ts';
import { answerIpp } from './flow/intake/ipp/answer-request.ts';
import type { DirectPrinter, IppDeps, IppQueue } from './flow/intake/ipp/ipp-queue.ts';
import { addressesOf, authenticationOf, type IppPlace, ippPlace, type Ways } from './ipp-place.ts';
import { makeQuickAnswers, type QuickAnswers, quickKey } from './ipp-quick-answers.ts';
import type { IppCaller, IppSignIn, IppSignInDesk } from './ipp-sign-in.ts';
import { clientCertificate } from './platform/client-certificate.ts';
import { operationName } from './protocols/ipp/codes.ts';
import { encodeMessage } from './protocols/ipp/encode.ts';
import type { IppLimits } from './protocols/ipp/limits.ts';
import { attributesOf, type IppMessage } from './protocols/ipp/message.ts';
import { discard, readHeaderOf } from './protocols/ipp/read-header.ts';
import { readName } from './protocols/ipp/read-values.ts';
import { responseMessage } from './protocols/ipp/response.ts';

/** A request is a few kilobytes; what is far above that is no client's (threat T10). */
const REQUEST_LIMITS: IppLimits = { headerBytes: 256 * 1024, groups: 64, values: 4_000, depth: 8 };
/** Of a document nobody wants, so much is read to let the client get to its answer; then the connection is closed. */
const MOST_DISCARDED = 1024 * 1024;
const REALM = 'Platen: your email address, and your code as password';
/** Tells what every printer on the network tells: whoever asks is not asked back, since phones ask it all day long. */
const FOR_ANYBODY: ReadonlySet<string | undefined> = new Set(['Get-Printer-Attributes']);

const NO_PLAIN = 'This printer is reached with encryption only: use its ipps:// address.';
const NO_SECRETS =
  'Passwords, codes and addresses of your own are taken with encryption only: use the ipps:// address of this printer.';
const NO_WAY =
  'Nobody can say here who is printing. Get a print address of your own in the portal, and print there.';

export interface IppDoorParts {
  readonly deps: IppDeps;
  readonly log: Log;
  readonly clock: Pick<Clock, 'now'>;
  readonly siteName: () => string;
  readonly isOn: () => boolean;
  /** The ways to sign in that are on and work. */
  readonly ways: () => Promise<Ways>;
  /** What may cross this connection (api/wire-policy.ts). */
  readonly wire: (seen: { readonly secure: boolean; readonly address: string }) => WireVerdict;
  /** Where HTTPS, and where printing alone, is listened for. */
  readonly webPort: () => number | undefined;
  readonly printPort: () => number | undefined;
  /** The printer of a queue that prints at once; undefined where there is none. */
  readonly direct: (
    printerId: string,
  ) => Promise<{ readonly name: string; readonly printer: DirectPrinter } | undefined>;
  readonly signIn: IppSignInDesk;
}

export interface IppDoor {
  /** Is this a request for the printer? Then `answer` is to have it. */
  readonly takes: (request: IncomingMessage) => boolean;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}

export function makeIppDoor(of: IppDoorParts): IppDoor {
  const parts = { ...of, quick: makeQuickAnswers(of.clock.now, of.deps.settings) };
  return {
    takes: (request) => request.url?.startsWith('/ipp/') === true && parts.isOn(),
    answer: (request, response) => {
      serve(parts, request, response).catch((cause: unknown) => {
        if (!isGone(response)) parts.log.error('an IPP request failed', { cause });
        request.destroy();
      });
    },
  };
}

/** Also closed when the answer is out and the rest of a refused document is still read. */
const isGone = (response: ServerResponse): boolean => response.closed && !response.writableFinished;

/** A signal made when something has to be waited for; most requests are answered before that, and pay nothing for it. */
function waitingFor(response: ServerResponse): { readonly signal: AbortSignal } {
  let gone: AbortController | undefined;
  const make = (): AbortController => {
    const made = new AbortController();
    const look = (): void => {
      if (isGone(response)) made.abort(new Error('the client has gone'));
    };
    response.once('close', look);
    look();
    return made;
  };
  return {
    get signal() {
      gone ??= make();
      return gone.signal;
    },
  };
}

async function serve(
  parts: IppDoorParts & { readonly quick: QuickAnswers },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const place = ippPlace(request.url ?? '');
  if (place === undefined) return refuseHttp(response, 404);
  const { socket } = request;
  const secure = 'encrypted' in socket;
  const port = parts.printPort();
  const addresses = addressesOf(
    {
      host: request.headers.host ?? '',
      secure,
      byPrintPort: port !== undefined && socket.localPort === port,
      webPort: parts.webPort(),
    },
    place.path,
  );
  if (addresses === undefined) return refuseHttp(response, 400);
  if (request.method !== 'POST') return refuseHttp(response, 405, { allow: 'POST' });
  if (!/^application\/ipp\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
    return refuseHttp(response, 415);
  const direct = place.printerId === undefined ? undefined : await parts.direct(place.printerId);
  if (place.printerId !== undefined && direct === undefined) return refuseHttp(response, 404);
  const certificate = clientCertificate(socket, parts.clock.now());
  // What came in one piece with its head is there as soon as that has been dealt with.
  await Promise.resolve();
  const first = (request.read() as Buffer | null) ?? undefined;
  const key =
    first === undefined || direct !== undefined || certificate !== undefined || place.secret !== undefined
      ? undefined
      : quickKey(request, first);
  if (first !== undefined && key !== undefined) {
    const known = parts.quick.find(key, first);
    if (known !== undefined) return giveAnswer(response, known);
  }
  const length = request.headers['content-length'];
  const waiting = waitingFor(response);
  const header = await readHeaderOf(request, {
    limits: REQUEST_LIMITS,
    waiting,
    first,
    announced: length === undefined ? undefined : Number(length),
  });
  if (header.kind === 'malformed') return refuseHttp(response, 400);
  const { message, body } = header;
  const caller: IppCaller = {
    address: socket.remoteAddress ?? '',
    authorization: request.headers.authorization,
    secret: place.secret,
    userName: readName(attributesOf(message, 'operation'), 'requesting-user-name'),
    certificate,
    secure,
  };
  const verdict = parts.wire(caller);
  const ways = await parts.ways();
  const certified =
    caller.certificate !== undefined && (await parts.signIn.recognise(caller)).kind === 'user';
  const queue: IppQueue = {
    ...addresses,
    name: direct?.name ?? parts.siteName(),
    authentication: authenticationOf(place, {
      mayShowSecrets: verdict.secrets,
      certified,
      ways,
    }),
    secure,
    direct: direct?.printer,
  };
  const ask = { message, body, queue, place, caller, verdict, ways, waiting };
  const answered = await answerMessage(parts, ask);
  if ('challenges' in answered) {
    response.writeHead(401, { 'www-authenticate': answered.challenges, 'content-length': 0 });
    response.end();
  } else {
    const octets = encodeMessage(answered.message);
    if (key !== undefined) parts.quick.keep(key, octets);
    giveAnswer(response, octets, answered.ticket);
  }
  // A refused document is still coming: reading some of it lets the client get to the answer.
  if (!(await discard(body, MOST_DISCARDED))) request.destroy();
}

/** @param ticket of Kerberos, which tells the client that this is the server it meant. */
function giveAnswer(response: ServerResponse, octets: Buffer, ticket?: string): void {
  response.writeHead(200, {
    'content-type': 'application/ipp',
    'content-length': octets.length,
    'cache-control': 'no-store',
    ...(ticket === undefined ? {} : { 'www-authenticate': `Negotiate ${ticket}` }),
  });
  response.end(octets);
}

interface Ask {
  readonly message: IppMessage;
  readonly body: AsyncIterable<Uint8Array>;
  readonly queue: IppQueue;
  readonly place: IppPlace;
  readonly caller: IppCaller;
  readonly verdict: WireVerdict;
  readonly ways: Ways;
  readonly waiting: { readonly signal: AbortSignal };
}

type Answered =
  | { readonly message: IppMessage; readonly ticket?: string | undefined }
  | { readonly challenges: string[] };

async function answerMessage({ deps, signIn }: IppDoorParts, ask: Ask): Promise<Answered> {
  const { message, body, queue, caller, verdict, waiting } = ask;
  const forbid = (statusMessage: string): Answered => ({
    message: responseMessage(message, 'client-error-forbidden', { statusMessage }),
  });
  if (verdict.calls === 'refuse') return forbid(NO_PLAIN);
  // What was shown all the same is not looked at: it would be worth something to whoever listens.
  if (!verdict.secrets && (caller.secret ?? caller.authorization) !== undefined) return forbid(NO_SECRETS);
  const found = FOR_ANYBODY.has(operationName(message.code))
    ? await signIn.recognise(caller)
    : await signIn.find(caller, waiting);
  const error = found.kind === 'nobody' ? found.error : undefined;
  if (error !== undefined && error.code !== 'wrong-code') {
    // Asking again would only be answered with another prompt: the sentence says what to do.
    return forbid(ENGLISH.error(error.code, error.values));
  }
  const outcome = await answerIpp(deps, message, {
    queue,
    document: body,
    userId: found.kind === 'user' ? found.userId : undefined,
    operator: found.kind === 'operator' ? found.operator : undefined,
  });
  if (outcome !== 'sign-in')
    return { message: outcome, ticket: found.kind === 'user' ? found.ticket : undefined };
  const challenges = challengesFor(ask, found);
  if (challenges.length > 0) return { challenges };
  return forbid(verdict.secrets ? NO_WAY : NO_SECRETS);
}

/** What can help where somebody is needed; empty where a prompt would be a dead end. */
function challengesFor({ verdict, ways, caller }: Ask, found: IppSignIn): string[] {
  if (!verdict.secrets || caller.secret !== undefined) return [];
  // Who has shown a ticket that is none has no better one a moment later, and would show it for ever.
  const shown = /^Negotiate\b/i.test(caller.authorization ?? '') && found.kind !== 'user';
  return [
    ...(ways.kerberos && !shown ? ['Negotiate'] : []),
    ...(ways.basic ? [`Basic realm="${REALM}", charset="UTF-8"`] : []),
  ];
}

/** The body is not IPP, so nobody reads it: the connection ends with the answer. */
function refuseHttp(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...headers, connection: 'close', 'content-length': 0 });
  response.end();
}
