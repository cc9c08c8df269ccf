// What became of a press on Print: the releases that began, and the documents that could not be had, each with its sentence.
import type { PanelReleased } from '@platen/shared/api/panel';
import { ENGLISH, type Saying } from '@platen/shared/say/saying';
import type { Claimed } from '../../flow/release/claim.ts';
import { releaseView } from './release-view.ts';

export function releasedView(
  { releases, refused }: Claimed,
  printerName: string,
  saying: Saying = ENGLISH,
): PanelReleased {
  return {
    releases: releases.map((release) => releaseView(release, printerName, saying)),
    refused: refused.map(({ jobId, error }) => ({
      jobId,
      code: error.code,
      message: saying.error(error.code, error.values),
    })),
  };
}
