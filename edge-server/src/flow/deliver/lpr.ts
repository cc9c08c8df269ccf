// Delivery to a line printer daemon (RFC 1179), the last resort: its spooler says that it has the document, and never again anything.

import { type LpdOutcome, sendLpdJob } from '../../protocols/lpd/client.ts';
import { lpdFiles } from '../../protocols/lpd/control-file.ts';
import { type LprAddress, parseLprUri } from '../../protocols/lpd/lpr-uri.ts';
import { connectPrinter, type NotConnected, type PrinterSocket } from '../../protocols/pjl/printer-socket.ts';
import {
  type DeliveryLink,
  type DeliveryProtocol,
  type DeliveryTools,
  DocumentFailed,
  type JobOrder,
  type Preflight,
  type SendOutcome,
  type SendWatch,
} from './delivery-protocol.ts';
import { type Life, nowFrom } from './life-signs.ts';
import { profileOffers } from './profile-offers.ts';
import type { Spooled } from './spool.ts';
import { startLinks } from './start-links.ts';
import type { PrinterTarget } from './target.ts';
import { type Wrapped, wrapDocument } from './wrap-document.ts';

/** As for raw ports. */
const CONNECT_MS = 5_000;
/** A spooler answers a command when it has made room: seconds on a slow device. */
const ANSWER_MS = 30_000;

export const lprDelivery: DeliveryProtocol = {
  name: 'LPR',
  schemes: ['lpr', 'lpd'],
  start: startLinks(openLink),
};

function openLink(target: PrinterTarget, tools: DeliveryTools, life: Life, closed: () => void): DeliveryLink {
  const { clock } = tools;
  const address = parseLprUri(target.uri);
  let line: PrinterSocket | undefined;

  const connection = (
    { host, port }: LprAddress,
    signal: AbortSignal,
  ): Promise<PrinterSocket | NotConnected> =>
    connectPrinter({ host, port, timeoutMs: CONNECT_MS, signal, lookup: tools.lookup });

  async function preflight(signal: AbortSignal): Promise<Preflight> {
    if (tools.encryptedOnly()) {
      return { kind: 'refused', code: 'printer-trust', detail: 'only encrypted connections are allowed' };
    }
    if (address === undefined) {
      return { kind: 'refused', code: 'printer-address', detail: 'not the address of an LPR queue' };
    }
    line?.leave();
    line = undefined;
    const at = clock.now();
    const [opened, signs] = await Promise.all([connection(address, signal), life.before(target, signal)]);
    if (opened.kind === 'not-connected')
      return { kind: 'not-now', code: 'printer-unreachable', detail: opened.detail };
    line = opened;
    const { facts, stopped } = nowFrom(signs, at);
    return {
      kind: 'ready',
      printer: {
        facts,
        stopped,
        formats: target.delivery?.formats ?? [],
        opensJobs: false,
        reports: false,
        attributes: profileOffers(target.delivery ?? {}),
        uri: target.uri,
      },
    };
  }

  const send: DeliveryLink['send'] = async (order, printer, _job, document, watch, signal) => {
    if (address === undefined)
      return { kind: 'refused', code: 'printer-address', detail: 'not an LPR address' };
    // There is no back channel: a daemon passes nothing back.
    const wrapped = wrapDocument(target, order, printer, document, false);
    if (wrapped.left.length > 0) {
      tools.log.warn('options the printer does not offer are left out', {
        uri: target.uri,
        left: wrapped.left,
      });
    }
    let counted: Spooled | undefined;
    try {
      counted = await count(wrapped, watch);
    } catch (cause) {
      return failed(cause, 'none');
    }
    try {
      // The connection of the preflight, unless the daemon has closed it since: nothing was written to it.
      const opened =
        line !== undefined && line.ended() === undefined ? line : await connection(address, signal);
      if (opened.kind === 'not-connected')
        return { kind: 'not-now', code: 'printer-unreachable', detail: opened.detail };
      line = opened;
      const outcome = await sendLpdJob({
        socket: opened,
        queue: address.queue,
        files: lpdFiles({ number: numberOf(order), user: order.user, title: order.name }),
        length: counted.length,
        octets: counted.octets,
        signal,
        answerMs: ANSWER_MS,
        ...watch,
      });
      if (outcome.kind === 'lost') opened.destroy();
      else opened.leave();
      return outcomeOf(outcome);
    } finally {
      await counted.close();
    }
  };

  /** The document with its length: LPD must be told before the first octet. */
  async function count(wrapped: Wrapped, watch: SendWatch): Promise<Spooled> {
    const whole = concatenated(wrapped);
    if (wrapped.length !== undefined) {
      const length = wrapped.header.length + wrapped.length + wrapped.trailer.length;
      return { length, octets: whole, close: async () => undefined };
    }
    if (tools.spool === undefined) throw new DocumentFailed('storage-failed', 'no place to count it in');
    return tools.spool(whole, () => watch.onBytes(0));
  }

  return {
    preflight,
    create: async () => ({ kind: 'refused', code: 'printer-refused', detail: 'this way knows no jobs' }),
    send,
    look: async () => ACCEPTED,
    find: async () => ACCEPTED,
    async now(signal) {
      const at = clock.now();
      const signs = await life.during(target, signal);
      return signal.aborted ? undefined : nowFrom(signs, at);
    },
    cancel: async () => ({ kind: 'not-offered' }),
    close() {
      line?.leave();
      closed();
    },
  };
}

/** Of a job in a state after `sending`; before that decide-recovery.ts asks what was sent. */
const ACCEPTED = { kind: 'no-jobs', taken: 'accepted' } as const;

async function* concatenated({
  header,
  octets,
  trailer,
}: Wrapped): AsyncGenerator<Uint8Array, void, undefined> {
  let head: Uint8Array | undefined = header;
  for await (const chunk of octets) {
    if (head !== undefined && head.length > 0) yield head;
    head = undefined;
    yield chunk;
  }
  if (head !== undefined && head.length > 0) yield head;
  if (trailer.length > 0) yield trailer;
}

function outcomeOf(outcome: LpdOutcome): SendOutcome {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted' };
    case 'refused':
      // Without a data file nothing can have been printed; the queue may be full or stopped for now.
      return {
        kind: 'not-now',
        code: 'printer-not-accepting',
        detail: `the daemon answered ${String(outcome.answer)} to the ${outcome.step} command`,
      };
    case 'lost':
      if (outcome.cause !== undefined) return failed(outcome.cause, outcome.sent);
      return {
        kind: 'lost',
        sent: outcome.sent,
        final: false,
        code: 'printer-unreachable',
        detail: outcome.detail,
      };
  }
}

function failed(cause: unknown, sent: 'none' | 'some' | 'all'): SendOutcome {
  const code = cause instanceof DocumentFailed ? cause.code : 'storage-failed';
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { kind: 'lost', sent, final: true, code, detail };
}

/** Three digits that differ from job to job, out of the attempt's random token. */
function numberOf({ token }: JobOrder): number {
  return Number.parseInt(token.replaceAll('-', '').slice(0, 8), 16) % 1_000;
}
