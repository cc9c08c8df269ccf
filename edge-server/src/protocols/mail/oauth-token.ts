// Access tokens by client credentials (RFC 6749 section 4.4): asked for once, kept until shortly before their end, shared by all who ask.
import * as v from 'valibot';
import type { Clock } from '../../deps.ts';
import { cleanText } from '../ipp/clean-text.ts';
import type { TlsTrust } from '../tls-trust.ts';
import { readSmall } from './http-body.ts';
import { type HttpClient, type HttpTimeouts, openHttp, readUrl } from './http-client.ts';
import { troubleOfStatus } from './http-trouble.ts';
import { MailError } from './mailbox.ts';

/** Gives a token that is good now. `forget`: the server did not take this one, so the next call asks for another. */
export interface TokenSource {
  (signal: AbortSignal): Promise<string>;
  forget?(token: string): void;
}

export interface TokenOptions {
  /** https:// address of the token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Blank-separated (section 3.3); none where absent. */
  readonly scope?: string | undefined;
  readonly trust: TlsTrust;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly timeouts?: Partial<HttpTimeouts>;
}

/** Tokens of large directories have 2 to 5 kB; the answer around one has little more. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** HTTP servers take header lines of 16 kB at most. */
const LONGEST_TOKEN = 16_000;
/** Renewed this long before the end, or at four fifths of a shorter life: a request that is on its way must still arrive in time. */
const EARLY_MS = 300_000;
/** Where the answer names no life, which it should (section 5.1). */
const ASSUMED_LIFE_S = 300;

const Granted = v.object({
  access_token: v.pipe(v.string(), v.maxLength(LONGEST_TOKEN), v.regex(/^[\x21-\x7e]+$/)),
  token_type: v.pipe(v.string(), v.regex(/^bearer$/i)),
  // Some servers send it as a string.
  expires_in: v.optional(
    v.union([
      v.pipe(v.number(), v.minValue(1)),
      v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)),
    ]),
  ),
});
const Denied = v.object({ error: v.string(), error_description: v.optional(v.string()) });

/** Errors of section 5.2 that another try cannot mend. */
const FINAL =
  /^(?:invalid_client|invalid_grant|unauthorized_client|invalid_scope|invalid_request|unsupported_grant_type|access_denied|invalid_resource)$/;

interface Held {
  readonly token: string;
  /** By the monotonic clock. */
  readonly renewAt: number;
  readonly endsAt: number;
}

interface Asking {
  readonly answer: Promise<Held>;
  readonly stop: AbortController;
  waiting: number;
}

export function makeTokens(options: TokenOptions): TokenSource & { forget(token: string): void } {
  const http = openHttp({ trust: options.trust, timeouts: options.timeouts });
  let held: Held | undefined;
  let asking: Asking | undefined;

  const ask = (): Asking => {
    const stop = new AbortController();
    const answer = askForToken(options, http, stop.signal);
    const mine: Asking = { answer, stop, waiting: 0 };
    const done = (): void => {
      if (asking === mine) asking = undefined;
    };
    answer.then((fresh) => {
      if (asking === mine) held = fresh;
      done();
    }, done);
    return mine;
  };

  const token = async (signal: AbortSignal): Promise<string> => {
    signal.throwIfAborted();
    const now = options.clock.monotonic();
    if (held !== undefined && now < held.renewAt) return held.token;
    asking ??= ask();
    try {
      const mine = asking;
      const abandon = (): void => {
        if (asking === mine) asking = undefined;
        mine.stop.abort();
      };
      return (await shared(mine, signal, abandon)).token;
    } catch (error) {
      // Asked for early, so that a token server that is away for a minute stops nothing.
      const stillGood = held !== undefined && options.clock.monotonic() < held.endsAt;
      if (held !== undefined && stillGood && !signal.aborted && !isRefusal(error)) return held.token;
      throw error;
    }
  };

  return Object.assign(token, {
    forget: (refused: string): void => {
      if (held?.token === refused) held = undefined;
    },
  });
}

const isRefusal = (error: unknown): boolean => error instanceof MailError && error.trouble === 'refused';

/** One caller's wait: it may give up without the others; the last to leave ends the request. */
async function shared(asking: Asking, signal: AbortSignal, abandon: () => void): Promise<Held> {
  asking.waiting += 1;
  let leave: (() => void) | undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => {
      const reason: unknown = signal.reason;
      reject(reason instanceof Error ? reason : new DOMException('The wait was aborted', 'AbortError'));
    };
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([asking.answer, left]);
  } finally {
    if (leave !== undefined) signal.removeEventListener('abort', leave);
    asking.waiting -= 1;
    if (asking.waiting === 0) abandon();
  }
}

async function askForToken(options: TokenOptions, http: HttpClient, signal: AbortSignal): Promise<Held> {
  const url = readUrl(options.tokenUrl, 'the token endpoint');
  // The secret goes in the body (section 2.3.1): the directories this is for document that form, and not all take the other one.
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: options.clientId,
    client_secret: options.clientSecret,
    ...(options.scope === undefined || options.scope === '' ? {} : { scope: options.scope }),
  });
  const asked = options.clock.monotonic();
  const answer = await http.ask(
    {
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: Buffer.from(form.toString()),
      // Seldom enough that no connection need be kept.
      once: true,
    },
    signal,
  );
  const value = parseJson(await readSmall(answer, MOST_ANSWER_BYTES));
  if (answer.status !== 200) {
    const denied = v.safeParse(Denied, value);
    if (!denied.success) throw troubleOfStatus(answer.status, answer.headers, url.host);
    const said = cleanText(`${denied.output.error} ${denied.output.error_description ?? ''}`, 300);
    if (FINAL.test(denied.output.error)) throw new MailError('refused', `${url.host}: ${said}`);
    throw troubleOfStatus(answer.status, answer.headers, url.host, said);
  }
  const granted = v.safeParse(Granted, value);
  // The value may hold a token: nothing of it is told.
  if (!granted.success) throw new MailError('protocol', `${url.host}: the answer holds no bearer token`);
  const lifeMs = (granted.output.expires_in ?? ASSUMED_LIFE_S) * 1_000;
  return {
    token: granted.output.access_token,
    renewAt: asked + lifeMs - Math.min(EARLY_MS, lifeMs / 5),
    endsAt: asked + lifeMs,
  };
}

/** Undefined when it is no JSON. */
function parseJson(octets: Buffer): unknown {
  try {
    return JSON.parse(octets.toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
