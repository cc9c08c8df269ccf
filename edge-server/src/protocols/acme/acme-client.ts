// A client of ACME (RFC 8555): account, order, http-01, certificate. Keeps nothing and decides nothing; acme-renewal.ts says when and for what.
// Own rather than the package acme-client: every wait ends with a signal, answers are bounded, addresses are judged, and no retry sleeps unseen.
import type { KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { AcmeError } from './acme-error.ts';
import { type AcmeAnswer, type AskAcme, secureUrl } from './acme-http.ts';
import { signBinding, signJws, thumbprint } from './jws.ts';

/** 2000: no address of an authority is longer. */
const Address = v.pipe(v.string(), v.maxLength(2000));
const Directory = v.object({
  newNonce: Address,
  newAccount: Address,
  newOrder: Address,
  meta: v.optional(
    v.object({
      termsOfService: v.optional(Address),
      website: v.optional(Address),
      externalAccountRequired: v.optional(v.boolean()),
    }),
  ),
});
export type AcmeDirectory = v.InferOutput<typeof Directory>;

const Problem = v.object({
  type: v.optional(v.string()),
  detail: v.optional(v.string()),
  subproblems: v.optional(v.array(v.object({ detail: v.optional(v.string()) }))),
});
const Identifier = v.object({ type: v.string(), value: v.string() });
const Order = v.object({
  status: v.string(),
  authorizations: v.pipe(v.array(Address), v.maxLength(100)),
  finalize: Address,
  certificate: v.optional(Address),
  error: v.optional(Problem),
});
const Challenge = v.object({
  type: v.string(),
  url: Address,
  status: v.string(),
  // Section 8.3: base64url, and so nothing that could leave the folder of challenges.
  token: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,200}$/))),
  error: v.optional(Problem),
});
const Authorization = v.object({
  status: v.string(),
  identifier: Identifier,
  challenges: v.pipe(v.array(v.unknown()), v.maxLength(20)),
});

export interface AcmeClientDeps {
  readonly ask: AskAcme;
  readonly directory: string;
  /** P-256. */
  readonly accountKey: KeyObject;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly now: () => number;
}

export interface ToProve {
  readonly name: string;
  readonly token: string;
  /** What has to stand at /.well-known/acme-challenge/TOKEN. */
  readonly answer: string;
  readonly url: string;
  readonly authorization: string;
}

/** A nonce may have grown old meanwhile (section 6.5); more than that is no accident. */
const MOST_NONCE_TRIES = 4;
/** Between two looks; the authority may ask for longer, up to the second figure. */
const LOOK_MS = 1_000;
const LONGEST_LOOK_MS = 15_000;
/** Validation from several places takes seconds, issuing too; the rest is for slow days. */
const MOST_WAIT_MS = 180_000;
/** What "Retry-After" may ask for: a week is the longest limit of the known authorities. */
const LONGEST_RETRY_MS = 7 * 24 * 3_600_000;

