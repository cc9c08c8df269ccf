// Delivery to a raw TCP port (9100, 2501, 2000): the document as it is or inside PJL, and where the printer answers on the same
// connection, what it tells of the job's end. There is no question that can be asked later: a break is never repaired from here.
import { enumValue, keyword } from '../../protocols/ipp/message.ts';
import { connectPrinter, type PrinterSocket } from '../../protocols/pjl/printer-socket.ts';
import { parseSocketUri } from '../../protocols/pjl/socket-uri.ts';
import {
  type DeliveryLink,
  type DeliveryProtocol,
  type DeliveryTools,
  DocumentFailed,
  type JobSearch,
  type Preflight,
  type SendOutcome,
  type Sent,
} from './delivery-protocol.ts';
import { type EndReport, openEndReport } from './end-report.ts';
import { type Life, nowFrom } from './life-signs.ts';
import { profileOffers } from './profile-offers.ts';
import type { JobFinding } from './recovery-facts.ts';
import { startLinks } from './start-links.ts';
import type { PrinterTarget } from './target.ts';
import { type Wrapped, wrapDocument } from './wrap-document.ts';

/** Devices waking up need seconds; the next try comes soon anyway. */
const CONNECT_MS = 5_000;
/**
 * After the last octet a printer closes its side when it has read all. Some never do: CUPS waits as long (its socket back end), and
 * then, as here, the octets are taken for delivered to the device.
 */
const CLOSE_WITHIN_MS = 90_000;
/** A printer that was said to answer and has not echoed our token by then, with the document written, is taken for one that does not. */
const ECHO_WITHIN_MS = 60_000;

export const rawDelivery: DeliveryProtocol = {
  name: 'raw',
  schemes: ['socket'],
  start: startLinks(openLink),
};

