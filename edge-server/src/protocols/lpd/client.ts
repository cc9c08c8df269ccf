// Sends one job to a line printer daemon (RFC 1179 sections 5.2, 6.2 and 6.3): receive-job, control file, data file, each answered by
// one octet. Says how far it came; what that means is decided elsewhere.
import type { PrinterSocket } from '../pjl/printer-socket.ts';
import type { LpdFiles } from './control-file.ts';

export interface LpdSend {
  readonly socket: PrinterSocket;
  readonly queue: string;
  readonly files: LpdFiles;
  /** Octets of the data file; LPD must be told before. */
  readonly length: number;
  readonly octets: AsyncIterable<Uint8Array>;
  /** Ends every wait. */
  readonly signal: AbortSignal;
  /** For the answers before the document: after that the printer may be out of paper and right. */
  readonly answerMs: number;
  readonly onBytes: (total: number) => void;
  readonly onWritten: () => void;
}

export type LpdOutcome =
  | { readonly kind: 'accepted' }
  /** An octet other than 0 before any of the document had left. */
  | { readonly kind: 'refused'; readonly step: 'queue' | 'control' | 'data'; readonly answer: number }
  /** The connection, the wait or the document ended. `cause` is what the document's source threw. */
  | {
      readonly kind: 'lost';
      readonly sent: 'none' | 'some' | 'all';
      readonly detail: string;
      readonly cause?: unknown;
    };

const RECEIVE_JOB = '\x02';
const CONTROL_FILE = '\x02';
const DATA_FILE = '\x03';
/** Ends each file (section 6.2: "an octet of zero bits"). */
const END = Buffer.alloc(1);

export async function sendLpdJob(job: LpdSend): Promise<LpdOutcome> {
  const { socket, files, signal } = job;
  const answers = listen(socket, signal);
  let total = 0;
  const lost = (detail: string, cause?: unknown): LpdOutcome => ({
    kind: 'lost',
    sent: total === 0 ? 'none' : total >= job.length ? 'all' : 'some',
    detail,
    ...(cause === undefined ? {} : { cause }),
  });

  const steps = [
    ['queue', Buffer.from(`${RECEIVE_JOB}${job.queue}\n`, 'latin1')],
    [
      'control',
      Buffer.from(`${CONTROL_FILE}${String(files.control.length)} ${files.controlName}\n`, 'latin1'),
    ],
    ['control', Buffer.concat([files.control, END])],
    ['data', Buffer.from(`${DATA_FILE}${String(job.length)} ${files.dataName}\n`, 'latin1')],
  ] as const;
  for (const [step, bytes] of steps) {
    if (!(await socket.write(bytes))) return lost(detailOf(socket, signal));
    const answer = await answers.next(job.answerMs);
    if (answer === undefined) return lost(detailOf(socket, signal));
    if (answer !== 0) return { kind: 'refused', step, answer };
  }

  try {
    for await (const chunk of job.octets) {
      if (signal.aborted) return lost(detailOf(socket, signal));
      if (chunk.length === 0) continue;
      if (total + chunk.length > job.length) return lost('the document is longer than it was told to be');
      total += chunk.length;
      job.onBytes(total);
      if (!(await socket.write(chunk))) return lost(detailOf(socket, signal));
      job.onBytes(total);
    }
  } catch (cause) {
    return lost('the document could not be read', cause);
  }
  if (total < job.length) return lost('the document is shorter than it was told to be');
  if (!(await socket.write(END))) return lost(detailOf(socket, signal));
  job.onWritten();
  const answer = await answers.next(undefined);
  if (answer === undefined) return lost(detailOf(socket, signal));
  return answer === 0 ? { kind: 'accepted' } : lost(`the printer answered ${String(answer)}`);
}

function detailOf(socket: PrinterSocket, signal: AbortSignal): string {
  if (signal.aborted) return 'nobody waits any more';
  const end = socket.ended();
  if (end === undefined) return 'no answer in time';
  return end.kind === 'closed' ? 'the printer closed the connection' : end.detail;
}

/** The answers one octet at a time; undefined when none came in time or none can come any more. */
function listen(
  socket: PrinterSocket,
  signal: AbortSignal,
): { next(withinMs: number | undefined): Promise<number | undefined> } {
  const heard: number[] = [];
  let wake: (() => void) | undefined;
  socket.onData((chunk) => {
    // One octet is an answer; a daemon that says more than a job has questions is not listened to.
    for (const octet of chunk.subarray(0, MOST_ANSWERS - heard.length)) heard.push(octet);
    wake?.();
  });
  return {
    next: (withinMs) =>
      new Promise((resolve) => {
        const settle = (): void => {
          wake = undefined;
          clearTimeout(timer);
          signal.removeEventListener('abort', settle);
          resolve(heard.shift());
        };
        const timer = withinMs === undefined ? undefined : setTimeout(settle, withinMs);
        wake = settle;
        signal.addEventListener('abort', settle, { once: true });
        void socket.over.then(() => {
          if (wake === settle) settle();
        });
        if (heard.length > 0 || signal.aborted) settle();
      }),
  };
}
const MOST_ANSWERS = 16;
