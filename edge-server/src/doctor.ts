// The doctor: runs what the areas (doctor/, mail-doctor.ts) examine, side by side, each within its time. What is examined on this
// server is put together by build-doctor.ts.
import type { DoctorArea } from '@platen/shared/doctor-areas';
import type { Clock } from './deps.ts';

export interface Check {
  readonly id: string;
  readonly ok: boolean;
  readonly sentence: string;
  /** What to do about it. */
  readonly cure?: string | undefined;
}

export interface Finding extends Check {
  readonly area: DoctorArea;
}

/** One thing that is looked at; it may find several. */
export interface Exam {
  readonly area: DoctorArea;
  readonly id: string;
  /** As the console shows it while it runs, and as a sentence begins: "The clock". */
  readonly what: string;
  /** Stops when the signal says so. A throw is told as a finding. */
  readonly run: (signal: AbortSignal) => Promise<readonly Check[]> | readonly Check[];
  /** Milliseconds until it is cut; LIMIT_MS unless told. */
  readonly limitMs?: number;
}

/** What is told while the doctor is at work. */
export interface DoctorNews {
  readonly done: number;
  readonly of: number;
  readonly what: string;
  readonly findings: readonly Finding[];
}

export interface ExamineOptions {
  readonly clock: Pick<Clock, 'after'>;
  readonly signal?: AbortSignal | undefined;
  readonly told?: (news: DoctorNews) => void;
}

/** Whoever waits for a check thinks after a few seconds that it hangs, and is right. */
const LIMIT_MS = 8_000;
/** Exams at a time: a fleet of hundreds is asked in turns, and everything else runs at once. */
const PARALLEL = 24;

/** Every finding, in the order of the exams. Never rejects because of an exam. */
export async function examine(exams: readonly Exam[], options: ExamineOptions): Promise<Finding[]> {
  const { told, signal = new AbortController().signal } = options;
  const found: (readonly Finding[])[] = exams.map(() => []);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const at = next++;
      const exam = exams[at];
      if (exam === undefined || signal.aborted) return;
      const checks = await within(exam, options.clock, signal);
      const findings = checks.map((check) => ({ ...check, area: exam.area }));
      found[at] = findings;
      done++;
      told?.({ done, of: exams.length, what: exam.what, findings });
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, exams.length) }, work));
  return found.flat();
}

async function within(
  exam: Exam,
  clock: Pick<Clock, 'after'>,
  outer: AbortSignal,
): Promise<readonly Check[]> {
  const { id, what, limitMs = LIMIT_MS } = exam;
  const cut = new AbortController();
  const signal = AbortSignal.any([outer, cut.signal]);
  let stop = (): void => undefined;
  const late = new Promise<readonly Check[]>((resolve) => {
    stop = clock.after(limitMs, () => {
      cut.abort();
      resolve([
        {
          id,
          ok: false,
          sentence: `${what} could not be examined: no answer within ${Math.round(limitMs / 1000)} seconds.`,
          cure: 'Look again in a minute. If it stays so, the log (Health, Log) says more.',
        },
      ]);
    });
  });
  const failed = (cause: unknown): readonly Check[] => [
    {
      id,
      ok: false,
      sentence: `${what} could not be examined.`,
      cure: `The reason given: ${cause instanceof Error ? cause.message : String(cause)}`,
    },
  ];
  try {
    return await Promise.race([Promise.resolve(signal).then(exam.run).catch(failed), late]);
  } finally {
    stop();
  }
}
