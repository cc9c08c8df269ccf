// How a step of the first-run assistant says that it is done. Words for first-run.ts, which listens.
import type { FirstRunChange, FirstRunView } from '@platen/shared/api/first-run';

/** @param change what the server is to be told beside that it is done. */
export function stepDone(step: EventTarget, change?: FirstRunChange): void {
  step.dispatchEvent(new CustomEvent('step-done', { detail: change, bubbles: true }));
}

/** @param view as the server answered; without one it is asked. */
export function stepChanged(step: EventTarget, view?: FirstRunView): void {
  step.dispatchEvent(new CustomEvent('step-changed', { detail: view, bubbles: true }));
}
