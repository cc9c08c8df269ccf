// A job as a person sees it in a list: title, story in one sentence, pages, paper, what to know before printing.
import type { JobView } from '@platen/shared/api/common';
import type { DocumentFacts } from '@platen/shared/document-facts';
import { JOB_STATE, type JobState } from '@platen/shared/job-state';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { sayReason } from '@platen/shared/say/reason';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import type { Progress } from '../../flow/convert/progress.ts';
import type { Duplicate } from '../../flow/store/duplicates.ts';
import type { JobRow } from '../../flow/store/jobs.ts';
import type { ReleaseRow } from '../../flow/store/releases.ts';
import { releaseView } from './release-view.ts';

const TONE: Readonly<Record<JobState, JobView['tone']>> = {
  received: 'busy',
  locked: 'warn',
  held: 'quiet',
  releasing: 'busy',
  uncertain: 'warn',
  printed: 'ok',
  refused: 'bad',
  expired: 'quiet',
  deleted: 'quiet',
};

/** ISO 216 and North American sheets by millimetres, with a tolerance for rounding in the file. */
const PAPERS: readonly (readonly [string, number, number])[] = [
  ['A5', 148, 210],
  ['A4', 210, 297],
  ['A3', 297, 420],
  ['A2', 420, 594],
  ['A1', 594, 841],
  ['A0', 841, 1189],
  ['Letter', 215.9, 279.4],
  ['Legal', 215.9, 355.6],
  ['Tabloid', 279.4, 431.8],
];
const TOLERANCE_MM = 3;

export interface JobViewOptions {
  /** The reader's language; English where the console asks. */
  readonly saying?: Saying | undefined;
  readonly maskTitles?: boolean;
  readonly release?: ReleaseRow | undefined;
  readonly printerName?: string | undefined;
  /** How far its conversion is. */
  readonly progress?: Progress | undefined;
  /** The same document that is offered instead, or has come out (flow/store/duplicates.ts). */
  readonly duplicate?: Duplicate | undefined;
  /** Of the printer the person stands at: notes then say what does not fit. */
  readonly at?: PrinterCapabilities | undefined;
}

export function jobView(row: JobRow, options: JobViewOptions = {}): JobView {
  const { release, saying = ENGLISH } = options;
  const view =
    release === undefined
      ? undefined
      : releaseView(release, options.printerName ?? saying.say('the-printer'), saying);
  const paper = row.facts === null ? undefined : paperOf(row.facts);
  return {
    id: row.id,
    title: options.maskTitles === true ? '' : row.title,
    state: row.state,
    sentence: sentence(row, view, options.progress, saying),
    tone: row.state === 'held' && row.reason !== null ? 'warn' : TONE[row.state],
    channel: row.channel,
    mediaType: row.mediaType,
    size: row.size,
    colour: row.facts?.colour ?? 'unknown',
    receivedAt: row.receivedAt,
    notes: [...(row.facts?.notes ?? []).map(saying.told), ...fitNotes(row, paper, options.at, saying)],
    ticket: row.ticket,
    ...(row.pages === null ? {} : { pages: row.pages }),
    ...(paper === undefined ? {} : { paper }),
    ...(row.blobId !== null && JOB_STATE[row.state].to.includes('expired')
      ? { expiresAt: row.expiresAt }
      : {}),
    ...(options.duplicate === undefined
      ? {}
      : {
          duplicateOf: options.duplicate.of,
          ...(options.duplicate.printed ? { printedBefore: true } : {}),
        }),
    ...(view === undefined ? {} : { release: view }),
  };
}

function sentence(
  row: JobRow,
  release: JobView['release'],
  progress: Progress | undefined,
  saying: Saying,
): string {
  const { say } = saying;
  if (row.state === 'received' && progress !== undefined && progress.done > 0) {
    const { done: page, of: pages } = progress;
    return pages === 0 ? say('job.getting-ready', { page }) : say('job.getting-ready-of', { page, pages });
  }
  if (row.state === 'refused') return sayReason(saying, row.reason);
  if ((row.state === 'releasing' || row.state === 'uncertain') && release !== undefined)
    return release.sentence;
  if (row.state === 'held' && release?.state === 'returned') return release.sentence;
  if (row.state === 'held' && row.reason !== null) return sayReason(saying, row.reason);
  if (row.state === 'held' && row.pages !== null) {
    return say('job.ready', { count: row.pages });
  }
  if (row.state === 'printed' && release !== undefined)
    return say('job.printed-on', { printer: release.printerName });
  return say(`job.${row.state}`);
}

function fitNotes(
  row: JobRow,
  paper: string | undefined,
  at: PrinterCapabilities | undefined,
  { say, list }: Saying,
): string[] {
  if (at === undefined) return [];
  const notes: string[] = [];
  const first = row.facts?.pageSizes[0];
  if (first !== undefined && at.mediaReady.length > 0) {
    const fits = at.mediaReady.some(
      ({ width, height }) => width === 0 || sameSheet(first.width, first.height, width / 100, height / 100),
    );
    if (!fits && paper !== undefined) {
      const loaded = [
        ...new Set(at.mediaReady.map(({ width, height }) => sheetName(width / 100, height / 100))),
      ];
      notes.push(say('note.made-for', { paper, loaded: list(loaded) }));
    }
  }
  if (
    row.facts?.colour === 'color' &&
    !at.printColorModes.includes('color') &&
    at.printColorModes.length > 0
  ) {
    notes.push(say('note.grey'));
  }
  return notes;
}

export function paperOf(facts: DocumentFacts): string | undefined {
  const first = facts.pageSizes[0];
  return first === undefined ? undefined : sheetName(first.width, first.height);
}

function sheetName(width: number, height: number): string {
  const known = PAPERS.find(([, w, h]) => sameSheet(width, height, w, h));
  return known?.[0] ?? `${Math.round(width)} x ${Math.round(height)} mm`;
}

/** Either way round: printers turn pages. */
function sameSheet(aWidth: number, aHeight: number, bWidth: number, bHeight: number): boolean {
  const close = (x: number, y: number) => Math.abs(x - y) <= TOLERANCE_MM;
  return (
    (close(aWidth, bWidth) && close(aHeight, bHeight)) || (close(aWidth, bHeight) && close(aHeight, bWidth))
  );
}
