// What this printer cannot do for one document as it is asked for, each with the way to print it here all the same. Pure.
import type { PreflightChoice, PreflightFinding } from '@platen/shared/api/preflight';
import type { MediaSize } from '@platen/shared/media-size';
import { finishingGroup } from '@platen/shared/preflight-finishings';
import type { PrinterCapabilities } from '@platen/shared/printer-capabilities';
import type { Saying } from '@platen/shared/say/saying';
import { isLoaded, type Needs, type PreflightDocument, sizeOf } from './needs.ts';
import { paperChoices, shareOf } from './paper-choices.ts';

export interface LackingHelp {
  readonly saying: Saying;
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
    ...finishingLacks(document, at, help.saying),
    sidesLack(document, needs, at, help.saying),
    colourLack(needs, at, help),
    copiesLack(needs, at, help.saying),
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
  const choices = paperChoices(paper, at.mediaReady, help);
  const empty = help.isEmpty(wanted);
  if (empty !== undefined)
    return { key: `no-paper:${wanted}`, kind: 'no-paper', severity: 'stop', sentence: empty, choices };
  const loaded = at.mediaReady.flatMap((choice) => sizeOf(choice) ?? []);
  if (loaded.length === 0 || isLoaded(paper, at.mediaReady)) return undefined;
  const best = Math.max(...loaded.map((size) => shareOf(paper, size)));
  const asked = ticket.media !== undefined;
  const cut = ticket.printScaling === 'none' && best < 1;
  const names = [...new Set(loaded.map(help.paper))];
  const about = { paper: wanted, loaded: help.saying.list(names.slice(0, MOST_PAPERS)) };
  return {
    key: `media:${wanted}`,
    kind: 'media',
    severity: asked || cut || best < HARMLESS_SHARE ? 'ask' : 'tell',
    sentence: help.saying.say(asked ? 'preflight.asked-for' : 'note.made-for', about),
    choices,
  };
}

function finishingLacks({ ticket }: PreflightDocument, at: PrinterCapabilities, { say }: Saying): Found[] {
  const asked = ticket.finishings ?? [];
  return asked.flatMap((value): Found[] => {
    const group = finishingGroup(value);
    if (group === undefined || at.finishings.includes(value)) return [];
    const others = asked.filter((one) => one !== value);
    const instead = at.finishings.find((one) => finishingGroup(one) === group);
    const choices: PreflightChoice[] = [
      { label: say(`preflight.${group}-without`), ticket: { finishings: others } },
    ];
    if (instead !== undefined)
      choices.unshift({
        label: say(`preflight.${group}-other`),
        ticket: { finishings: [...others, instead] },
      });
    return [
      {
        key: `finishing:${value}`,
        kind: 'finishing',
        severity: 'ask',
        sentence: say(instead === undefined ? `preflight.${group}` : `preflight.${group}-there`),
        choices,
      },
    ];
  });
}

function sidesLack(
  { ticket }: PreflightDocument,
  { sides }: Needs,
  at: PrinterCapabilities,
  { say }: Saying,
): Found | undefined {
  // A printer that names no sides at all has simply not told.
  if (sides === undefined || at.sides.length === 0 || at.sides.includes(sides)) return undefined;
  const oneSided: PreflightChoice = {
    label: say('preflight.one-sided'),
    ticket: { sides: 'one-sided', ...(ticket.booklet === true ? { booklet: null } : {}) },
  };
  return {
    key: 'sides',
    kind: 'sides',
    severity: 'ask',
    sentence: say(ticket.booklet === true ? 'preflight.booklet' : 'preflight.sides'),
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
    sentence: help.saying.say('note.grey'),
    choices: [{ label: help.saying.say('preflight.in-grey'), ticket: { printColorMode: 'monochrome' } }],
  };
}

/** More copies than it makes are made here, one after the other in one document: right for the paper, wrong for the stapler. */
function copiesLack(
  { copies, finishings }: Needs,
  at: PrinterCapabilities,
  { say }: Saying,
): Found | undefined {
  if (copies <= at.maxCopies || at.maxCopies < 1) return undefined;
  const most = { count: at.maxCopies };
  return {
    key: 'copies',
    kind: 'copies',
    severity: finishings.length > 0 ? 'ask' : 'tell',
    sentence: say('preflight.copies', most),
    choices: [{ label: say('preflight.print-copies', most), ticket: { copies: at.maxCopies } }],
  };
}
