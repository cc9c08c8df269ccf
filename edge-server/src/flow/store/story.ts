// Rows of events: the story of a job (SPEC B16).
import type { StoryKind } from '@platen/shared/story';
import { asc, eq } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { insertRow } from '../../db/insert-row.ts';

export interface NewEvent {
  readonly id: string;
  readonly jobId: string;
  readonly at: number;
  readonly kind: StoryKind;
  readonly values?: Record<string, string | number>;
}

export function tell(tx: Tx, event: NewEvent): Promise<void> {
  return insertRow(tx, 'events', tx.t.events, { ...event, values: event.values ?? {} });
}

export async function readStory(tx: Tx, jobId: string) {
  const { events } = tx.t;
  return tx.q.select().from(events).where(eq(events.jobId, jobId)).orderBy(asc(events.at), asc(events.id));
}
