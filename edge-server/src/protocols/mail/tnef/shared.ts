// What the messages of one TNEF stream share while they are read.
import type { MailDefect } from '../mime/outline.ts';
import type { TnefLimits } from './limits.ts';

export interface Shared {
  readonly limits: TnefLimits;
  readonly defects: Set<MailDefect>;
  items: number;
  attachments: number;
}

/** Counts one more attribute or property; false when there have been enough. */
export function mayGoOn(shared: Shared): boolean {
  shared.items += 1;
  if (shared.items <= shared.limits.items) return true;
  shared.defects.add('mail-too-many-parts');
  return false;
}
