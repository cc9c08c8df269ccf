// Has an authority issue the certificate and renew it (ACME, SPEC G1): when, for which names, what if it fails, and only one of several servers
// at a time. The wire is protocols/acme's. While anything is wrong the certificate in use stays.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { isIP, type LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { ACME_STEPS, type AcmeStep, type AcmeView } from '@platen/shared/api/admin-certificate';
import { acmeSentence } from './acme-words.ts';
import type { Tx } from './db/database.ts';
import type { Deps } from './deps.ts';
import { type ServerCertificate, splitNames } from './platform/certificate.ts';
import { judgeUpload } from './platform/certificate-judge.ts';
import type { CertificateStore } from './platform/certificate-store.ts';
import { readUpload } from './platform/certificate-upload.ts';
import { type AcmeDirectory, makeAcmeClient } from './protocols/acme/acme-client.ts';
import { AcmeError } from './protocols/acme/acme-error.ts';
import { openAcmeHttp } from './protocols/acme/acme-http.ts';
import { type AcmeIssued, type AcmeState, makeAcmeFacts } from './settings/acme-facts.ts';

export interface AcmeRenewalDeps extends Pick<Deps, 'db' | 'clock' | 'ids' | 'log' | 'sealing' | 'settings'> {
  readonly holder: string;
  /** undefined: HTTPS is off, and nothing is renewed. */
  readonly store: CertificateStore | undefined;
  /** Everything is open: an authority can be answered. */
  readonly ready: () => boolean;
  readonly lookup: LookupFunction;
  readonly mayAsk: (address: string) => string | undefined;
  /** Writes the audit log in the transaction. */
  readonly audit: (tx: Tx, at: number, who: string, act: string, about: string) => Promise<void>;
}

/** Certificates live for days: a minute's delay is none. */
const LOOK_EVERY_MS = 60_000;
/** One try; whoever holds the lease has given up by then. */
const MOST_RUN_MS = 9 * 60_000;
const LEASE_MS = 10 * 60_000;
/** Known authorities allow five failed validations of a name in an hour. */
const FIRST_PAUSE_MS = 15 * 60_000;
const LONGEST_PAUSE_MS = 24 * 3_600_000;
/** Of the certificates that were issued before, so many are known again. */
const KNOWN_BEFORE = 10;

export type AcmeRenewal = ReturnType<typeof makeAcmeRenewal>;

