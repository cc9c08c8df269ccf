// A press on Print, from panel and portal alike: what stands in the way is asked first where the person can answer it, and what can be had is claimed.
import type { PanelReleased } from '@platen/shared/api/panel';
import type { App } from '../app.ts';
import type { ReleaseBy } from '../flow/release/claim.ts';
import { type CheckRelease, checkRelease } from './check-release.ts';
import { releasedView } from './views/released-view.ts';

interface Wish extends Omit<CheckRelease, 'accepted'> {
  /** Absent: the printer is not asked before. */
  readonly preflight?: { readonly accepted: readonly string[] } | undefined;
}

/** @returns releases, and what was refused; or findings, and then nothing was released. */
export async function claimChecked(
  app: App,
  { preflight, ...wish }: Wish,
  by: Pick<ReleaseBy, 'how' | 'sessionHash'>,
): Promise<PanelReleased> {
  const { printer, asks, ownerId, saying } = wish;
  const found =
    preflight === undefined ? undefined : await checkRelease(app, { ...wish, accepted: preflight.accepted });
  if (found !== undefined) return { releases: [], refused: [], preflight: found };
  return releasedView(await app.claim(asks, { ...by, ownerId, printer }), printer.name, saying);
}
