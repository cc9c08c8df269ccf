// Books a release that has ended: one record, and the sums that reports read, in the transaction that ended it.
import type { Tx } from '../../db/database.ts';
import {
  addTallies,
  type Booked,
  insertRecord,
  type RecordRow,
  readBooked,
  type TallyRow,
} from '../store/records.ts';
import { countPaper } from './count-paper.ts';
import { localDay, monthOf } from './local-day.ts';

/**
 * Called when nothing more can change about a release; calling it again changes nothing.
 * @param copiesOut whole copies that are out, where a person decided that the rest is printed anew.
 */
export async function bookRecord(tx: Tx, releaseId: string, copiesOut?: number): Promise<void> {
  const booked = await readBooked(tx, releaseId);
  if (booked !== undefined) await book(tx, booked, copiesOut);
}

/** @returns false when it was booked before, or has not ended. */
export async function book(tx: Tx, booked: Booked, copiesOut?: number): Promise<boolean> {
  const row = recordOf(booked, copiesOut);
  if (row === undefined || !(await insertRecord(tx, row))) return false;
  await addTallies(tx, talliesOf(row));
  return true;
}

const OUTCOME = {
  done: 'printed',
  returned: 'failed',
  cancelled: 'canceled',
  uncertain: 'uncertain',
  // Its pages count; what a person had printed after it is a record of its own.
  superseded: 'failed',
} as const satisfies Partial<Record<Booked['release']['state'], RecordRow['outcome']>>;

function recordOf({ release, job, user, printer }: Booked, copiesOut?: number): RecordRow | undefined {
  const { state, endedAt } = release;
  if (endedAt === null || !isOver(state)) return undefined;
  const paper = countPaper(release, copiesOut);
  return {
    id: release.id,
    jobId: release.jobId,
    userId: release.ownerId,
    printerId: release.printerId,
    site: printer?.site ?? '',
    channel: job?.channel ?? '',
    department: user?.department ?? '',
    endedAt,
    ...localDay(endedAt),
    outcome: OUTCOME[state],
    pages: paper.impressions,
    sheets: paper.sheets,
    copies: paper.copies,
    color: isColor(release.ticket.printColorMode, job?.facts?.colour, printer?.capabilities?.printColorModes),
    duplex: paper.duplex,
  };
}

const isOver = (state: Booked['release']['state']): state is keyof typeof OUTCOME =>
  Object.hasOwn(OUTCOME, state);

/** Grey where grey was asked for, the document has no colour, or the printer has none. */
function isColor(
  asked: string | undefined,
  document: string | undefined,
  printer: readonly string[] | undefined,
): boolean {
  if (asked === 'monochrome' || document === 'monochrome') return false;
  return printer === undefined || printer.length === 0 || printer.includes('color');
}

/** In the order of their key, which is that of every booking. */
function talliesOf(row: RecordRow): TallyRow[] {
  const { site, channel, department, color, duplex, pages, sheets } = row;
  const printed = row.outcome === 'printed';
  const sums = { pages, sheets, jobs: printed ? 1 : 0, failed: printed ? 0 : 1 };
  const month = monthOf(row.day);
  const tally = (kind: string, day: number, key: string, of = ''): TallyRow => ({
    kind,
    day,
    key,
    site,
    channel,
    department: of,
    color,
    duplex,
    ...sums,
  });
  return [
    tally('all', row.day, ''),
    tally('department', month, department, department),
    tally('hour', month, String(row.hour)),
    tally('printer', month, row.printerId),
    tally('user', month, row.userId, department),
  ];
}
