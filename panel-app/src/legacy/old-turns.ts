// Takes the place of data/one-at-a-time.ts in the legacy panel (vite/legacy/held-answers.ts): the app's one queue, which what is held gives way to.
import { browserClock } from '../state/clock.ts';
import { type TurnsWithHeld, turnsWithHeld } from './turns-with-held.ts';

export const oldTurns = turnsWithHeld(browserClock);

export const oneAtATime = (): TurnsWithHeld['inTurn'] => oldTurns.inTurn;