export function makeAcmeClient({ ask, directory: directoryUrl, accountKey, sleep, now }: AcmeClientDeps) {
  let directory: AcmeDirectory | undefined;
  let nonce: string | undefined;
  let kid: string | undefined;

  /** The authority itself, without an account. */
  async function look(signal: AbortSignal): Promise<AcmeDirectory> {
    if (directory !== undefined) return directory;
    const answer = await ask({ url: directoryUrl, method: 'GET' }, signal);
    if (answer.status !== 200) throw problemOf(answer, now());
    const found = read(Directory, answer);
    for (const url of [found.newNonce, found.newAccount, found.newOrder]) secureUrl(url);
    directory = found;
    return found;
  }

  async function takeNonce(signal: AbortSignal): Promise<string> {
    const kept = nonce;
    nonce = undefined;
    if (kept !== undefined) return kept;
    const { newNonce } = await look(signal);
    const { headers } = await ask({ url: newNonce, method: 'HEAD' }, signal);
    const fresh = headers['replay-nonce'];
    if (typeof fresh !== 'string') throw new AcmeError('protocol', 'the authority gives out no nonce');
    return fresh;
  }

  async function post(url: string, payload: unknown, signal: AbortSignal): Promise<AcmeAnswer> {
    for (let tries = 1; ; tries++) {
      const body = signJws(accountKey, { url, nonce: await takeNonce(signal), kid }, payload);
      const answer = await ask({ url, method: 'POST', body }, signal);
      const next = answer.headers['replay-nonce'];
      if (typeof next === 'string') nonce = next;
      if (answer.status < 400) return answer;
      const problem = problemOf(answer, now());
      if (problem.type !== 'badNonce' || tries >= MOST_NONCE_TRIES) throw problem;
    }
  }

  /** Finds or makes the account of this key. */
  async function account(
    options: {
      readonly email: string;
      readonly binding?: { readonly kid: string; readonly key: string } | undefined;
    },
    signal: AbortSignal,
  ): Promise<void> {
    const { newAccount } = await look(signal);
    const { email, binding } = options;
    const answer = await post(
      newAccount,
      {
        termsOfServiceAgreed: true,
        ...(email === '' ? {} : { contact: [`mailto:${email}`] }),
        ...(binding === undefined
          ? {}
          : { externalAccountBinding: signBinding(accountKey, newAccount, binding) }),
      },
      signal,
    );
    const { location } = answer.headers;
    if (location === undefined) throw new AcmeError('protocol', 'the authority names no account');
    kid = location;
  }

  async function order(names: readonly string[], signal: AbortSignal) {
    const { newOrder } = await look(signal);
    const answer = await post(
      newOrder,
      { identifiers: names.map((value) => ({ type: 'dns', value })) },
      signal,
    );
    const { location } = answer.headers;
    if (location === undefined) throw new AcmeError('protocol', 'the authority names no order');
    return { url: location, ...read(Order, answer) };
  }

  /** What has to be shown for each name that is not proven already. */
  async function toProve(authorizations: readonly string[], signal: AbortSignal): Promise<ToProve[]> {
    const all: ToProve[] = [];
    for (const authorization of authorizations) {
      const found = read(Authorization, await post(authorization, undefined, signal));
      if (found.status === 'valid') continue;
      const name = found.identifier.value;
      const challenge = http01(found.challenges);
      if (challenge?.token === undefined)
        throw new AcmeError('challenge', `${name}: the authority does not offer to look over HTTP (http-01)`);
      const { token, url } = challenge;
      all.push({ name, token, url, authorization, answer: `${token}.${thumbprint(accountKey)}` });
    }
    return all;
  }

  /** Has the authority look, and waits until it has. */
  async function prove(one: ToProve, signal: AbortSignal): Promise<void> {
    await post(one.url, {}, signal);
    const found = await settled(one.authorization, Authorization, signal);
    if (found.status === 'valid') return;
    const error = http01(found.challenges)?.error;
    throw new AcmeError('challenge', `${one.name}: ${error?.detail ?? 'the authority did not say why'}`);
  }

  /** @param csr DER. @returns the certificate and its chain in PEM */
  async function finish(
    placed: { readonly url: string; readonly finalize: string },
    csr: Buffer,
    signal: AbortSignal,
  ): Promise<string> {
    await post(placed.finalize, { csr: csr.toString('base64url') }, signal);
    const done = await settled(placed.url, Order, signal);
    if (done.status !== 'valid' || done.certificate === undefined)
      throw new AcmeError('refused', done.error?.detail ?? `the order ended as "${done.status}"`);
    const { body } = await post(done.certificate, undefined, signal);
    return body;
  }

  /** Looks again until it is neither pending nor in work (section 7.1.6). */
  async function settled<S extends v.GenericSchema<unknown, { status: string }>>(
    url: string,
    schema: S,
    signal: AbortSignal,
  ): Promise<v.InferOutput<S>> {
    for (let waited = 0; ; ) {
      const answer = await post(url, undefined, signal);
      const found = read(schema, answer);
      if (!['pending', 'processing', 'ready'].includes(found.status)) return found;
      if (waited > MOST_WAIT_MS)
        throw new AcmeError('unreachable', 'the authority did not come to an end in time');
      const pause = Math.min(retryAfter(answer, now()) ?? LOOK_MS, LONGEST_LOOK_MS);
      await sleep(pause, signal);
      waited += pause;
    }
  }

  return { look, account, order, toProve, prove, finish };
}

function http01(challenges: readonly unknown[]): v.InferOutput<typeof Challenge> | undefined {
  for (const one of challenges) {
    const parsed = v.safeParse(Challenge, one);
    if (parsed.success && parsed.output.type === 'http-01') return parsed.output;
  }
  return undefined;
}

function read<S extends v.GenericSchema>(schema: S, { body }: AcmeAnswer): v.InferOutput<S> {
  const parsed = v.safeParse(schema, parseJson(body));
  if (parsed.success) return parsed.output;
  const first = parsed.issues[0];
  throw new AcmeError(
    'protocol',
    `this is no answer of an ACME authority (${v.getDotPath(first) ?? 'answer'})`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 8555 section 6.7, RFC 7807. */
function problemOf(answer: AcmeAnswer, now: number): AcmeError {
  const parsed = v.safeParse(Problem, parseJson(answer.body));
  const told = parsed.success ? parsed.output : {};
  const type = told.type?.replace(/^urn:ietf:params:acme:error:/, '');
  const details = [told.detail, ...(told.subproblems ?? []).map(({ detail }) => detail)];
  const detail =
    details.filter((one) => one !== undefined).join(' ') || `it answered with status ${answer.status}`;
  const retryAfterMs = retryAfter(answer, now);
  if (type === 'rateLimited' || answer.status === 429)
    return new AcmeError('limited', detail, { type, retryAfterMs });
  return new AcmeError(answer.status >= 500 ? 'unreachable' : 'refused', detail, { type, retryAfterMs });
}

/** RFC 9110 section 10.2.3: seconds or a date. */
function retryAfter({ headers }: AcmeAnswer, now: number): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_RETRY_MS) : undefined;
}
