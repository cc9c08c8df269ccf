// What this printer cannot do for one document as it is asked for, each with the way to print it here all the same. Pure.
import type { PreflightChoice, PreflightFinding } from '@platen/shared/api/preflight';
import type { MediaSize } from '@platen/shared/media-size';
import { type FinishingGroup, finishingGroup } from '@platen/shared/preflight-finishings';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import { isLoaded, type Needs, type PreflightDocument, sizeOf } from './needs.ts';
import { paperChoices, shareOf } from './paper-choices.ts';

export interface LackingHelp {
  readonly paper: (size: MediaSize) => string;
  /** The sentence for paper whose trays are all empty (printer-trouble.ts `emptyTrays`). */
  readonly isEmpty: (paper: string) => string | undefined;
  /** Another printer has what this one lacks. */
  readonly isNearby: (needs: Needs) => boolean;
}

/** A page that loses less than this keeps its look: A4 on Letter is 94 %. More is asked about. */
const HARMLESS_SHARE = 0.9;
/** Distinct papers named in one sentence. */
const MOST_PAPERS = 4;

const FINISHING_WORDS: Readonly<Record<FinishingGroup, { cannot: string; without: string; other: string }>> =
  {
    staple: {
      cannot: 'This printer cannot staple.',
      without: 'Print without staples',
      other: 'Staple as this printer can',
    },
    punch: {
      cannot: 'This printer cannot punch holes.',
      without: 'Print without holes',
      other: 'Punch as this printer can',
    },
    fold: {
      cannot: 'This printer cannot fold.',
      without: 'Print without folding',
      other: 'Fold as this printer can',
    },
  };

export type Lack = Omit<PreflightFinding, 'nearest'>;
type Found = Omit<Lack, 'jobs'>;

export function lacking(
  document: PreflightDocument,
  needs: Needs,
  at: PrinterCapabilities,
  help: LackingHelp,
): Lack[] {
  const found = [
    paperLack(document, needs, at, help),
    ...finishingLacks(document, at),
    sidesLack(document, needs, at),
    colourLack(needs, at, help),
    copiesLack(needs, at),
  ].filter((one) => one !== undefined);
  return found.map((one) => ({ ...one, jobs: [document.id] }));
}

function paperLack(
  { ticket }: PreflightDocument,
  { paper }: Needs,
  at: PrinterCapabilities,
  help: LackingHelp,
): Found | undefined {
  if (paper === undefined) return undefined;
  const wanted = help.paper(paper);
  const choices = paperChoices(paper, at.mediaReady, help.paper);
  const empty = help.isEmpty(wanted);
  if (empty !== undefined)
    return { key: `no-paper:${wanted}`, kind: 'no-paper', severity: 'stop', sentence: empty, choices };
  const loaded = at.mediaReady.flatMap((choice) => sizeOf(choice) ?? []);
  if (loaded.length === 0 || isLoaded(paper, at.mediaReady)) return undefined;
  const best = Math.max(...loaded.map((size) => shareOf(paper, size)));
  const asked = ticket.media !== undefined;
  const cut = ticket.printScaling === 'none' && best < 1;
  const names = [...new Set(loaded.map(help.paper))];
  const shown = names.slice(0, MOST_PAPERS).join(', ');
  return {
    key: `media:${wanted}`,
    kind: 'media',
    severity: asked || cut || best < HARMLESS_SHARE ? 'ask' : 'tell',
    sentence: asked
      ? `${wanted} is asked for. Loaded here: ${shown}.`
      : `Made for ${wanted}. Loaded here: ${shown}.`,
    choices,
  };
}

function finishingLacks({ ticket }: PreflightDocument, at: PrinterCapabilities): Found[] {
  const asked = ticket.finishings ?? [];
  return asked.flatMap((value): Found[] => {
    const group = finishingGroup(value);
    if (group === undefined || at.finishings.includes(value)) return [];
    const words = FINISHING_WORDS[group];
    const others = asked.filter((one) => one !== value);
    const instead = at.finishings.find((one) => finishingGroup(one) === group);
    const choices: PreflightChoice[] = [{ label: words.without, ticket: { finishings: others } }];
    if (instead !== undefined)
      choices.unshift({ label: words.other, ticket: { finishings: [...others, instead] } });
    return [
      {
        key: `finishing:${value}`,
        kind: 'finishing',
        severity: 'ask',
        sentence: instead === undefined ? words.cannot : `${words.cannot.slice(0, -1)} there.`,
        choices,
      },
    ];
  });
}

function sidesLack(
  { ticket }: PreflightDocument,
  { sides }: Needs,
  at: PrinterCapabilities,
): Found | undefined {
  // A printer that names no sides at all has simply not told.
  if (sides === undefined || at.sides.length === 0 || at.sides.includes(sides)) return undefined;
  const oneSided: PreflightChoice = {
    label: 'Print on one side',
    ticket: { sides: 'one-sided', ...(ticket.booklet === true ? { booklet: null } : {}) },
  };
  return {
    key: 'sides',
    kind: 'sides',
    severity: 'ask',
    sentence:
      ticket.booklet === true
        ? 'This printer cannot make a booklet.'
        : 'This printer cannot print on both sides this way.',
    choices: [oneSided],
  };
}

/** Most colour pages are as good in grey: it is a question only if colour was chosen, or is to be had nearby. */
function colourLack(needs: Needs, at: PrinterCapabilities, help: LackingHelp): Found | undefined {
  const { colour } = needs;
  if (colour === undefined || at.printColorModes.length === 0 || at.printColorModes.includes('color'))
    return undefined;
  return {
    key: 'colour',
    kind: 'colour',
    severity: colour === 'asked' || help.isNearby(needs) ? 'ask' : 'tell',
    sentence: 'In colour; this printer prints grey.',
    choices: [{ label: 'Print in grey', ticket: { printColorMode: 'monochrome' } }],
  };
}

/** More copies than it makes are made here, one after the other in one document: right for the paper, wrong for the stapler. */
function copiesLack({ copies, finishings }: Needs, at: PrinterCapabilities): Found | undefined {
  if (copies <= at.maxCopies || at.maxCopies < 1) return undefined;
  const most = `${at.maxCopies} ${at.maxCopies === 1 ? 'copy' : 'copies'}`;
  return {
    key: 'copies',
    kind: 'copies',
    severity: finishings.length > 0 ? 'ask' : 'tell',
    sentence: `This printer finishes at most ${most} at a time.`,
    choices: [{ label: `Print ${most}`, ticket: { copies: at.maxCopies } }],
  };
}
