// Rows of events: the story of a job (SPEC B16).
import type { StoryKind } from '@platen/shared/story';
import { asc, eq, sql } from 'drizzle-orm';
import { hot, type Tx } from '../../db/database.ts';

export interface NewEvent {
  readonly id: string;
  readonly jobId: string;
  readonly at: number;
  readonly kind: StoryKind;
  readonly values?: Record<string, string | number>;
}

export async function tell(tx: Tx, event: NewEvent): Promise<void> {
  await hot(
    tx,
    'insert-event',
    ({ q, t }) =>
      q.insert(t.events).values({
        id: sql.placeholder('id'),
        jobId: sql.placeholder('jobId'),
        at: sql.placeholder('at'),
        kind: sql.placeholder('kind'),
        values: sql.placeholder('values'),
      }),
    { ...event, values: event.values ?? {} },
  );
}

export async function readStory(tx: Tx, jobId: string) {
  const { events } = tx.t;
  return tx.q.select().from(events).where(eq(events.jobId, jobId)).orderBy(asc(events.at), asc(events.id));
}
