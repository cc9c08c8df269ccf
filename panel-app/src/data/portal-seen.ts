// The portal's answers that are shown again while the server is away, each under its own name.
import type { PortalHistory, PortalMe, PortalPrinters } from '@platen/shared/api/portal';
import type { Preferences } from '@platen/shared/api/portal-preferences';
import type { ApiResult } from './api-call.ts';
import { forgetSeen, lastSeen } from './last-seen.ts';
import { isKeeping, noteAnswer, orLastSeen } from './seen-answer.ts';

/** Who is signed in, or was when there was a server. What was kept of somebody else is thrown away first. */
export async function meOrSeen(asked: Promise<ApiResult<PortalMe>>): Promise<ApiResult<PortalMe>> {
  const answer = await asked;
  if (isKeeping() && answer.ok) {
    const before = await lastSeen<PortalMe>('me');
    if (before !== undefined && before.value.email !== answer.value.email) await forgetSeen();
  }
  return orLastSeen('me', Promise.resolve(answer));
}

/** Somebody has just signed in: nothing of whoever was here before is left. */
export async function beginSeen(me: PortalMe): Promise<void> {
  if (!isKeeping()) return;
  await forgetSeen();
  noteAnswer('me', me);
}

export const historyOrSeen = (asked: Promise<ApiResult<PortalHistory>>): Promise<ApiResult<PortalHistory>> =>
  orLastSeen('history', asked);
export const printersOrSeen = (
  asked: Promise<ApiResult<PortalPrinters>>,
): Promise<ApiResult<PortalPrinters>> => orLastSeen('printers', asked);
export const preferencesOrSeen = (asked: Promise<ApiResult<Preferences>>): Promise<ApiResult<Preferences>> =>
  orLastSeen('preferences', asked);
