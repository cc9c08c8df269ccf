// Typing which pages to print: "2-5,8". Reading what is typed is pure; the acts put it into the state and the ticket.

import type { TicketChange } from '@platen/shared/change-ticket';
import { rangeText, readRanges } from '@platen/shared/page-ranges';
import type { PageRange, Ticket } from '@platen/shared/ticket';
import type { PanelCore } from './panel-core.ts';

export interface PageKeys {
  /** Shows the screen with the pages that are chosen now. */
  readonly open: (jobId: string, ranges: readonly PageRange[] | undefined) => void;
  /** A digit, "-" or ",". What makes no sense at its place is not taken. */
  readonly type: (character: string) => void;
  readonly backspace: () => void;
  /** Takes what is typed, where it names pages. */
  readonly submit: () => void;
  /** The whole document. */
  readonly all: () => void;
  readonly close: () => void;
}

/** Longer lists are not typed at a printer; a ticket takes fifty ranges. */
const MAX_CHARACTERS = 32;

export function takePages(
  core: Pick<PanelCore, 'store'>,
  change: (jobId: string, change: (ticket: Ticket) => TicketChange) => void,
): PageKeys {
  const { store } = core;
  const edit = (to: (text: string) => string): void => {
    const { pageEntry } = store.get();
    if (pageEntry !== undefined) store.set({ pageEntry: { ...pageEntry, text: to(pageEntry.text) } });
  };
  const close = (): void => {
    const { pageEntry } = store.get();
    store.set({ screen: pageEntry?.from ?? 'jobs', pageEntry: undefined });
  };
  const take = (ranges: PageRange[] | undefined): void => {
    const { pageEntry } = store.get();
    if (pageEntry === undefined || ranges === undefined) return;
    change(pageEntry.jobId, () => ({ pageRanges: ranges }));
    const { preview } = store.get();
    // The picture starts at the first page that is printed.
    if (preview !== undefined) store.set({ preview: { ...preview, sheet: 0 } });
    close();
  };
  return {
    open: (jobId, ranges) => {
      const { screen } = store.get();
      store.set({
        screen: 'pages',
        pageEntry: {
          jobId,
          text: rangeText(ranges ?? []),
          from: screen === 'preview' ? 'preview' : 'options',
        },
      });
    },
    type: (character) =>
      edit((text) => {
        const fits = /\d/.test(character)
          ? !/(^|[,-])\d{5}$/.test(text)
          : character === '-'
            ? /(^|,)\d+$/.test(text)
            : character === ',' && /\d-?$/.test(text);
        return fits && text.length < MAX_CHARACTERS ? text + character : text;
      }),
    backspace: () => edit((text) => text.slice(0, -1)),
    submit: () => {
      const { pageEntry, session } = store.get();
      const total = session?.jobs.find((job) => job.id === pageEntry?.jobId)?.pages;
      if (pageEntry !== undefined && total !== undefined) take(readRanges(pageEntry.text, total));
    },
    all: () => take([]),
    close,
  };
}
