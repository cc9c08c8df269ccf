// A fresh look at the printer within a budget: whoever presses Print waits no longer for it, and sees what was known before, with its age.
import type { Clock } from '../../../deps.ts';

/** The wait that a person does not notice (issue 4, point 5). */
export const PREFLIGHT_BUDGET_MS = 300;

export interface FreshLook<T> {
  readonly looked: T;
  /** It did not answer within the budget: `looked` is what was known before. */
  readonly late: boolean;
}

/**
 * @param ask joins a question that is under way already and never rejects; its answer after the budget is for the next look.
 * @param known at once.
 */
export async function readFresh<T>(
  clock: Pick<Clock, 'after'>,
  ask: () => Promise<T>,
  known: () => T,
  budgetMs: number = PREFLIGHT_BUDGET_MS,
): Promise<FreshLook<T>> {
  let cancel: () => void = () => undefined;
  const over = new Promise<FreshLook<T>>((resolve) => {
    cancel = clock.after(budgetMs, () => resolve({ looked: known(), late: true }));
  });
  try {
    return await Promise.race([ask().then((looked) => ({ looked, late: false })), over]);
  } finally {
    cancel();
  }
}
