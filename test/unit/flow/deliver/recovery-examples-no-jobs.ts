// The rows of the recovery table for raw sockets and LPR, by example.
import { COUNTER_MS } from '@platen/edge-server/flow/deliver/recovery-no-jobs';
import type { Example } from './recovery-examples.ts';
import { BEFORE, facts, NEW, NO_JOBS, STILL, says, UNCERTAIN, WAIT } from './recovery-kit.ts';

const DONE = (confidence: string) => ({ kind: 'done', confidence });
const ROSE = { ...STILL, markerCount: 1_002 };
/** A printer that tells nothing of itself. */
const UNSEEN = { at: STILL.at };
const unseen = facts({ state: 'accepted', sent: 'all', before: { at: BEFORE.at } });
const seen = facts({ state: 'accepted', sent: 'all', troubleMs: 1_000 });

export const NO_JOBS_EXAMPLES: readonly Example[] = [
  ['nothing had left', facts({ sent: 'none' }), says(NO_JOBS('unheard'), UNSEEN), NEW('printer-lost')],
  [
    'broken in the middle',
    facts({ sent: 'some' }),
    says(NO_JOBS('unheard'), STILL),
    UNCERTAIN('printer-lost'),
  ],
  ['broken after all', facts({ sent: 'all' }), says(NO_JOBS('broken'), STILL), UNCERTAIN('printer-lost')],
  ['killed while sending', facts(), says(NO_JOBS('accepted'), STILL), UNCERTAIN('printer-lost')],
  [
    'stopped in the middle as asked',
    facts({ sent: 'some', cancelAsked: true }),
    says(NO_JOBS('unheard'), UNSEEN),
    { kind: 'cancelled' },
  ],
  [
    'a stop that came after the last octet',
    facts({ sent: 'all', cancelAsked: true }),
    says(NO_JOBS('unheard'), UNSEEN),
    UNCERTAIN('printer-lost'),
  ],
  ['the spooler has it', unseen, says(NO_JOBS('accepted'), UNSEEN), DONE('accepted')],
  ['nothing known', unseen, says(NO_JOBS('unheard'), UNSEEN), DONE('unconfirmed')],
  ['the word that would come is gone', unseen, says(NO_JOBS('broken'), UNSEEN), UNCERTAIN('printer-lost')],
  ['idle and counted', seen, says(NO_JOBS('unheard'), ROSE), DONE('probably-printed')],
  ['gone, but idle and counted', seen, says(NO_JOBS('broken'), ROSE), DONE('probably-printed')],
  ['counted, and still printing', seen, says(NO_JOBS('unheard'), { ...ROSE, processing: true }), WAIT],
  ['counted, and waiting for paper', seen, says(NO_JOBS('unheard'), { ...ROSE, stopped: true }), WAIT],
  ['not counted yet', seen, says(NO_JOBS('unheard'), STILL), WAIT],
  [
    'not counted in all that time',
    { ...seen, troubleMs: COUNTER_MS },
    says(NO_JOBS('unheard'), STILL),
    DONE('unconfirmed'),
  ],
  [
    'without paper past the limit',
    { ...seen, troubleMs: seen.unreachableLimitMs },
    says(NO_JOBS('unheard'), { ...STILL, stopped: true }),
    DONE('unconfirmed'),
  ],
  [
    'counted, but perhaps another document of ours',
    { ...seen, othersBetween: true },
    says(NO_JOBS('unheard'), ROSE),
    DONE('unconfirmed'),
  ],
];
