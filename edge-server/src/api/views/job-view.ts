// A job as a person sees it in a list: title, story in one sentence, pages, paper, what to know before printing.
import type { JobView } from '@platen/shared/api/common';
import type { DocumentFacts } from '@platen/shared/document-facts';
import { JOB_STATE, type JobState } from '@platen/shared/job-state';
import type { MediaSize } from '@platen/shared/media-size';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { sayReason } from '@platen/shared/say/reason';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import { isSameSheet, pageWords } from '../../devices/paper-words.ts';
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
    ...(paper === undefined ? {} : { paper: saying.told(paper) }),
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
  { say, list, told }: Saying,
): string[] {
  if (at === undefined) return [];
  const notes: string[] = [];
  const first = row.facts?.pageSizes[0];
  if (first !== undefined && at.mediaReady.length > 0) {
    const fits = at.mediaReady.some(
      (loaded) => loaded.width === 0 || isSameSheet(inHundredths(first), loaded),
    );
    if (!fits && paper !== undefined) {
      const loaded = [...new Set(at.mediaReady.map((one) => told(pageWords(one))))];
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

function paperOf({ pageSizes: [first] }: DocumentFacts): string | undefined {
  return first === undefined ? undefined : pageWords(inHundredths(first));
}

/** Facts of a document are in millimetres. */
const inHundredths = ({ width, height }: MediaSize): MediaSize => ({
  width: width * 100,
  height: height * 100,
});