function openLink(target: PrinterTarget, tools: DeliveryTools, life: Life, closed: () => void): DeliveryLink {
  const { clock } = tools;
  const wantsReport = target.delivery?.pjl?.backChannel === true;
  let line: PrinterSocket | undefined;
  /** While the printer may tell of the job that went over `line`. */
  let report: { readonly of: EndReport; readonly line: PrinterSocket; writtenAt: number } | undefined;
  /** What is said of a job when nothing is being reported. A link without a past cannot know what an earlier one had heard. */
  let taken: Extract<JobFinding, { kind: 'no-jobs' }>['taken'] = wantsReport ? 'broken' : 'unheard';

  async function connection(signal: AbortSignal): Promise<PrinterSocket | { code: string; detail: string }> {
    const address = parseSocketUri(target.uri);
    if (address === undefined) return { code: 'EINVAL', detail: 'not a socket address' };
    return connectPrinter({ ...address, timeoutMs: CONNECT_MS, signal, lookup: tools.lookup });
  }

  async function preflight(signal: AbortSignal): Promise<Preflight> {
    if (tools.encryptedOnly()) {
      return { kind: 'refused', code: 'printer-trust', detail: 'only encrypted connections are allowed' };
    }
    if (parseSocketUri(target.uri) === undefined) {
      return { kind: 'refused', code: 'printer-address', detail: 'not a socket address' };
    }
    line?.leave();
    line = undefined;
    const at = clock.now();
    const [opened, signs] = await Promise.all([connection(signal), life.before(target, signal)]);
    if ('code' in opened) {
      // It lives and takes no connection: its one connection is somebody else's.
      const busy = signs !== undefined && opened.code === 'ECONNREFUSED';
      return { kind: 'not-now', code: busy ? 'printer-busy' : 'printer-unreachable', detail: opened.detail };
    }
    line = opened;
    const { facts, stopped } = nowFrom(signs, at);
    return {
      kind: 'ready',
      printer: {
        facts,
        stopped,
        formats: target.delivery?.formats ?? [],
        opensJobs: false,
        reports: wantsReport,
        attributes: profileOffers(target.delivery ?? {}),
        uri: target.uri,
        keepsLane: wantsReport || facts.markerCount !== undefined,
      },
    };
  }

  const send: DeliveryLink['send'] = async (
    order,
    printer,
    _job,
    document,
    watch,
    signal,
  ): Promise<SendOutcome> => {
    // The connection of the preflight, unless it has gone since: nothing was written to it.
    const opened = line !== undefined && line.ended() === undefined ? line : await connection(signal);
    if ('code' in opened) return { kind: 'not-now', code: 'printer-unreachable', detail: opened.detail };
    line = opened;
    const wrapped = wrapDocument(target, order, printer, document, wantsReport);
    if (wrapped.left.length > 0) {
      tools.log.warn('options the printer does not offer are left out', {
        uri: target.uri,
        left: wrapped.left,
      });
    }
    const told = wantsReport ? openEndReport(order.token, order.name) : undefined;
    opened.onData((chunk) => told?.feed(chunk));
    const cut = (): void => opened.destroy();
    signal.addEventListener('abort', cut, { once: true });
    if (signal.aborted) cut();
    try {
      const failed = await writeAll(opened, wrapped, watch.onBytes);
      if (failed !== undefined) return failed;
      watch.onWritten();
      if (told !== undefined) {
        report = { of: told, line: opened, writtenAt: clock.monotonic() };
        return { kind: 'accepted' };
      }
      taken = 'unheard';
      return await closeInOrder(opened);
    } finally {
      signal.removeEventListener('abort', cut);
    }
  };

  /** Half-closes and waits until the printer has read all, or long enough. */
  async function closeInOrder(opened: PrinterSocket): Promise<SendOutcome> {
    opened.finish();
    const waiting = new AbortController();
    const late = clock.sleep(CLOSE_WITHIN_MS, waiting.signal).catch(() => undefined);
    const end = await Promise.race([opened.over, late]);
    waiting.abort();
    if (end === undefined) opened.leave();
    if (end === undefined || end.kind === 'closed') return { kind: 'accepted' };
    return { kind: 'lost', sent: 'all', final: false, code: 'printer-unreachable', detail: end.detail };
  }

  async function search(): Promise<JobSearch> {
    if (report === undefined) return { kind: 'no-jobs', taken };
    const { of, line: spoken, writtenAt } = report;
    const { finding, end } = of.look();
    if (end !== undefined) {
      report = undefined;
      spoken.leave();
      // Not one page came out of it: whatever the device means by that, it is no proof that it printed.
      taken = 'unheard';
      return end === 'told' ? { ...finding, job: THE_JOB } : { kind: 'no-jobs', taken };
    }
    if (spoken.ended() !== undefined) {
      report = undefined;
      taken = 'broken';
      return { kind: 'no-jobs', taken };
    }
    if (!of.heard() && clock.monotonic() - writtenAt >= ECHO_WITHIN_MS) {
      tools.log.warn('the printer does not answer on its connection', { uri: target.uri });
      report = undefined;
      spoken.leave();
      taken = 'unheard';
      return { kind: 'no-jobs', taken };
    }
    return { ...finding, job: THE_JOB };
  }

  return {
    preflight,
    create: async () => ({ kind: 'refused', code: 'printer-refused', detail: 'this way knows no jobs' }),
    send,
    look: search,
    find: search,
    async now(signal) {
      const at = clock.now();
      const now = nowFrom(await life.during(target, signal), at);
      if (signal.aborted) return undefined;
      const reason = report?.of.stopped();
      if (reason === undefined) return now;
      const stopped = tools.describePrinter([
        enumValue('printer-state', STOPPED),
        keyword('printer-state-reasons', reason),
      ]);
      return { ...now, stopped, facts: { ...now.facts, stopped: true } };
    },
    // What the printer has read cannot be called back; while it is being sent the connection is cut instead.
    cancel: async () => ({ kind: 'not-offered' }),
    close() {
      report?.line.leave();
      line?.leave();
      closed();
    },
  };
}

/** RFC 8011 section 5.4.11. */
const STOPPED = 5;

/** There is one job on a connection. */
const THE_JOB = { id: 1 };

/** undefined when all of it was written. */
async function writeAll(
  line: PrinterSocket,
  { header, octets, trailer, length }: Wrapped,
  onBytes: (total: number) => void,
): Promise<SendOutcome | undefined> {
  let total = 0;
  const lost = (): SendOutcome => {
    const end = line.ended();
    const detail = end === undefined || end.kind === 'closed' ? 'the connection was closed' : end.detail;
    return { kind: 'lost', sent: sentOver(line), final: false, code: 'printer-unreachable', detail };
  };
  try {
    let head = header;
    for await (const chunk of octets) {
      total += chunk.length;
      if (length !== undefined && total > length)
        throw new Error('the document is longer than it was told to be');
      onBytes(total);
      if (!(await line.write(head, chunk))) return lost();
      onBytes(total);
      head = NOTHING;
    }
    if (length !== undefined && total < length)
      throw new Error('the document is shorter than it was told to be');
    if (!(await line.write(head, trailer))) return lost();
    return undefined;
  } catch (cause) {
    // The printer must not take the part for the whole.
    line.destroy();
    const code = cause instanceof DocumentFailed ? cause.code : 'storage-failed';
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { kind: 'lost', sent: sentOver(line), final: true, code, detail };
  }
}

const NOTHING = new Uint8Array(0);

/** The header counts: what the printer does with the beginning of a job nobody knows. */
function sentOver(line: PrinterSocket): Sent {
  return line.written() === 0 ? 'none' : 'some';
}
