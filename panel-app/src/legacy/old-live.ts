// Takes the place of state/panel-live.ts in the legacy panel (vite/legacy/held-answers.ts): the same, by answers that are held.
import { browserClock } from '../state/clock.ts';
import { followPanel as follow } from '../state/panel-live.ts';
import { heldChanges } from './held-changes.ts';
import { oldTurns } from './old-turns.ts';

export const followPanel: typeof follow = (core, heard, signal) =>
  follow(core, heard, signal, heldChanges(oldTurns, browserClock));
