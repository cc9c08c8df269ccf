// The numbers of a running server in the text form of Prometheus. Label sets are bounded: templates of routes, kinds and states, never paths,
// names of people or titles. Counting costs microseconds; what has to be asked of the database is asked when somebody looks.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is asked for at each look. Times in milliseconds. */
export interface Counted {
  readonly version: string;
  readonly jobs: ReadonlyMap<string, number>;
  readonly steps: readonly {
    readonly kind: string;
    readonly waiting: number;
    readonly running: number;
    readonly oldestMs: number;
  }[];
  readonly printers: ReadonlyMap<string, number>;
  readonly documents: { readonly count: number; readonly bytes: number };
  readonly freeBytes: number;
  /** Mailboxes that are read: how long ago that last worked. */
  readonly mail: readonly { readonly account: string; readonly agoMs: number }[];
  readonly certificateMs: number | undefined;
}

export interface Metrics {
  /** @param route its template, such as /api/portal/jobs/:id */
  request(method: string, route: string, status: number, ms: number): void;
  wrote(ms: number): void;
  step(kind: string, outcome: string, ms: number): void;
  /** A job's or release's news: counted by kind. */
  happened(event: string, more?: string): void;
  /** Where the numbers of a look come from; until then those are left out. */
  ask: (() => Promise<Counted>) | undefined;
  readonly contentType: string;
  text(): Promise<string>;
  stop(): void;
}

/** Answers of a panel take milliseconds, a large upload minutes. */
const REQUEST_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
/** A commit is one sync of the disk: a millisecond on flash, ten and more on a spinning one, seconds when it is failing. */
const WRITE_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
/** A conversion takes tenths of a second, a large one a minute; a delivery as long as its printer prints. */
const STEP_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];
/** Ms between looks at the event loop: what holds it up for less, nobody notices. */
const LOOP_MS = 20;

export function makeMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const loop = monitorEventLoopDelay({ resolution: LOOP_MS });
  loop.enable();
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter<L>({ name, help, labelNames, registers });
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge<L>({ name, help, labelNames, registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: number[],
  ) => new Histogram<L>({ name, help, labelNames, buckets, registers });

  const requests = counter('platen_http_requests_total', 'Requests by route and status.', [
    'method',
    'route',
    'status',
  ]);
  const seconds = histogram(
    'platen_http_request_seconds',
    'From the request to the end of its answer.',
    ['route'],
    REQUEST_SECONDS,
  );
  const writes = histogram(
    'platen_database_write_seconds',
    'From asking for a transaction until it is durable.',
    [],
    WRITE_SECONDS,
  );
  const steps = histogram(
    'platen_step_seconds',
    'Work on one step: a conversion (convert), a delivery (deliver), a mail (mail, send), a webhook (hook).',
    ['kind', 'outcome'],
    STEP_SECONDS,
  );
  const events = counter('platen_events_total', 'What happened, as webhooks are told of it.', [
    'event',
    'more',
  ]);
  const jobs = gauge('platen_jobs', 'Documents that may still be printed, by state.', ['state']);
  const waiting = gauge('platen_steps_waiting', 'Steps that are due and not taken up.', ['kind']);
  const running = gauge('platen_steps_running', 'Steps that are being worked on.', ['kind']);
  const oldest = gauge('platen_steps_oldest_seconds', 'How long the longest waiting step has been due.', [
    'kind',
  ]);
  const printers = gauge('platen_printers', 'Printers by state.', ['state']);
  const documents = gauge('platen_documents_stored', 'Stored objects: originals and print documents.');
  const bytes = gauge('platen_documents_stored_bytes', 'Their size before encryption.');
  const free = gauge('platen_disk_free_bytes', 'Free room of the data directory.');
  const mail = gauge(
    'platen_mail_last_look_seconds',
    'How long ago a mailbox was last read without trouble.',
    ['account'],
  );
  const certificate = gauge('platen_certificate_left_seconds', 'Time until the certificate of HTTPS ends.');
  const loopLag = gauge('platen_event_loop_lag_seconds', 'Delay of the event loop since the last look.', [
    'quantile',
  ]);
  const memory = gauge('platen_memory_bytes', 'Memory of the server process.', ['kind']);
  const cpu = gauge('platen_cpu_seconds', 'Processor time of the server process so far.', ['kind']);
  const up = gauge('platen_uptime_seconds', 'Since the process began.');
  const info = gauge('platen_info', 'The version that runs.', ['version']);

  function fill(counted: Counted): void {
    // Anew each time: a state that nobody is in any more must not stay.
    for (const each of [jobs, waiting, running, oldest, printers, mail]) each.reset();
    info.set({ version: counted.version }, 1);
    for (const [state, n] of counted.jobs) jobs.set({ state }, n);
    for (const { kind, ...step } of counted.steps) {
      waiting.set({ kind }, step.waiting);
      running.set({ kind }, step.running);
      oldest.set({ kind }, step.oldestMs / 1000);
    }
    for (const [state, n] of counted.printers) printers.set({ state }, n);
    documents.set(counted.documents.count);
    bytes.set(counted.documents.bytes);
    free.set(counted.freeBytes);
    for (const { account, agoMs } of counted.mail) mail.set({ account }, agoMs / 1000);
    if (counted.certificateMs !== undefined) certificate.set(counted.certificateMs / 1000);
  }

  function fillProcess(): void {
    const lag = (ns: number): number => (Number.isFinite(ns) ? Math.max(0, ns / 1e9 - LOOP_MS / 1000) : 0);
    loopLag.set({ quantile: '0.5' }, lag(loop.percentile(50)));
    loopLag.set({ quantile: '0.99' }, lag(loop.percentile(99)));
    loopLag.set({ quantile: '1' }, lag(loop.max));
    loop.reset();
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    for (const [kind, n] of Object.entries({ rss, heapUsed, heapTotal, external })) memory.set({ kind }, n);
    const { user, system } = process.cpuUsage();
    cpu.set({ kind: 'user' }, user / 1e6);
    cpu.set({ kind: 'system' }, system / 1e6);
    up.set(process.uptime());
  }

  const metrics: Metrics = {
    request: (method, route, status, ms) => {
      requests.inc({ method, route, status: String(status) });
      seconds.observe({ route }, ms / 1000);
    },
    wrote: (ms) => writes.observe(ms / 1000),
    step: (kind, outcome, ms) => steps.observe({ kind, outcome }, ms / 1000),
    happened: (event, more = '') => events.inc({ event, more }),
    ask: undefined,
    contentType: registry.contentType,
    text: async () => {
      if (metrics.ask !== undefined) fill(await metrics.ask());
      fillProcess();
      return registry.metrics();
    },
    stop: () => {
      loop.disable();
    },
  };
  return metrics;
}
