// The sheet that prints: which documents it is about, those that are still on their way included, and the element that is loaded when it is wanted.
import type { JobView } from '@platen/shared/api/common';
import type { PortalPrinter } from '@platen/shared/api/portal';
import { html, type TemplateResult } from 'lit';
import type { PortalView } from './portal-view.ts';

export interface PrintSheet {
  /** Rows of the upload list. */
  readonly uploads: readonly number[];
  /** Ids of documents. */
  readonly jobs: readonly string[];
  /** Where, when that is settled. */
  readonly at: PortalPrinter | undefined;
}

interface Shown {
  readonly jobs: readonly JobView[];
  /** Documents that are still being sent. */
  readonly coming: number;
  readonly at: PortalPrinter | undefined;
}

/** What the sheet is about, as it is now: an upload that was refused or taken away is no longer waited for. */
export function sheetOf({ uploads, jobs, at }: PrintSheet, view: PortalView): Shown {
  const coming = view.uploads.filter(({ id, state }) => uploads.includes(id) && state !== 'refused');
  return {
    jobs: (view.jobs ?? []).filter(({ id }) => jobs.includes(id)),
    coming: coming.length,
    at,
  };
}

export const printSheet = (
  { jobs, coming, at }: Shown,
  act: {
    readonly close: () => void;
    readonly released: () => void;
    readonly signedOut: () => void;
  },
): TemplateResult =>
  html`<portal-print
    .jobs=${jobs}
    .coming=${coming}
    .at=${at}
    @close=${act.close}
    @released=${act.released}
    @signed-out=${act.signedOut}
  ></portal-print>`;