export function makeAcmeRenewal(deps: AcmeRenewalDeps) {
  const { clock, log, store } = deps;
  const facts = makeAcmeFacts(deps);
  const stop = new AbortController();
  let running: Promise<void> | undefined;
  let stopTimer: (() => void) | undefined;

  const wanted = () => {
    const { acmeDirectory: directory, acmeEmail: email, acmeNames } = deps.settings().secure;
    return { directory: directory.trim(), email: email.trim(), names: splitNames(acmeNames) };
  };

  async function clientOf(directory: string, accountKey: KeyObject, root = facts.root()) {
    const own = await root;
    const ask = openAcmeHttp({
      lookup: deps.lookup,
      mayAsk: deps.mayAsk,
      ...(own === undefined ? {} : { ca: [...rootCertificates, own] }),
    });
    return makeAcmeClient({ ask, directory, accountKey, now: clock.now, sleep: clock.sleep });
  }

  /** What the authority says of itself, before anything is agreed to. @throws AcmeError */
  async function look(
    directory: string,
    root: string | undefined,
    signal: AbortSignal,
  ): Promise<AcmeDirectory> {
    const client = await clientOf(directory, newKey(), Promise.resolve(root));
    return client.look(signal);
  }

  /** Ours, one that it issued, or the one that was there when renewal was set up. An administrator's own is left alone. */
  function mayReplace(current: ServerCertificate, issued: AcmeIssued | undefined, state: AcmeState): boolean {
    const { sha256 } = current.description;
    return (
      current.from === 'platen' ||
      sha256 === issued?.sha256 ||
      issued?.before.includes(sha256) === true ||
      sha256 === state.replaces
    );
  }

  async function tick(signal: AbortSignal): Promise<void> {
    const want = wanted();
    if (!deps.ready() || store === undefined || want.directory === '' || want.names.length === 0) return;
    const [state, issued, terms] = await Promise.all([facts.state(), facts.issued(), facts.terms()]);
    const current = store.now();
    // A directory that was typed into the settings: nobody has agreed to its terms.
    if (terms?.directory !== want.directory || !mayReplace(current, issued, state)) return;
    const fits =
      issued !== undefined &&
      issued.directory === want.directory &&
      issued.names.join(' ') === want.names.join(' ');
    // Another server has got it already.
    if (fits && issued.sha256 !== current.description.sha256 && !(await isOver(issued))) {
      await store.install(issued);
      return;
    }
    const now = clock.now();
    if (fits && now < renewalOf(current)) return;
    if (state.nextAt !== undefined && now < state.nextAt) return;
    if (!(await facts.claim(LEASE_MS))) return;
    try {
      await issue(want, state, issued, AbortSignal.any([signal, AbortSignal.timeout(MOST_RUN_MS)]));
    } catch (cause) {
      if (signal.aborted) return;
      await failed(state, cause);
    } finally {
      await facts.dropAnswers();
      await facts.release();
    }
  }

  async function isOver(issued: AcmeIssued): Promise<boolean> {
    const { certs } = await readUpload([Buffer.from(issued.cert)], undefined);
    const [first] = certs;
    return first === undefined || Date.parse(first.validTo) <= clock.now();
  }

  async function issue(
    want: ReturnType<typeof wanted>,
    state: AcmeState,
    before: AcmeIssued | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    const step = (now: AcmeStep) => facts.setState({ ...state, step: now });
    await step('directory');
    const client = await clientOf(want.directory, await accountKey(want.directory));
    await client.look(signal);
    await step('account');
    await client.account({ email: want.email, binding: await facts.binding() }, signal);
    await step('order');
    const order = await client.order(want.names, signal);
    await step('challenge');
    const open = await client.toProve(order.authorizations, signal);
    await facts.putAnswers(open);
    for (const one of open) await client.prove(one, signal);
    await step('issue');
    const { makeRequest } = await import('./platform/certificate-request.ts');
    const request = await makeRequest({ names: want.names, key: 'p256' });
    const cert = await client.finish(order, request.der, signal);
    await step('install');
    await use(want, { cert, key: request.key }, before);
    await facts.setState({ failures: 0, lastOkAt: clock.now() });
    log.info('the authority issued a certificate', { names: want.names.join(' ') });
  }

  async function use(
    { directory, names }: ReturnType<typeof wanted>,
    pair: { readonly cert: string; readonly key: string },
    before: AcmeIssued | undefined,
  ): Promise<void> {
    const upload = await readUpload([Buffer.from(pair.cert), Buffer.from(pair.key)], undefined);
    const judged = judgeUpload(upload, {}, { now: clock.now(), wanted: names });
    const { usable, certificate } = judged;
    const wrong = judged.findings.find(({ level, code }) => level === 'stop' || code === 'name-mismatch');
    if (usable === undefined || certificate === undefined || wrong !== undefined)
      throw new AcmeError('protocol', `What it issued cannot be used. ${wrong?.sentence ?? ''}`);
    const { sha256 } = certificate;
    const known = before === undefined ? [] : [before.sha256, ...before.before].slice(0, KNOWN_BEFORE);
    // Before it is used: after a crash in between, the next look installs it instead of asking for another one.
    await deps.db.write(async (tx) => {
      await facts.setIssued(tx, { ...usable, directory, names, sha256, before: known });
      await deps.audit(tx, clock.now(), 'system', 'certificate issued by ACME', sha256);
    });
    await store?.install(usable);
  }

  async function accountKey(directory: string): Promise<KeyObject> {
    const stored = await facts.account();
    if (stored?.directory === directory) return createPrivateKey(stored.key);
    const key = newKey();
    await facts.setAccount({ directory, key: key.export({ format: 'pem', type: 'pkcs8' }).toString() });
    return key;
  }

  async function failed(state: AcmeState, cause: unknown): Promise<void> {
    const error = cause instanceof AcmeError ? cause : undefined;
    const failures = state.failures + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
    // Up to a tenth more, so that many sites do not come back at one moment.
    const jitter = 1 + (deps.ids.bytes(1)[0] ?? 0) / 2550;
    const nextAt = clock.now() + Math.max(pause * jitter, error?.retryAfterMs ?? 0);
    const said = cause instanceof Error ? cause.message : String(cause);
    const problem = {
      trouble: error?.type === 'userActionRequired' ? 'terms' : (error?.trouble ?? 'here'),
      detail: said,
    };
    await facts.setState({ ...state, failures, nextAt, failedAt: clock.now(), problem, step: undefined });
    log.warn('the certificate could not be renewed', { trouble: problem.trouble, cause: said, failures });
  }

  /** Looks whether there is something to do; resolves when it is done. Never rejects. */
  function knock(): Promise<void> {
    running ??= tick(stop.signal)
      .catch((cause: unknown) => log.error('renewing the certificate could not be looked at', { cause }))
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    look,
    knock,
    /** Tries now, whatever the pause. */
    hurry: async (): Promise<void> => {
      await running;
      await facts.setState({ ...(await facts.state()), nextAt: undefined });
      void knock();
    },
    answerTo: facts.answerTo,
    setUp: facts.setUp,
    /** The certificate in use is one of its. */
    isIssued: async (sha256: string): Promise<boolean> => {
      const issued = await facts.issued();
      return issued !== undefined && (issued.sha256 === sha256 || issued.before.includes(sha256));
    },
    view: async (): Promise<AcmeView> => {
      const [state, issued, binding, claimed, terms] = await Promise.all([
        facts.state(),
        facts.issued(),
        facts.binding(),
        facts.isClaimed(),
        facts.terms(),
      ]);
      const want = wanted();
      const base = { ...want, bound: binding !== undefined };
      if (want.directory === '' || store === undefined) return { ...base, phase: 'off' };
      const { problem } = state;
      const step = claimed ? ACME_STEPS.find((one) => one === state.step) : undefined;
      const current = store.now();
      const still =
        terms?.directory !== want.directory
          ? 'not-agreed'
          : mayReplace(current, issued, state)
            ? undefined
            : 'own';
      const nextAt =
        problem === undefined && issued?.sha256 === current.description.sha256
          ? renewalOf(current)
          : state.nextAt;
      return {
        ...base,
        phase:
          step !== undefined
            ? 'working'
            : problem !== undefined || still !== undefined
              ? 'failed'
              : 'waiting',
        ...(step === undefined ? {} : { step }),
        ...(nextAt === undefined ? {} : { nextAt }),
        ...(state.lastOkAt === undefined ? {} : { lastOkAt: state.lastOkAt }),
        ...(state.failedAt === undefined ? {} : { failedAt: state.failedAt }),
        ...(still !== undefined
          ? { problem: { sentence: acmeSentence(still) } }
          : problem === undefined
            ? {}
            : { problem: { sentence: acmeSentence(problem.trouble), detail: problem.detail } }),
      };
    },
    start: (): void => {
      stopTimer = clock.every(LOOK_EVERY_MS, () => void knock());
      void knock();
    },
    stop: async (): Promise<void> => {
      stopTimer?.();
      stop.abort();
      await running;
    },
  };
}

/** With a third of its life left, and up to a thirtieth later: another moment for each certificate, the same on all servers. */
export function renewalOf({ description }: Pick<ServerCertificate, 'description'>): number {
  const { notBefore, notAfter, sha256 } = description;
  const life = notAfter - notBefore;
  const share = Number.parseInt(sha256.replaceAll(':', '').slice(0, 8), 16) / 2 ** 32;
  return notAfter - life / 3 + (share * life) / 30;
}

/** Why an authority cannot look at this name over HTTP, or undefined. @param name lower case */
export function unprovable(name: string): 'address' | 'wildcard' | 'short' | undefined {
  if (isIP(name) > 0) return 'address';
  if (name.startsWith('*.')) return 'wildcard';
  return name.includes('.') ? undefined : 'short';
}

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
