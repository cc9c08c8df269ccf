// How far the first-run assistant is: marks that people set, kept as one fact; what can be seen in the database counts by itself.
import {
  FIRST_RUN_STATES,
  FIRST_RUN_STEPS,
  type FirstRunState,
  type FirstRunStep,
} from '@platen/shared/first-run';
import { and, count, eq, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import type { Tx } from '../db/database.ts';
import type { Deps } from '../deps.ts';
import { audit } from '../people/audit.ts';
import { readFactIn, writeFact } from './facts.ts';

const FACT = 'first-run';

const Marks = v.object({
  marks: v.fallback(v.record(v.picklist(FIRST_RUN_STEPS), v.picklist(FIRST_RUN_STATES)), {}),
  printerId: v.optional(v.string()),
  userId: v.optional(v.string()),
  /** The last test page's release, and the document that waits for the user. */
  releaseId: v.optional(v.string()),
  jobId: v.optional(v.string()),
  closed: v.optional(v.boolean()),
});
type Marks = v.InferOutput<typeof Marks>;

export interface FirstRunProgress extends Omit<Marks, 'marks'> {
  readonly steps: readonly { readonly id: FirstRunStep; readonly state: FirstRunState }[];
  readonly open: boolean;
}

export interface FirstRunEdit extends Partial<Omit<Marks, 'marks'>> {
  readonly step?: FirstRunStep | undefined;
  readonly state?: FirstRunState | undefined;
}

export interface FirstRun {
  readonly read: () => Promise<FirstRunProgress>;
  /** @param who for the audit log; only closing it is written there. */
  readonly change: (edit: FirstRunEdit, who: string) => Promise<FirstRunProgress>;
}

export function makeFirstRun(deps: Pick<Deps, 'db' | 'clock'>): FirstRun {
  return {
    read: () => deps.db.read(progress),
    change: (edit, who) =>
      deps.db.write(async (tx) => {
        const stored = await readMarks(tx);
        const { step, state, ...rest } = edit;
        const marks = {
          ...stored?.marks,
          ...(step === undefined || state === undefined ? {} : { [step]: state }),
        };
        const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
        await writeFact(tx, FACT, JSON.stringify({ ...stored, ...given, marks }));
        if (edit.closed === true && stored?.closed !== true)
          await audit(tx, deps.clock.now(), { who, act: 'closed the first-run assistant', about: 'site' });
        return progress(tx);
      }),
  };
}

async function progress(tx: Tx): Promise<FirstRunProgress> {
  const stored = await readMarks(tx);
  const seen = await lookAround(tx);
  const steps = FIRST_RUN_STEPS.map((id) => {
    const mark = stored?.marks[id] ?? 'open';
    return { id, state: mark === 'open' && seen[id] === true ? ('done' as const) : mark };
  });
  const { marks: _, ...rest } = stored ?? { marks: {} };
  // A site from before the assistant, or one that was set up another way, is not asked to begin.
  const begun = stored !== undefined || (seen.printer !== true && seen.user !== true);
  const left = steps.some(({ state }) => state === 'open');
  return { ...rest, steps, open: begun && left && rest.closed !== true };
}

async function readMarks(tx: Tx): Promise<Marks | undefined> {
  const text = await readFactIn(tx, FACT);
  if (text === undefined) return undefined;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Marks), text);
  // What another version wrote and this one does not know is begun anew: only marks are lost.
  return read.success ? read.output : { marks: {} };
}

/** What is there, however it came there. */
async function lookAround(tx: Tx): Promise<Partial<Record<FirstRunStep, boolean>>> {
  const { printers, users, mailAccounts } = tx.t;
  const [printer] = await tx.q.select({ n: count() }).from(printers).where(isNull(printers.removedAt));
  const [user] = await tx.q.select({ n: count() }).from(users).where(isNull(users.deletedAt));
  const [account] = await tx.q
    .select({ n: count() })
    .from(mailAccounts)
    .where(and(isNull(mailAccounts.removedAt), eq(mailAccounts.receives, true)));
  return {
    printer: Number(printer?.n ?? 0) > 0,
    user: Number(user?.n ?? 0) > 0,
    mail: Number(account?.n ?? 0) > 0,
  };
}
