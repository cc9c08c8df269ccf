// What became of a press on Print: the releases that began, and the documents that could not be had, each with its sentence.
import type { PanelReleased } from '@platen/shared/api/panel';
import { fillSentence } from '@platen/shared/app-error';
import { ERRORS } from '@platen/shared/error-table';
import type { Claimed } from '../../flow/release/claim.ts';
import { releaseView } from './release-view.ts';

export function releasedView({ releases, refused }: Claimed, printerName: string): PanelReleased {
  return {
    releases: releases.map((release) => releaseView(release, printerName)),
    refused: refused.map(({ jobId, error }) => ({
      jobId,
      code: error.code,
      message: fillSentence(ERRORS[error.code].user, error.values),
    })),
  };
}
